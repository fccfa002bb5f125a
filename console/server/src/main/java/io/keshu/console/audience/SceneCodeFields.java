package io.keshu.console.audience;

import io.keshu.bot.scene.SceneCodeBook;
import io.keshu.bot.scene.SceneCodeEntry;
import io.keshu.channels.api.SceneCodes;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.Words;
import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupStore;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is wrong with the fields of a code, and what others made of them meanwhile, in words at each. */
@Component
final class SceneCodeFields {

    private final AgentGroupStore groups;
    private final Words words;
    private final Clock clock;

    SceneCodeFields(AgentGroupStore groups, Words words, Clock clock) {
        this.groups = groups;
        this.words = words;
        this.clock = clock;
    }

    List<FieldProblem> name(String name) {
        int length = name.strip().length();
        if (length == 0) {
            return List.of(problem("name", "required"));
        }
        return length <= SceneCodeBook.MAX_NAME
                ? List.of()
                : List.of(problem("name", "too_long", SceneCodeBook.MAX_NAME));
    }

    List<FieldProblem> scene(SceneCodes.Limits limits, String scene, boolean numbered, boolean forEver) {
        if (scene.isEmpty()) {
            return List.of(problem("scene", "required"));
        }
        if (scene.chars().anyMatch(Character::isISOControl)) {
            return List.of(problem("scene", "pattern"));
        }
        return !numbered || limits.numbers(scene, forEver)
                ? List.of()
                : List.of(
                        problem("scene", "number", forEver ? limits.highestPermanentNumber() : limits.highestNumber()));
    }

    /** In days, as it is asked for. */
    List<FieldProblem> validity(SceneCodes.Limits limits, @Nullable Integer days) {
        long most = limits.longest().toDays();
        return days == null || (days >= 1 && days <= most) ? List.of() : List.of(problem("validDays", "days", most));
    }

    /** @param problems gets one more if there is no such group */
    @Nullable
    AgentGroupId group(String id, List<FieldProblem> problems) {
        if (id.isEmpty()) {
            return null;
        }
        Optional<AgentGroup> found =
                id.matches("[0-9]{1,18}") ? groups.find(new AgentGroupId(Long.parseLong(id))) : Optional.empty();
        if (found.isEmpty()) {
            problems.add(problem("group", "group_unknown"));
        }
        return found.map(AgentGroup::id).orElse(null);
    }

    /** Null for none, or one that is gone. */
    SceneCodeView.@Nullable Group group(@Nullable AgentGroupId id) {
        return id == null
                ? null
                : groups.find(id)
                        .map(group -> new SceneCodeView.Group(group.id().toString(), group.name()))
                        .orElse(null);
    }

    /** How the code is now, where that is not what was asked for; until when it is valid in any case. */
    List<FieldProblem> changes(SceneCodeEntry now, String name, @Nullable AgentGroupId group, boolean archived) {
        List<FieldProblem> changes = new ArrayList<>();
        if (!now.name().equals(name)) {
            changes.add(problem("name", "now_name", now.name()));
        }
        if (!Objects.equals(now.group(), group)) {
            SceneCodeView.Group other = group(now.group());
            changes.add(other == null ? problem("group", "now_no_group") : problem("group", "now_group", other.name()));
        }
        if (now.archived() != archived) {
            changes.add(problem("archived", now.archived() ? "now_archived" : "now_in_use"));
        }
        Instant expires = now.expiresAt();
        changes.add(
                expires == null
                        ? problem("validDays", "now_for_ever")
                        : problem("validDays", "now_until", LocalDate.ofInstant(expires, clock.getZone())));
        return changes;
    }

    private FieldProblem problem(String field, String code, Object... arguments) {
        return new FieldProblem(field, code, words.say("field." + code, arguments));
    }

    FieldProblem taken(String by) {
        return new FieldProblem("scene", "taken", words.say("field.scene_taken", by));
    }
}
