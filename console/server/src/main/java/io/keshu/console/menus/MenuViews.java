package io.keshu.console.menus;

import io.keshu.bot.menu.Menu;
import io.keshu.bot.menu.MenuChange;
import io.keshu.bot.menu.MenuDiff;
import io.keshu.bot.menu.MenuRules;
import io.keshu.bot.menu.MenuState;
import io.keshu.bot.menu.MenuVersion;
import io.keshu.bot.menu.Menus;
import io.keshu.bot.menu.TextMenu;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.MenuFault;
import io.keshu.channels.api.MenuProblem;
import io.keshu.channels.api.TextLimit;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.Words;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes what pages get of what the bot knows, in the reader's language. */
@Component
final class MenuViews {

    private final Menus menus;
    private final AgentStore agents;
    private final Words words;

    MenuViews(Menus menus, AgentStore agents, Words words) {
        this.menus = menus;
        this.agents = agents;
        this.words = words;
    }

    MenuView view(ChannelAccount account, MenuRules rules, MenuState state) {
        MenuVersion live = state.live();
        MenuVersion latest = state.latest();
        Menu draft = state.draft();
        return new MenuView(
                account.id().toString(),
                MenuView.Limits.of(rules),
                MenuBody.of(draft),
                state.version(),
                name(state.editedBy()),
                state.editedAt(),
                live == null ? null : live.number(),
                latest == null ? null : version(account.id(), latest),
                live == null ? null : version(account.id(), live),
                changes(live, draft),
                faults(rules, menus.faults(account.id(), draft)),
                rules.published() ? "" : TextMenu.render(draft));
    }

    MenuView.Version version(ChannelAccountId account, MenuVersion version) {
        Menu before = menus.publishedBefore(account, version.number())
                .map(MenuVersion::menu)
                .orElse(Menu.EMPTY);
        MenuProblem problem = version.problem();
        Menu present = version.present();
        return new MenuView.Version(
                version.number(),
                version.state(),
                name(version.by()),
                version.startedAt(),
                version.endedAt(),
                version.rolledBack(),
                problem == null ? null : reason(problem),
                problem == null ? null : problem.detail(),
                changes(MenuDiff.between(before, version.menu())),
                MenuBody.of(version.menu()),
                present == null ? null : MenuBody.of(present));
    }

    /** What this menu has that the live version has not. */
    List<MenuView.Change> changes(@Nullable MenuVersion live, Menu menu) {
        return changes(MenuDiff.between(live == null ? Menu.EMPTY : live.menu(), menu));
    }

    private static List<MenuView.Change> changes(List<MenuChange> changes) {
        return changes.stream()
                .map(change -> new MenuView.Change(
                        change.kind(), change.item(), change.name(), change.was(), change.audience()))
                .toList();
    }

    /** Why something did not work, with the provider's code. */
    String reason(MenuProblem problem) {
        String said = words.say("menu.reason." + problem.reason());
        return problem.providerCode().isEmpty() ? said : words.say("menu.reason.code", said, problem.providerCode());
    }

    List<FieldProblem> faults(MenuRules rules, List<MenuFault> faults) {
        return faults.stream().map(fault -> fault(rules, fault)).toList();
    }

    private FieldProblem fault(MenuRules rules, MenuFault fault) {
        String code = fault.code().name().toLowerCase(Locale.ROOT);
        boolean answer = fault.path().endsWith(".text") || fault.path().equals("intro");
        boolean characters = answer && rules.texts().unit() == TextLimit.Unit.CHARS;
        String key = fault.code() == MenuFault.Code.TOO_LONG && characters ? "too_long_chars" : code;
        return new FieldProblem(fault.path(), code, words.say("menu." + key, Integer.toString(fault.limit())));
    }

    /** What somebody else did, as the fields of a conflict. */
    List<FieldProblem> conflict(List<MenuChange> changes) {
        return changes.stream()
                .map(change -> new FieldProblem(
                        change.item(),
                        change.kind().name().toLowerCase(Locale.ROOT),
                        words.say(
                                "menu.change." + change.kind(),
                                named(change.name()),
                                named(change.was()),
                                change.audience())))
                .toList();
    }

    /** A draft may hold what has no name yet. */
    private String named(String name) {
        return name.isBlank() ? words.say("menu.unnamed") : name;
    }

    String name(@Nullable AgentId agent) {
        return agent == null ? "" : agents.displayNames(Set.of(agent)).getOrDefault(agent, "");
    }
}
