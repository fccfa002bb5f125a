package io.keshu.console.conversations;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import io.keshu.domain.conversation.CommandResult;
import io.keshu.domain.conversation.ConversationCommands;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.media.MediaLibrary;
import io.keshu.domain.message.Message;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A conversation's timeline. */
@RestController
@RequestMapping("/api/conversations/{id}/messages")
@Tag(name = "conversations")
class MessageController {

    static final String WAY =
            "Id of one of the conversation's ways, if the message is not to go the conversation's own.";

    private final ConversationQueries queries;
    private final ConversationCommands commands;
    private final MessageViews views;
    private final ReplyLimits limits;
    private final MediaLibrary library;
    private final Words words;
    private final Ways ways;

    MessageController(
            ConversationQueries queries,
            ConversationCommands commands,
            MessageViews views,
            ReplyLimits limits,
            MediaLibrary library,
            Words words,
            Ways ways) {
        this.ways = ways;
        this.queries = queries;
        this.commands = commands;
        this.views = views;
        this.limits = limits;
        this.library = library;
        this.words = words;
    }

    record NewMessage(
            @Schema(minLength = 1, maxLength = Message.MAX_CLIENT_ID)
            String clientId,

            String text) {}

    @GetMapping
    @Operation(operationId = "listMessages")
    @Fails(status = 404, codes = "conversation.unknown")
    MessagePage list(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable Integer before,
            @RequestParam(required = false) @Nullable Integer from,
            @RequestParam(defaultValue = "50") int limit) {
        if (before != null && from != null) {
            throw ConversationController.malformed();
        }
        ConversationId conversation = ConversationController.id(id);
        Integer known = queries.lastNumbers(List.of(conversation)).get(conversation);
        if (known == null) {
            throw ConversationController.unknown();
        }
        int rows = ConversationController.limit(limit);
        List<Message> messages = from != null
                ? queries.messagesFrom(conversation, from, rows)
                : queries.messagesBefore(conversation, before == null ? Integer.MAX_VALUE : before, rows);
        // Messages may have come between the two reads.
        int last = messages.isEmpty()
                ? known
                : Math.max(known, messages.get(messages.size() - 1).number());
        return new MessagePage(views.views(messages), Math.min(1, last), last);
    }

