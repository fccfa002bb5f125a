package io.keshu.channels.wechat.outbound;

import static io.keshu.channels.api.MenuProblem.Reason.ACCOUNT_BLOCKED;
import static io.keshu.channels.api.MenuProblem.Reason.ACCOUNT_QUOTA_USED;
import static io.keshu.channels.api.MenuProblem.Reason.ADDRESS_NOT_ALLOWED;
import static io.keshu.channels.api.MenuProblem.Reason.AUDIENCE_REFUSED;
import static io.keshu.channels.api.MenuProblem.Reason.BAD_CREDENTIALS;
import static io.keshu.channels.api.MenuProblem.Reason.KEY_REFUSED;
import static io.keshu.channels.api.MenuProblem.Reason.LINK_REFUSED;
import static io.keshu.channels.api.MenuProblem.Reason.MATERIAL_REFUSED;
import static io.keshu.channels.api.MenuProblem.Reason.MENU_REFUSED;
import static io.keshu.channels.api.MenuProblem.Reason.NAME_REFUSED;
import static io.keshu.channels.api.MenuProblem.Reason.NOT_PERMITTED;
import static io.keshu.channels.api.MenuProblem.Reason.NO_CLEAR_ANSWER;
import static io.keshu.channels.api.MenuProblem.Reason.NO_DEFAULT_MENU;
import static io.keshu.channels.api.MenuProblem.Reason.PROVIDER_BUSY;
import static io.keshu.channels.api.MenuProblem.Reason.PROVIDER_UNREACHABLE;
import static io.keshu.channels.api.MenuProblem.Reason.UNKNOWN_CUSTOMER;

import io.keshu.channels.api.MenuProblem;
import io.keshu.channels.api.MenuProblem.Reason;
import io.keshu.channels.weixin.client.SendOutcome;
import java.util.Map;

/** What a failed call says about a menu. */
final class MenuErrorCodes {

    private static final Map<Integer, Reason> REASONS = Map.ofEntries(
            Map.entry(-1, PROVIDER_BUSY),
            Map.entry(45011, PROVIDER_BUSY),
            Map.entry(40001, BAD_CREDENTIALS),
            Map.entry(40014, BAD_CREDENTIALS),
            Map.entry(42001, BAD_CREDENTIALS),
            Map.entry(40013, BAD_CREDENTIALS),
            Map.entry(40125, BAD_CREDENTIALS),
            Map.entry(41002, BAD_CREDENTIALS),
            Map.entry(41004, BAD_CREDENTIALS),
            Map.entry(48001, NOT_PERMITTED),
            Map.entry(48004, ACCOUNT_BLOCKED),
            Map.entry(45009, ACCOUNT_QUOTA_USED),
            Map.entry(40164, ADDRESS_NOT_ALLOWED),
            Map.entry(40018, NAME_REFUSED),
            Map.entry(40025, NAME_REFUSED),
            Map.entry(40019, KEY_REFUSED),
            Map.entry(40026, KEY_REFUSED),
            Map.entry(40020, LINK_REFUSED),
            Map.entry(40027, LINK_REFUSED),
            Map.entry(40054, LINK_REFUSED),
            Map.entry(40055, LINK_REFUSED),
            Map.entry(65317, LINK_REFUSED),
            Map.entry(40007, MATERIAL_REFUSED),
            Map.entry(65303, NO_DEFAULT_MENU),
            Map.entry(65304, AUDIENCE_REFUSED),
            Map.entry(65320, AUDIENCE_REFUSED),
            Map.entry(40003, UNKNOWN_CUSTOMER),
            Map.entry(46004, UNKNOWN_CUSTOMER),
            Map.entry(65302, UNKNOWN_CUSTOMER));

    private MenuErrorCodes() {}

    static MenuProblem problem(SendOutcome outcome) {
        if (outcome instanceof SendOutcome.Refused refused) {
            return new MenuProblem(
                    REASONS.getOrDefault(refused.code(), MENU_REFUSED),
                    Integer.toString(refused.code()),
                    refused.message());
        }
        if (outcome instanceof SendOutcome.NotSent notSent) {
            return new MenuProblem(notSent.busy() ? PROVIDER_BUSY : PROVIDER_UNREACHABLE, "", notSent.detail());
        }
        String detail = outcome instanceof SendOutcome.Unclear unclear ? unclear.detail() : "";
        return new MenuProblem(NO_CLEAR_ANSWER, "", detail);
    }
}
