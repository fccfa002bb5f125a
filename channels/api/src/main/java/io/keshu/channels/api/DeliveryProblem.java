package io.keshu.channels.api;

/**
 * Why a delivery did not end well.
 *
 * @param reason what it means to the agent; shown in words
 * @param providerCode the provider's own code, such as {@code 45015}; empty if it gave none; at most {@value #MAX_CODE} characters are kept
 * @param detail the provider's words or the fault's, for the operator; at most {@value #MAX_DETAIL} characters are kept, no
 *     secrets
 */
public record DeliveryProblem(Reason reason, String providerCode, String detail) {

    /** How much of the provider's words is kept, in characters. */
    public static final int MAX_DETAIL = 500;

    /** How much of the provider's code is kept, in characters. */
    public static final int MAX_CODE = 64;

    public DeliveryProblem {
        providerCode = Shortened.to(MAX_CODE, providerCode);
        detail = Shortened.to(MAX_DETAIL, detail);
    }

    /** The reasons that agents are told; each has its words in the console's message bundles. */
    public enum Reason {
        /** The time in which the customer may be answered is over. */
        WINDOW_CLOSED,
        /** The number of answers that the customer's last message allowed is used up. */
        REPLY_QUOTA_USED,
        /** The customer does not follow the account any more. */
        NOT_FOLLOWING,
        /** The customer refuses messages from the account. */
        REFUSED_BY_CUSTOMER,
        /** The provider does not know this customer. */
        UNKNOWN_CUSTOMER,
        /** The account may not do this. */
        NOT_PERMITTED,
        /** The provider blocked the account. */
        ACCOUNT_BLOCKED,
        /** The account's own quota with the provider is used up. */
        ACCOUNT_QUOTA_USED,
        /** The provider does not accept calls from the hub's address. */
        ADDRESS_NOT_ALLOWED,
        /** The account's credentials are wrong. */
        BAD_CREDENTIALS,
        /** The account is switched off or gone. */
        ACCOUNT_DISABLED,
        CONTENT_TOO_LONG,
        CONTENT_REFUSED,
        /** The account has no such template (any more). */
        TEMPLATE_UNKNOWN,
        /** The provider does not take what a template's field is filled with. */
        TEMPLATE_DATA_REFUSED,
        /** The provider took the message and could not bring it to the customer. */
        NOT_DELIVERED,
        /** The channel does not carry this kind of message. */
        KIND_NOT_CARRIED,
        /** The media are larger than the provider takes, or play longer. */
        MEDIA_TOO_LARGE,
        /** The media are of a type that the provider does not take. */
        MEDIA_TYPE_REFUSED,
        /** The media are not there any more, or can't be read. */
        MEDIA_MISSING,
        /** The provider is busy or failing on its side. */
        PROVIDER_BUSY,
        /** The provider could not be connected to. */
        PROVIDER_UNREACHABLE,
        /** No answer in time, or one that can't be understood, after the message may have left. */
        NO_CLEAR_ANSWER,
        /** The hub stopped while it was sending. */
        INTERRUPTED,
        /** A fault inside the hub. */
        INTERNAL
    }
}
