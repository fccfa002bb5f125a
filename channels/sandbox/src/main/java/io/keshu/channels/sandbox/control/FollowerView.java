package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.world.Follower;

/** A follower. */
record FollowerView(String openid, String name, boolean following) {

    static FollowerView of(Follower follower) {
        return new FollowerView(follower.openid(), follower.name(), follower.following());
    }
}
