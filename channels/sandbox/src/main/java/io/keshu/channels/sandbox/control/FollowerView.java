package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.TemplateEnd;

/**
 * A follower.
 *
 * @param templates how template messages to her end
 */
record FollowerView(String openid, String name, boolean following, TemplateEnd templates) {

    static FollowerView of(Follower follower) {
        return new FollowerView(follower.openid(), follower.name(), follower.following(), follower.templateEnd());
    }
}
