package io.keshu.console.conversations;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.Signal;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.signal.CustomerSignals;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
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

    private final ConversationQueries queries;
    private final CustomerSignals signals;

    TypingController(ConversationQueries queries, CustomerSignals signals) {
        this.queries = queries;
        this.signals = signals;
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
        signals.show(address, new Signal.Typing(request.typing()));
    }
}
