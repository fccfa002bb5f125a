package io.keshu.console.accounts;

import io.keshu.bot.AutoReplyRules;
import io.keshu.bot.menu.Menus;
import io.keshu.bot.scene.SceneCodeBook;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.conversation.ConversationStore;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What hangs on an account, so that whoever deletes it knows what goes with it. */
@Component
final class AccountUses {

    /** Counted up to this; more than anybody wants to know exactly. */
    static final int MOST = 1000;

    private static final int MOST_NAMED = 20;

    private final ConversationStore conversations;
    private final AutoReplyRules rules;
    private final Menus menus;
    private final SceneCodeBook codes;

    AccountUses(ConversationStore conversations, AutoReplyRules rules, Menus menus, SceneCodeBook codes) {
        this.conversations = conversations;
        this.rules = rules;
        this.menus = menus;
        this.codes = codes;
    }

    /**
     * @param openConversations that will be ended; counted up to {@value AccountUses#MOST}
     * @param rules names of the rules that are for this account, some at most
     * @param ruleCount how many there are
     * @param menu whether a menu or a draft of one is there
     * @param codes how many QR codes are there; counted up to {@value AccountUses#MOST}
     */
    record AccountLoss(int openConversations, List<String> rules, int ruleCount, boolean menu, int codes) {}

    AccountLoss of(ChannelAccountId account) {
        List<String> named = rules.limitedTo(account);
        return new AccountLoss(
                conversations.openOf(account, null, MOST).size(),
                named.stream().limit(MOST_NAMED).toList(),
                named.size(),
                hasMenu(account),
                codes.page(account, false, null, MOST).size());
    }

    private boolean hasMenu(ChannelAccountId account) {
        return Optional.ofNullable(menus.read(account))
                .filter(state -> state.live() != null || state.version() > 0)
                .isPresent();
    }
}
