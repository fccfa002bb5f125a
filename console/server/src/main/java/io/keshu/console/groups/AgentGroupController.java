package io.keshu.console.groups;

import io.keshu.bot.AutoReplyRules;
import io.keshu.bot.menu.MenuItem;
import io.keshu.bot.menu.Menus;
import io.keshu.bot.scene.SceneCodeBook;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.console.accounts.AccountNames;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentGroupChange;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.StaleVersionException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The groups of agents that customers can be handed over to. */
@RestController
@RequestMapping("/api/agent-groups")
@Tag(name = "groups")
class AgentGroupController {

    private final AgentGroupStore groups;
    private final AgentStore agents;
    private final Words words;
    private final IdGenerator ids;
    private final Clock clock;
    private final AutoReplyRules rules;
    private final Menus menus;
    private final AccountNames accounts;
    private final SceneCodeBook codes;

    AgentGroupController(
            AgentGroupStore groups,
            AgentStore agents,
            Words words,
            IdGenerator ids,
            Clock clock,
            AutoReplyRules rules,
            Menus menus,
            AccountNames accounts,
            SceneCodeBook codes) {
        this.codes = codes;
        this.rules = rules;
        this.menus = menus;
        this.accounts = accounts;
        this.groups = groups;
        this.agents = agents;
        this.words = words;
        this.ids = ids;
        this.clock = clock;
    }

    record NewAgentGroup(String name) {}

    /** @param version as it was read */
    record AgentGroupWrite(String name, long version) {}

    @GetMapping
    @Operation(operationId = "agentGroups")
    List<AgentGroupView> list() {
        List<AgentGroup> all = groups.all();
        Set<AgentId> writers = all.stream().map(AgentGroup::changedBy).collect(Collectors.toSet());
        Map<AgentId, String> names = writers.isEmpty() ? Map.of() : agents.displayNames(writers);
        return all.stream()
                .map(group -> view(group, names.getOrDefault(group.changedBy(), "")))
                .toList();
    }

    @PostMapping
    @Operation(operationId = "addAgentGroup")
    @Fails(status = 422, codes = "request.invalid")
    @ResponseStatus(HttpStatus.CREATED)
    AgentGroupView add(@RequestBody NewAgentGroup request, @CurrentAgent SignedInAgent agent) {
        AgentGroup group = new AgentGroup(new AgentGroupId(ids.next()), checked(request.name()), 1, agent.id(), now());
        try {
            if (!groups.insert(group, AgentGroup.MAX_GROUPS)) {
                throw refused("too_many", AgentGroup.MAX_GROUPS);
            }
        } catch (KeyTakenException e) {
            throw refused("taken");
        }
        return view(group, agent.displayName());
    }

    @PutMapping("/{id}")
    @Operation(operationId = "renameAgentGroup")
    @Fails(status = 409, codes = "group.changed, group.deleted")
    @Fails(status = 422, codes = "request.invalid")
    AgentGroupView rename(
            @PathVariable String id, @RequestBody AgentGroupWrite request, @CurrentAgent SignedInAgent agent) {
        AgentGroupId group = id(id);
        AgentGroup changed = new AgentGroup(group, checked(request.name()), request.version(), agent.id(), now());
        try {
            groups.rename(changed);
        } catch (KeyTakenException e) {
            throw refused("taken");
        } catch (StaleVersionException e) {
            throw stale(group);
        }
        return view(
                new AgentGroup(group, changed.name(), changed.version() + 1, agent.id(), changed.changedAt()),
                agent.displayName());
    }

    @DeleteMapping("/{id}")
    @Operation(operationId = "deleteAgentGroup")
    @Fails(
            status = 409,
            codes = "group.changed, group.deleted, group.waited_for, group.in_rules, group.in_codes, group.in_menu")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id, @RequestParam long version, @CurrentAgent SignedInAgent agent) {
        AgentGroupId group = id(id);
        List<String> ruleNames = rules.handingOverTo(group);
        if (!ruleNames.isEmpty()) {
            throw ProblemException.of(
                    HttpStatus.CONFLICT, "group.in_rules", String.join(words.say("comma"), ruleNames));
        }
        List<String> codeNames = codes.leadingTo(group);
        if (!codeNames.isEmpty()) {
            throw ProblemException.of(
                    HttpStatus.CONFLICT, "group.in_codes", String.join(words.say("comma"), codeNames));
        }
        List<ChannelAccountId> leading = menus.leadingTo(MenuItem.Action.GROUP, group.toString());
        if (!leading.isEmpty()) {
            throw ProblemException.of(HttpStatus.CONFLICT, "group.in_menu", accounts.names(leading));
        }
        int waiting;
        try {
            waiting = groups.delete(group, version, agent.id(), now());
        } catch (StaleVersionException e) {
            throw stale(group);
        }
        if (waiting > 0) {
            throw ProblemException.of(HttpStatus.CONFLICT, "group.waited_for", waiting);
        }
    }

    private String checked(String given) {
        String name = given.strip();
        if (name.isEmpty()) {
            throw refused("required");
        }
        if (name.codePointCount(0, name.length()) > AgentGroup.MAX_NAME) {
            throw refused("too_long", AgentGroup.MAX_NAME);
        }
        if (name.codePoints().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE)) {
            throw refused("unprintable");
        }
        return name;
    }

    private ProblemException refused(String code, Object... arguments) {
        return ProblemException.fields(List.of(new FieldProblem("name", code, words.say("group." + code, arguments))));
    }

    /** Says who was faster, and what the group is called since. */
    private ProblemException stale(AgentGroupId id) {
        AgentGroupChange last =
                groups.lastChange(id).orElseThrow(() -> ProblemException.of(HttpStatus.NOT_FOUND, "group.unknown"));
        String by = agents.displayNames(Set.of(last.by())).getOrDefault(last.by(), "");
        return ProblemException.of(
                HttpStatus.CONFLICT,
                last.action() == AgentGroupChange.Action.DELETED ? "group.deleted" : "group.changed",
                by,
                last.name());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static AgentGroupView view(AgentGroup group, String changedBy) {
        return new AgentGroupView(group.id().toString(), group.name(), group.version(), changedBy, group.changedAt());
    }

    private static AgentGroupId id(String text) {
        return Ids.parse(text, AgentGroupId::new, () -> ProblemException.of(HttpStatus.NOT_FOUND, "group.unknown"));
    }
}
