package io.keshu.channels.api;

import java.util.Optional;

/** A channel that can try whether an account's settings and secrets are right. */
public interface ConnectionCheck extends Channel {

    /**
     * Asks the provider with these settings, whether they are saved or not, and changes nothing. Blocks for as long as the channel's
     * own time-outs allow.
     *
     * @param account may have any id and may be switched off
     */
    ProviderAnswer<Connected> checkConnection(ChannelAccount account);

    /** What kept this node from calling the provider when it last tried, unless it has succeeded since. */
    Optional<ProviderProblem> connectionProblem(ChannelAccountId account);

    /**
     * It works.
     *
     * @param detail what the provider said of itself, for the operator
     */
    record Connected(String detail) {}
}
