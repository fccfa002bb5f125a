package io.keshu.channels.web.token;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.web.config.Deployment;
import org.jspecify.annotations.Nullable;

/**
 * A visitor whose token was checked.
 *
 * @param id hers within the deployment
 * @param member whether the company's own login vouches for her
 * @param name as the company calls her, if it does
 */
public record Visitor(
        Deployment deployment,
        String id,
        boolean member,
        @Nullable String name) {

    public ChannelAddress address() {
        return new ChannelAddress(deployment.id(), new ExternalUserId(id));
    }
}
