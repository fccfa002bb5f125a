package io.keshu.console.conversations;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.MessageTemplate;
import io.keshu.channels.api.OutboundContent;
import io.keshu.console.conversations.TemplateListView.TemplateView;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import io.keshu.domain.account.TemplateDirectory;
import io.keshu.domain.account.TemplateDirectory.Catalog;
import io.keshu.domain.conversation.CommandResult;
import io.keshu.domain.conversation.ConversationCommands;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.ConversationQueries.Row;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.message.Message;
import io.keshu.domain.reply.TemplateConsents;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
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

/** What the customer may still be sent, and messages by template, which may be sent at any time. */
@RestController
@RequestMapping("/api/conversations/{id}")
@Tag(name = "conversations")
class TemplateController {

    private final ConversationQueries queries;
    private final ConversationCommands commands;
    private final TemplateDirectory templates;
    private final TemplateConsents consents;
    private final ReplyLimits limits;
    private final MessageViews views;
    private final Words words;
    private final Ways ways;

    TemplateController(
            ConversationQueries queries,
            ConversationCommands commands,
            TemplateDirectory templates,
            TemplateConsents consents,
            ReplyLimits limits,
            MessageViews views,
            Words words,
            Ways ways) {
        this.ways = ways;
        this.queries = queries;
        this.commands = commands;
        this.templates = templates;
        this.consents = consents;
        this.limits = limits;
        this.views = views;
        this.words = words;
    }

    @GetMapping("/reply")
    @Operation(operationId = "replyLimits")
    @Fails(status = 404, codes = "conversation.unknown")
    ReplyView reply(@PathVariable String id, @CurrentAgent SignedInAgent agent) {
        Row row = row(id, agent);
        return limits.of(row.conversation(), row.identity());
    }

    @GetMapping("/ways")
    @Operation(operationId = "replyWays")
    @Fails(status = 404, codes = "conversation.unknown")
    List<WayView> ways(@PathVariable String id, @CurrentAgent SignedInAgent agent) {
        return ways.of(row(id, agent).identity());
    }

    @GetMapping("/templates")
    @Operation(operationId = "listTemplates")
    @Fails(status = 404, codes = "conversation.unknown")
    @Fails(status = 409, codes = "way.gone")
    @Fails(status = 422, codes = "message.kind_not_carried")
    TemplateListView list(
            @PathVariable String id,
            @RequestParam(required = false) @Parameter(description = MessageController.WAY) @Nullable String way,
            @RequestParam(defaultValue = "false") boolean refresh,
            @CurrentAgent SignedInAgent agent) {
        Identity with = row(id, agent).identity();
        ChannelAddress to = ways.to(with, way);
        Catalog catalog = catalog(to, refresh);
        Map<String, Integer> left = consents.left(with, to).orElse(null);
        return new TemplateListView(
                catalog.templates().stream()
                        .map(template ->
                                TemplateView.of(template, left == null ? null : left.getOrDefault(template.id(), 0)))
                        .toList(),
                catalog.at(),
                catalog.problem() == null
                        ? null
                        : words.say("delivery." + catalog.problem().reason()));
    }

    @PostMapping("/messages/template")
    @Operation(operationId = "sendTemplate")
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
    @Fails(status = 422, codes = "message.kind_not_carried, template.unknown, template.no_consent, request.invalid")
    ResponseEntity<MessageView> send(
            @PathVariable String id,
            @RequestParam(required = false) @Parameter(description = MessageController.WAY) @Nullable String way,
            @RequestBody NewTemplate request,
            @CurrentAgent SignedInAgent agent) {
        if (request.clientId().isBlank() || request.clientId().length() > Message.MAX_CLIENT_ID) {
            throw ProblemException.fields(List.of(
                    new FieldProblem("clientId", "length", words.say("field.length", 1, Message.MAX_CLIENT_ID))));
        }
        Identity with = row(id, agent).identity();
        ConversationId conversation = ConversationController.id(id);
        Optional<ChannelAddress> found = ways.find(with, way);
        if (found.isEmpty()) {
            return sentBefore(conversation, request.clientId()).orElseThrow(Ways::gone);
        }
        ChannelAddress to = found.get();
        MessageTemplate template = catalog(to, false)
                .find(request.templateId())
                .orElseThrow(() -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "template.unknown"));
        OutboundContent.Template content = request.filledIn(template, words);
        boolean itsOwn = to.equals(with.address());
        boolean none = consents.left(with, to)
                .filter(left -> left.getOrDefault(template.id(), 0) == 0)
                .isPresent();
        if (none) {
            return sentBefore(conversation, request.clientId())
                    .orElseThrow(() -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "template.no_consent"));
        }
        String traceId = ConversationController.traceId();
        CommandResult result = itsOwn
                ? commands.reply(conversation, agent.id(), request.clientId(), content, traceId)
                : commands.reply(conversation, agent.id(), request.clientId(), content, to, traceId);
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

    /** A browser may ask again for want of an answer, when its message has used up the last consent, or its way is gone. */
    private Optional<ResponseEntity<MessageView>> sentBefore(ConversationId conversation, String clientId) {
        return commands.sent(conversation, clientId).map(message -> ResponseEntity.ok(views.view(message)));
    }

    private Catalog catalog(ChannelAddress to, boolean anew) {
        return templates
                .of(to.account(), anew)
                .orElseThrow(() -> ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "message.kind_not_carried"));
    }

    private Row row(String id, SignedInAgent agent) {
        return queries.row(ConversationController.id(id), agent.id()).orElseThrow(ConversationController::unknown);
    }
}
