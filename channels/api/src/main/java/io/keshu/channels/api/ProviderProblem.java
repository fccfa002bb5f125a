package io.keshu.channels.api;

/**
 * Why a provider did not do what it was asked for.
 *
 * @param providerCode the provider's own code, such as {@code 40164}; empty if it gave none
 * @param detail what belongs into the words: the limit that is broken, the address that is not allowed; else the provider's words, for
 *     the operator; no secrets
 */
public record ProviderProblem(Reason reason, String providerCode, String detail) {

    /** How much of the provider's words is kept, in characters. */
    public static final int MAX_DETAIL = DeliveryProblem.MAX_DETAIL;

    public ProviderProblem {
        detail = Shortened.to(MAX_DETAIL, detail);
    }

    /** The reasons that people are told; each has its words in the console's message bundles. */
    public enum Reason {
        /** The account has as many tags as it may have; the detail is how many. */
        TOO_MANY_TAGS,
        /** The name has more characters than {@code detail}, or none. */
        NAME_TOO_LONG,
        NAME_TAKEN,
        /** There is no such tag any more. */
        TAG_UNKNOWN,
        /** The tag is the provider's own, or too many customers bear it. */
        TAG_FIXED,
        /** A customer would bear more tags than {@code detail}. */
        TOO_MANY_TAGS_ON_ONE,
        /** More customers at once than {@code detail}. */
        TOO_MANY_CUSTOMERS,
        UNKNOWN_CUSTOMER,
        /** The scene has more characters than {@code detail}, or none. */
        SCENE_TOO_LONG,
        /** Longer than {@code detail} seconds, or no time at all. */
        VALIDITY_TOO_LONG,
        /** The account has as many permanent codes as it may have. */
        TOO_MANY_CODES,
        /** The code is gone. */
        CODE_UNKNOWN,
        NOT_PERMITTED,
        ACCOUNT_BLOCKED,
        ACCOUNT_QUOTA_USED,
        /** The provider takes no calls from the hub's address, which is the detail. */
        ADDRESS_NOT_ALLOWED,
        /** The provider knows no such account. */
        UNKNOWN_ACCOUNT,
        /** The account's secret is wrong. */
        BAD_SECRET,
        /** The access token was refused. */
        BAD_CREDENTIALS,
        /** The consent by which the hub may use the account is refused, withdrawn or over. */
        CONSENT_REFUSED,
        /** The certificate of the provider's server is not one that is trusted, or not the server's. */
        CERTIFICATE_NOT_TRUSTED,
        /** The account is switched off or gone. */
        ACCOUNT_DISABLED,
        PROVIDER_BUSY,
        PROVIDER_UNREACHABLE,
        /** No answer in time, or one that can't be understood. */
        NO_CLEAR_ANSWER,
        /** The provider refuses for another reason, given by its code. */
        REFUSED
    }
}