    @PostMapping
    @Operation(operationId = "sendMessage")
    @ApiResponse(
            responseCode = "201",
            description = "Sent",
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Sent before under this clientId",
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @Fails(status = 404, codes = "conversation.unknown")
    @Fails(status = 409, codes = "conversation.closed, way.gone")
    @Fails(status = 422, codes = "message.empty, message.too_long, message.kind_not_carried, request.invalid")
    ResponseEntity<MessageView> send(
            @PathVariable String id,
            @RequestParam(required = false) @Parameter(description = WAY) @Nullable String way,
            @RequestBody NewMessage request,
            @CurrentAgent SignedInAgent agent) {
        ConversationId conversation = ConversationController.id(id);
        Identity with = identity(conversation, request.clientId(), agent);
        Optional<ChannelAddress> found = ways.find(with, way);
        if (found.isEmpty()) {
            return sentBeforeItWent(conversation, request.clientId());
        }
        ChannelAddress to = found.get();
        ChannelAccountId account = to.account();
        if (request.text().isBlank()) {
            throw refused("message.empty");
        }
        if (limits.tooLong(account, request.text())) {
            throw refused("message.too_long");
        }
        OutboundContent text = new OutboundContent.Text(request.text());
        limits.refusal(account, text).ifPresent(problem -> {
            throw problem;
        });
        String traceId = ConversationController.traceId();
        return answer(
                to.equals(with.address())
                        ? commands.reply(conversation, agent.id(), request.clientId(), request.text(), traceId)
                        : commands.reply(conversation, agent.id(), request.clientId(), text, to, traceId));
    }

    @PostMapping("/content")
    @Operation(operationId = "sendContent")
    @ApiResponse(
            responseCode = "201",
            description = "Sent",
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @ApiResponse(
            responseCode = "200",
            description = "Sent before under this clientId",
            content = @Content(schema = @Schema(implementation = MessageView.class)))
    @Fails(status = 404, codes = "conversation.unknown")
    @Fails(status = 409, codes = "conversation.closed, way.gone")
    @Fails(
            status = 422,
            codes = "message.incomplete, message.kind_not_carried, message.too_long, media.unknown, request.invalid")
    ResponseEntity<MessageView> sendContent(
            @PathVariable String id,
            @RequestParam(required = false) @Parameter(description = WAY) @Nullable String way,
            @RequestBody NewContent request,
            @CurrentAgent SignedInAgent agent) {
        ConversationId conversation = ConversationController.id(id);
        Identity with = identity(conversation, request.clientId(), agent);
        Optional<ChannelAddress> found = ways.find(with, way);
        if (found.isEmpty()) {
            return sentBeforeItWent(conversation, request.clientId());
        }
        ChannelAddress to = found.get();
        ChannelAccountId account = to.account();
        OutboundContent content = request.content();
        boolean elsewhere = content instanceof OutboundContent.Text || content instanceof OutboundContent.Template;
        if (elsewhere) {
            throw refused("message.kind_not_carried");
        }
        limits.refusal(account, content).ifPresent(problem -> {
            throw problem;
        });
        List<FieldProblem> problems = CardCheck.problems(content, limits.mostArticles(account), words);
        if (!problems.isEmpty()) {
            throw ProblemException.fields(problems);
        }
        Optional<MediaId> media = OutboundContent.mediaOf(content);
        if (media.isPresent() && library.find(media.get()).isEmpty()) {
            throw refused("media.unknown");
        }
        String traceId = ConversationController.traceId();
        return answer(
                to.equals(with.address())
                        ? commands.reply(conversation, agent.id(), request.clientId(), content, traceId)
                        : commands.reply(conversation, agent.id(), request.clientId(), content, to, traceId));
    }

    /** A browser that asks again for want of an answer is told of its message, though the way that it took is gone by now. */
    private ResponseEntity<MessageView> sentBeforeItWent(ConversationId conversation, String clientId) {
        return ResponseEntity.ok(
                views.view(commands.sent(conversation, clientId).orElseThrow(Ways::gone)));
    }

    private ResponseEntity<MessageView> answer(CommandResult result) {
        if (result instanceof CommandResult.Written written) {
            HttpStatus status = written.repeated() ? HttpStatus.OK : HttpStatus.CREATED;
            return ResponseEntity.status(status).body(views.view(written.message()));
        }
        if (result instanceof CommandResult.ConversationIsClosed) {
            throw ProblemException.of(HttpStatus.CONFLICT, "conversation.closed");
        }
        if (result instanceof CommandResult.NotCarried refused) {
            throw ReplyLimits.refusal(refused.reason());
        }
        throw ConversationController.unknown();
    }

    private Identity identity(ConversationId conversation, String clientId, SignedInAgent agent) {
        if (clientId.isBlank() || clientId.length() > Message.MAX_CLIENT_ID) {
            throw ProblemException.fields(List.of(
                    new FieldProblem("clientId", "length", words.say("field.length", 1, Message.MAX_CLIENT_ID))));
        }
        return queries.row(conversation, agent.id())
                .orElseThrow(ConversationController::unknown)
                .identity();
    }

    private static ProblemException refused(String code) {
        return ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, code);
    }

    /** In a conversation that is closed too: what failed when it had ended would never reach the customer otherwise. */
    @PostMapping("/{number}/resend")
    @Operation(operationId = "resendMessage")
    @Fails(status = 404, codes = "conversation.unknown, message.unknown")
    @Fails(status = 409, codes = "message.not_resendable")
    @Fails(status = 422, codes = "message.kind_not_carried, message.too_long")
    MessageView resend(@PathVariable String id, @PathVariable int number) {
        CommandResult result = commands.resend(ConversationController.id(id), number, ConversationController.traceId());
        if (result instanceof CommandResult.Written written) {
            return views.view(written.message());
        }
        if (result instanceof CommandResult.NotResendable) {
            throw ProblemException.of(HttpStatus.CONFLICT, "message.not_resendable");
        }
        if (result instanceof CommandResult.NotCarried refused) {
            throw ReplyLimits.refusal(refused.reason());
        }
        if (result instanceof CommandResult.UnknownMessage) {
            throw ProblemException.of(HttpStatus.NOT_FOUND, "message.unknown");
        }
        throw ConversationController.unknown();
    }
}
