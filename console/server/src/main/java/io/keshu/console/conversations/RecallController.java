package io.keshu.console.conversations;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.CommandResult;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.Recalling;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Agents take back what they wrote a moment ago, where the customer's channel can show it. */
@RestController
@Tag(name = "conversations")
class RecallController {

    private final ConversationQueries queries;
    private final AccountDirectory accounts;
    private final Channels channels;
    private final Recalling recalling;

    RecallController(ConversationQueries queries, AccountDirectory accounts, Channels channels, Recalling recalling) {
        this.queries = queries;
        this.accounts = accounts;
        this.channels = channels;
        this.recalling = recalling;
    }

    @PostMapping("/api/conversations/{id}/messages/{number}/recall")
    @Operation(operationId = "recallMessage")
    @Fails(status = 404, codes = "conversation.unknown, message.unknown")
    @Fails(status = 409, codes = "message.not_recallable, message.recall_too_late")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void recall(@PathVariable String id, @PathVariable int number, @CurrentAgent SignedInAgent agent) {
        ConversationId conversation = ConversationController.id(id);
        ChannelAccountId account = queries.row(conversation, agent.id())
                .orElseThrow(ConversationController::unknown)
                .identity()
                .address()
                .account();
        boolean can = accounts.find(account)
                .flatMap(found -> channels.find(found.type()))
                .filter(channel -> channel.capabilities().contains(ChannelCapability.RECALL))
                .isPresent();
        CommandResult result = can
                ? recalling.recall(conversation, number, agent.id(), ConversationController.traceId())
                : new CommandResult.NotRecallable();
        if (result instanceof CommandResult.NotRecallable) {
            throw ProblemException.of(HttpStatus.CONFLICT, "message.not_recallable");
        } else if (result instanceof CommandResult.TooLate) {
            throw ProblemException.of(HttpStatus.CONFLICT, "message.recall_too_late");
        } else if (result instanceof CommandResult.UnknownMessage) {
            throw ProblemException.of(HttpStatus.NOT_FOUND, "message.unknown");
        } else if (result instanceof CommandResult.UnknownConversation) {
            throw ConversationController.unknown();
        }
    }
}
