package io.keshu.console.ops;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.console.ops.SetAsideView.ActView;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.inbound.SetAside;
import io.keshu.domain.inbound.SetAside.Act;
import io.keshu.domain.inbound.SetAsideStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Messages that were accepted and can't be brought into a conversation: somebody decides what becomes of each. */
@RestController
@RequestMapping("/api/ops/set-aside")
@Tag(name = "operations")
class SetAsideController {

    private static final int PAGE = 30;
    private static final Logger log = LoggerFactory.getLogger(SetAsideController.class);

    private final SetAsideStore store;
    private final AccountDirectory accounts;
    private final AgentStore agents;
    private final IdGenerator ids;
    private final Clock clock;

    SetAsideController(
            SetAsideStore store, AccountDirectory accounts, AgentStore agents, IdGenerator ids, Clock clock) {
        this.store = store;
        this.accounts = accounts;
        this.agents = agents;
        this.ids = ids;
        this.clock = clock;
    }

    @GetMapping
    @Operation(operationId = "listSetAside")
    @Fails(status = 400, codes = "cursor.invalid")
    SetAsideView.Page list(
            @RequestParam(defaultValue = "false") boolean discarded,
            @RequestParam(required = false) @Nullable String cursor) {
        Long before = cursor == null
                ? null
                : Ids.parse(cursor, Long::valueOf, () -> ProblemException.of(HttpStatus.BAD_REQUEST, "cursor.invalid"));
        List<SetAside> rows = store.page(discarded, before, PAGE + 1);
        List<SetAside> page = rows.size() > PAGE ? rows.subList(0, PAGE) : rows;
        Map<AgentId, String> names = agents.displayNames(page.stream()
                .flatMap(row -> row.acts().stream())
                .map(Act::by)
                .distinct()
                .toList());
        return new SetAsideView.Page(
                page.stream().map(row -> view(row, names)).toList(),
                rows.size() > PAGE ? Long.toString(page.get(PAGE - 1).id()) : null);
    }

    private SetAsideView view(SetAside row, Map<AgentId, String> names) {
        Optional<ChannelAccount> account = accounts.find(row.account());
        return new SetAsideView(
                Long.toString(row.id()),
                account.map(found -> found.type().value()).orElse(null),
                account.map(ChannelAccount::name).orElse(null),
                row.user().value(),
                row.externalId().value(),
                row.receivedAt(),
                row.kind(),
                row.text(),
                row.raw(),
                row.traceId(),
                row.reason(),
                row.discarded(),
                row.acts().stream()
                        .map(act ->
                                new ActView(act.what().name().toLowerCase(Locale.ROOT), names.get(act.by()), act.at()))
                        .toList());
    }

    @PostMapping("/{id}/retry")
    @Operation(operationId = "retrySetAside")
    @Fails(status = 409, codes = "set_aside.decided")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void retry(@PathVariable String id, @CurrentAgent SignedInAgent agent) {
        decided(store.tryAgain(id(id), agent.id(), now(), ids.next()));
        log.info("event=set_aside_tried_again id={} agent={}", id, agent.id());
    }

    @PostMapping("/{id}/discard")
    @Operation(operationId = "discardSetAside")
    @Fails(status = 409, codes = "set_aside.decided")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void discard(@PathVariable String id, @CurrentAgent SignedInAgent agent) {
        decided(store.discard(id(id), agent.id(), now(), ids.next()));
        log.info("event=set_aside_discarded id={} agent={}", id, agent.id());
    }

    private static void decided(boolean done) {
        if (!done) {
            throw gone();
        }
    }

    private static long id(String id) {
        return Ids.parse(id, Long::valueOf, SetAsideController::gone);
    }

    private static ProblemException gone() {
        return ProblemException.of(HttpStatus.CONFLICT, "set_aside.decided");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
