package io.keshu.console.conversations;

import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.Signal;
import io.keshu.console.conversations.ConversationPage.ConversationCounts;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.trace.TraceIds;
import io.keshu.console.web.Fails;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.conversation.CommandResult;
import io.keshu.domain.conversation.ConversationCommands;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.ConversationQueries.Counts;
import io.keshu.domain.conversation.ConversationQueries.Page;
import io.keshu.domain.conversation.ConversationQueries.PageRequest;
import io.keshu.domain.conversation.ConversationQueries.Row;
import io.keshu.domain.conversation.ConversationQueries.Shelf;
import io.keshu.domain.signal.CustomerSignals;
import io.keshu.domain.timeline.TimelineCursor;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The list of conversations, one conversation, and its end. */
@RestController
@RequestMapping("/api/conversations")
@Tag(name = "conversations")
class ConversationController {

    private static final int MOST_IDS = 100;
    private static final int MOST_ROWS = 200;
    private static final int LONGEST_SEARCH = 100;

    private final ConversationQueries queries;
    private final ConversationCommands commands;
    private final ConversationViews views;
    private final CustomerSignals signals;

    ConversationController(
            ConversationQueries queries,
            ConversationCommands commands,
            ConversationViews views,
            CustomerSignals signals) {
        this.signals = signals;
        this.queries = queries;
        this.commands = commands;
        this.views = views;
    }

    record CloseRequest(long version) {}

    record ReadRequest(int number) {}

    @GetMapping
    @Operation(operationId = "listConversations")
    @Fails(status = 400, codes = "cursor.invalid, request.malformed")
    ConversationPage list(
            @RequestParam(defaultValue = "open")
                    @Parameter(
                            schema =
                                    @Schema(
                                            allowableValues = {"queue", "open", "closed"},
                                            defaultValue = "open"))
                    String state,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Parameter(description = "Id of a group of agents.") @Nullable String group,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Parameter(description = "Comma-separated ids, at most 100.") @Nullable
                    String ids,
            @CurrentAgent SignedInAgent agent) {
        if (ids != null) {
            return new ConversationPage(
                    queries.rows(parse(ids), agent.id()).stream()
                            .map(views::summary)
                            .toList(),
                    null,
                    counts());
        }
        Page page = page(
                new PageRequest(shelf(state), type(channel), group(group), search(q), cursor, limit(limit)), agent);
        return new ConversationPage(page.rows().stream().map(views::summary).toList(), page.next(), counts());
    }

    private Page page(PageRequest request, SignedInAgent agent) {
        try {
            return queries.page(request, agent.id());
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(HttpStatus.BAD_REQUEST, "cursor.invalid");
        }
    }

    @GetMapping("/{id}")
    @Operation(operationId = "conversation")
    @Fails(status = 404, codes = "conversation.unknown")
    ConversationDetail one(@PathVariable String id, @CurrentAgent SignedInAgent agent) {
        Row row = row(id(id), agent);
        return views.detail(row, queries.identities(row.customer().id()));
    }

    @PostMapping("/{id}/close")
    @Operation(operationId = "closeConversation")
    @Fails(status = 404, codes = "conversation.unknown")
    @Fails(status = 409, codes = "conversation.changed")
    ConversationSummary close(
            @PathVariable String id, @RequestBody CloseRequest request, @CurrentAgent SignedInAgent agent) {
        ConversationId conversation = id(id);
        CommandResult result = commands.close(conversation, agent.id(), request.version(), traceId());
        if (result instanceof CommandResult.Changed) {
            throw ProblemException.of(HttpStatus.CONFLICT, "conversation.changed");
        }
        if (!(result instanceof CommandResult.Closed)) {
            throw unknown();
        }
        return views.summary(row(conversation, agent));
    }

    @PostMapping("/{id}/read")
    @Operation(operationId = "markRead")
    @Fails(status = 404, codes = "conversation.unknown")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void read(@PathVariable String id, @RequestBody ReadRequest request, @CurrentAgent SignedInAgent agent) {
        ConversationId conversation = id(id);
        Map<ConversationId, Integer> known = queries.lastNumbers(List.of(conversation));
        Integer last = known.get(conversation);
        if (last == null) {
            throw unknown();
        }
        if (request.number() > 0) {
            int upTo = Math.min(request.number(), last);
            queries.markRead(agent.id(), conversation, upTo);
            queries.row(conversation, agent.id())
                    .ifPresent(row -> signals.show(
                            row.identity().address(),
                            new Signal.Read(new TimelineCursor(conversation, upTo).toString())));
        }
    }

    private Row row(ConversationId id, SignedInAgent agent) {
        return queries.row(id, agent.id()).orElseThrow(ConversationController::unknown);
    }

    private ConversationCounts counts() {
        Counts counts = queries.counts();
        return new ConversationCounts(counts.queue(), counts.open(), counts.closed());
    }

    static ConversationId id(String text) {
        return Ids.parse(text, ConversationId::new, ConversationController::unknown);
    }

    static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "conversation.unknown");
    }

    static String traceId() {
        String traceId = MDC.get(TraceIds.MDC_KEY);
        return traceId == null ? TraceIds.next() : traceId;
    }

    private static List<ConversationId> parse(String ids) {
        List<ConversationId> parsed = List.of(ids.split(",", -1)).stream()
                .filter(id -> !id.isBlank())
                .map(id -> Ids.parse(id.strip(), ConversationId::new, ConversationController::malformed))
                .distinct()
                .sorted(Comparator.comparingLong(ConversationId::value))
                .toList();
        if (parsed.size() > MOST_IDS) {
            throw malformed();
        }
        return parsed;
    }

    private static Shelf shelf(String state) {
        return switch (state) {
            case "queue" -> Shelf.QUEUE;
            case "open" -> Shelf.OPEN;
            case "closed" -> Shelf.CLOSED;
            default -> throw malformed();
        };
    }

    private static @Nullable ChannelType type(@Nullable String channel) {
        if (channel == null || channel.isBlank()) {
            return null;
        }
        try {
            return new ChannelType(channel);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static @Nullable AgentGroupId group(@Nullable String group) {
        return group == null || group.isBlank()
                ? null
                : Ids.parse(group, AgentGroupId::new, ConversationController::malformed);
    }

    private static @Nullable String search(@Nullable String q) {
        if (q == null || q.isBlank()) {
            return null;
        }
        if (q.length() > LONGEST_SEARCH) {
            throw malformed();
        }
        return q.strip();
    }

    static int limit(int asked) {
        if (asked < 1) {
            throw malformed();
        }
        return Math.min(asked, MOST_ROWS);
    }

    static ProblemException malformed() {
        return ProblemException.of(HttpStatus.BAD_REQUEST, "request.malformed");
    }
}
