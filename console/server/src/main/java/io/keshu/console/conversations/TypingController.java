package io.keshu.console.conversations;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.TypingSignal;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.ConversationQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.annotation.PreDestroy;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** An agent is writing. Whether the customer sees it is up to the channel; the agent never waits for that. */
@RestController
@Tag(name = "conversations")
class TypingController {

    private static final int SIGNALLERS = 4;
    private static final int WAITING = 100;

    private final ConversationQueries queries;
    private final AccountDirectory accounts;
    private final Channels channels;

    /** A signal that comes when too many wait would be out of date anyway. */
    private final ThreadPoolExecutor signals = new ThreadPoolExecutor(
            SIGNALLERS,
            SIGNALLERS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
                Thread thread = new Thread(work, "keshu-typing");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    TypingController(ConversationQueries queries, AccountDirectory accounts, Channels channels) {
        this.queries = queries;
        this.accounts = accounts;
        this.channels = channels;
        signals.allowCoreThreadTimeOut(true);
    }

    record TypingRequest(boolean typing) {}

    @PostMapping("/api/conversations/{id}/typing")
    @Operation(operationId = "signalTyping")
    @Fails(status = 404, codes = "conversation.unknown")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void typing(@PathVariable String id, @RequestBody TypingRequest request, @CurrentAgent SignedInAgent agent) {
        ChannelAddress address = queries.row(ConversationController.id(id), agent.id())
                .orElseThrow(ConversationController::unknown)
                .identity()
                .address();
        Optional<TypingSignal> channel = accounts.find(address.account())
                .flatMap(account -> channels.find(account.type()))
                .filter(TypingSignal.class::isInstance)
                .map(TypingSignal.class::cast);
        channel.ifPresent(found -> signals.execute(() -> found.typing(address, request.typing())));
    }

    @PreDestroy
    void close() {
        signals.shutdownNow();
    }
}
