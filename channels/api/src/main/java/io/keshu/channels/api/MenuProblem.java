package io.keshu.channels.api;

import java.util.List;

/**
 * Why something about a menu did not work.
 *
 * @param providerCode the provider's own code, such as {@code 40018}; empty if it gave none
 * @param detail the provider's words or the fault's, for the operator; no secrets
 * @param faults where the menu is against its limits; only with {@link Reason#AGAINST_LIMITS}
 */
public record MenuProblem(Reason reason, String providerCode, String detail, List<MenuFault> faults) {

    /** How much of the provider's words is kept, in characters. */
    public static final int MAX_DETAIL = DeliveryProblem.MAX_DETAIL;

    public MenuProblem {
        faults = List.copyOf(faults);
        detail = Shortened.to(MAX_DETAIL, detail);
    }

    public MenuProblem(Reason reason, String providerCode, String detail) {
        this(reason, providerCode, detail, List.of());
    }

    /** The reasons that marketers are told; each has its words in the console's message bundles. */
    public enum Reason {
        /** The menu breaks the channel's limits and never left. */
        AGAINST_LIMITS,
        NAME_REFUSED,
        KEY_REFUSED,
        LINK_REFUSED,
        MINI_PROGRAM_REFUSED,
        MATERIAL_REFUSED,
        /** The provider refuses the menu for another reason, given by its code. */
        MENU_REFUSED,
        NO_DEFAULT_MENU,
        /** The provider knows no such audience, or takes no menu for it. */
        AUDIENCE_REFUSED,
        UNKNOWN_CUSTOMER,
        NOT_PERMITTED,
        ACCOUNT_BLOCKED,
        ACCOUNT_QUOTA_USED,
        ADDRESS_NOT_ALLOWED,
        BAD_CREDENTIALS,
        /** The account is switched off or gone. */
        ACCOUNT_DISABLED,
        PROVIDER_BUSY,
        PROVIDER_UNREACHABLE,
        /** No answer in time, or one that can't be understood. */
        NO_CLEAR_ANSWER,
        /** The hub stopped while it was publishing. */
        INTERRUPTED,
        /** A fault inside the hub. */
        INTERNAL
    }
}
