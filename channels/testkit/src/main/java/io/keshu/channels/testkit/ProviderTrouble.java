package io.keshu.channels.testkit;

/** What befalls a provider's stand-in while a channel sends. */
public enum ProviderTrouble {
    /** Nobody can be connected to. */
    UNREACHABLE,
    /** It asks the caller to come later and takes nothing. */
    THROTTLING,
    /** It takes the message and says so, after a while that is shorter than anybody's patience. */
    SLOW,
    /** It takes the message, and its answer never comes, or can't be understood. */
    SILENT_AFTER_TAKING,
    /** It does not accept the account's credentials. */
    BAD_CREDENTIALS
}
