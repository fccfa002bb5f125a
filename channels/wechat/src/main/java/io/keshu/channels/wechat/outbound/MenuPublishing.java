package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ConditionalMenu;
import io.keshu.channels.api.MenuFault;
import io.keshu.channels.api.MenuLimits;
import io.keshu.channels.api.MenuProblem;
import io.keshu.channels.api.MenuPublication;
import io.keshu.channels.api.MenuTree;
import io.keshu.channels.api.PublishedMenu;
import io.keshu.channels.wechat.client.MenuClient;
import io.keshu.channels.wechat.client.WechatMenus;
import io.keshu.channels.weixin.client.ApiAnswer;
import io.keshu.channels.weixin.client.SendOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Replaces an account's menus by single calls, since WeChat has none that replaces all: the default menu, then the new conditional
 * ones, and the old ones go last, so that no customer is without a menu in between. For one publication.
 */
final class MenuPublishing {

    private final MenuClient client;
    private final ChannelAccount account;
    private final PublishedMenu wanted;
    private final MenuTree tree;

    MenuPublishing(MenuClient client, ChannelAccount account, MenuTree tree, List<ConditionalMenu> conditional) {
        this.client = client;
        this.account = account;
        this.tree = tree;
        this.wanted = new PublishedMenu(tree, conditional, List.of());
    }

    MenuPublication publish(MenuLimits limits) {
        List<MenuFault> faults = limits.check(tree, wanted.conditional());
        if (!faults.isEmpty()) {
            return new MenuPublication.Unchanged(new MenuProblem(
                    MenuProblem.Reason.AGAINST_LIMITS, "", faults.size() + " against the limits", faults));
        }
        ApiAnswer<WechatMenus> before = client.read(account);
        return before instanceof ApiAnswer.Given<WechatMenus> given
                ? replace(given.value())
                : new MenuPublication.Unchanged(problem(before));
    }

    private MenuPublication replace(WechatMenus before) {
        ApiAnswer<Boolean> created = client.create(account, tree);
        if (created instanceof ApiAnswer.Failed<Boolean> failed) {
            return failed.outcome() instanceof SendOutcome.Unclear
                    ? settle(before, problem(failed))
                    : new MenuPublication.Unchanged(problem(failed));
        }
        Optional<MenuProblem> failure = add(wanted.conditional()).or(() -> remove(before.conditionalIds()));
        return failure.isEmpty() ? new MenuPublication.Published() : settle(before, failure.get());
    }

    /** In reverse, since WeChat tries the newest first. */
    private Optional<MenuProblem> add(List<ConditionalMenu> menus) {
        List<ConditionalMenu> lastFirst = new ArrayList<>(menus);
        Collections.reverse(lastFirst);
        return lastFirst.stream()
                .map(menu -> client.add(account, menu))
                .filter(answer -> answer instanceof ApiAnswer.Failed)
                .map(MenuPublishing::problem)
                .findFirst();
    }

    private Optional<MenuProblem> remove(List<String> ids) {
        return ids.stream()
                .map(id -> client.remove(account, id))
                .filter(answer -> answer instanceof ApiAnswer.Failed)
                .map(MenuPublishing::problem)
                .findFirst();
    }

    /** Something failed on the way: find out what is there, and put back what was. */
    private MenuPublication settle(WechatMenus before, MenuProblem problem) {
        if (!(client.read(account) instanceof ApiAnswer.Given<WechatMenus> now)) {
            return new MenuPublication.Unclear(problem);
        }
        if (now.value().menu().equals(wanted)) {
            return new MenuPublication.Published();
        }
        if (now.value().equals(before)) {
            return new MenuPublication.Unchanged(problem);
        }
        if (!restorable(before.menu())) {
            return new MenuPublication.Partial(problem, now.value().menu());
        }
        restore(before, now.value());
        if (!(client.read(account) instanceof ApiAnswer.Given<WechatMenus> after)) {
            return new MenuPublication.Unclear(problem);
        }
        return after.value().menu().equals(before.menu())
                ? new MenuPublication.Unchanged(problem)
                : new MenuPublication.Partial(problem, after.value().menu());
    }

    /** Whether the API can make it again: not what was made on WeChat's own pages, nor what has no form here. */
    private static boolean restorable(PublishedMenu menu) {
        MenuTree tree = menu.tree();
        return menu.unreadable().isEmpty()
                && (tree == null
                        || WechatMenuLimits.LIMITS.check(tree, menu.conditional()).stream()
                                .noneMatch(fault -> fault.code() == MenuFault.Code.KIND_NOT_ALLOWED));
    }

    /** Goes on to the end whatever fails: what is read afterwards decides. */
    private void restore(WechatMenus before, WechatMenus now) {
        MenuTree tree = before.menu().tree();
        if (tree == null) {
            client.removeAll(account);
            return;
        }
        client.create(account, tree);
        boolean allThere = now.conditionalIds().containsAll(before.conditionalIds());
        for (String id : now.conditionalIds()) {
            if (!allThere || !before.conditionalIds().contains(id)) {
                client.remove(account, id);
            }
        }
        if (!allThere) {
            add(before.menu().conditional());
        }
    }

    static MenuProblem problem(ApiAnswer<?> answer) {
        if (answer instanceof ApiAnswer.Failed<?> failed) {
            return MenuErrorCodes.problem(failed.outcome());
        }
        throw new IllegalArgumentException("Nothing failed");
    }
}
