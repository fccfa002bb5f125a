package io.keshu.console.audience;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.keshu.bot.AutoReplyRules;
import io.keshu.bot.scene.SceneCodeBook;
import io.keshu.bot.scene.SceneCodeEntry;
import io.keshu.bot.scene.SceneCodeResult;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.SceneCodes;
import io.keshu.channels.api.SceneCodes.CodePicture;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.ProviderWords;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** QR codes with scenes. */
@RestController
@RequestMapping("/api/scene-codes/{account}")
@Tag(name = "audience")
class SceneCodeController {

    private static final int PAGE = 50;

    private final SceneCodeBook codes;
    private final AutoReplyRules rules;
    private final AgentStore agents;
    private final ProviderWords providerWords;
    private final SceneCodeFields fields;
    private final Clock clock;

    SceneCodeController(
            SceneCodeBook codes,
            AutoReplyRules rules,
            AgentStore agents,
            ProviderWords providerWords,
            SceneCodeFields fields,
            Clock clock) {
        this.codes = codes;
        this.rules = rules;
        this.agents = agents;
        this.providerWords = providerWords;
        this.fields = fields;
        this.clock = clock;
    }

    /** @param validDays null for ever */
    record SceneCodeWrite(
            String name,
            String scene,
            boolean numbered,
            String group,
            @JsonSetter(nulls = Nulls.SET) @Nullable Integer validDays) {}

    /** @param validDays null for ever */
    record SceneCodeRenewal(
            @JsonSetter(nulls = Nulls.SET) @Nullable Integer validDays, long version) {}

    /** @param group whose agents a scan asks for; empty for none */
    record SceneCodeChange(String name, String group, boolean archived, long version) {}

    @GetMapping
    @Operation(operationId = "sceneCodes")
    @Fails(status = 404, codes = "account.unknown")
    SceneCodeView.Page list(
            @PathVariable String account,
            @RequestParam(defaultValue = "false") boolean archived,
            @RequestParam(required = false) @Nullable String before) {
        ChannelAccountId id = account(account);
        Long from = before == null || before.isEmpty()
                ? null
                : Ids.parse(before, Long::valueOf, SceneCodeController::unknown);
        List<SceneCodeEntry> found = codes.page(id, archived, from, PAGE + 1);
        List<SceneCodeEntry> page = found.subList(0, Math.min(PAGE, found.size()));
        SceneCodes.Limits limits = limits(id);
        return new SceneCodeView.Page(
                views(page),
                found.size() > PAGE ? Long.toString(page.get(PAGE - 1).id()) : null,
                limits.sceneLength(),
                limits.longest().toDays(),
                limits.permanent(),
                limits.highestNumber(),
                limits.highestPermanentNumber());
    }

    private List<SceneCodeView> views(List<SceneCodeEntry> entries) {
        Map<AgentId, String> names = entries.isEmpty()
                ? Map.of()
                : agents.displayNames(
                        entries.stream().map(SceneCodeEntry::madeBy).collect(Collectors.toSet()));
        Map<String, List<AutoReplyRules.RuleName>> answering = rules.byScene();
        Instant now = clock.instant();
        return entries.stream()
                .map(entry -> {
                    Instant expires = entry.expiresAt();
                    return new SceneCodeView(
                            Long.toString(entry.id()),
                            entry.scene(),
                            entry.numbered(),
                            entry.name(),
                            fields.group(entry.group()),
                            entry.url(),
                            entry.madeAt(),
                            names.getOrDefault(entry.madeBy(), ""),
                            expires,
                            expires != null && !expires.isAfter(now),
                            entry.archived(),
                            entry.version(),
                            entry.subscribed(),
                            entry.scanned(),
                            answering.getOrDefault(entry.scene(), List.of()).stream()
                                    .map(rule -> new SceneCodeView.RuleName(
                                            Long.toString(rule.id()), rule.name(), rule.enabled()))
                                    .toList());
                })
                .toList();
    }

    @PostMapping
    @Operation(operationId = "makeSceneCode")
    @Fails(status = 404, codes = "account.unknown")
    @Fails(status = 422, codes = "request.invalid")
    @Fails(status = 409, codes = "account.disabled")
    @Fails(status = 502, codes = "provider.failed")
    @ResponseStatus(HttpStatus.CREATED)
    SceneCodeView make(
            @PathVariable String account, @RequestBody SceneCodeWrite request, @CurrentAgent SignedInAgent agent) {
        ChannelAccountId id = account(account);
        String scene = request.scene().strip();
        SceneCodes.Limits limits = limits(id);
        List<FieldProblem> problems = new ArrayList<>(fields.name(request.name()));
        problems.addAll(fields.scene(limits, scene, request.numbered(), request.validDays() == null));
        problems.addAll(fields.validity(limits, request.validDays()));
        @Nullable AgentGroupId group = fields.group(request.group(), problems);
        refuse(problems);
        return view(
                codes.make(
                        id,
                        new SceneCodeBook.Wish(
                                request.name().strip(),
                                new SceneCodes.Scene(scene, request.numbered()),
                                group,
                                validity(request.validDays())),
                        agent.id()),
                now -> List.of());
    }

    @PostMapping("/{code}/renew")
    @Operation(operationId = "renewSceneCode")
    @Fails(status = 404, codes = "account.unknown, scene.unknown")
    @Fails(status = 409, codes = "scene.changed, provider.failed")
    @Fails(status = 422, codes = "request.invalid")
    @Fails(status = 409, codes = "account.disabled")
    @Fails(status = 502, codes = "provider.failed")
    SceneCodeView renew(
            @PathVariable String account,
            @PathVariable String code,
            @RequestBody SceneCodeRenewal request,
            @CurrentAgent SignedInAgent agent) {
        ChannelAccountId id = account(account);
        refuse(fields.validity(limits(id), request.validDays()));
        return view(
                codes.renew(id, code(code), validity(request.validDays()), request.version(), agent.id()),
                now -> fields.changes(now, now.name(), now.group(), now.archived()));
    }

    @PutMapping("/{code}")
    @Operation(operationId = "changeSceneCode")
    @Fails(status = 404, codes = "account.unknown, scene.unknown")
    @Fails(status = 409, codes = "scene.changed, provider.failed")
    @Fails(status = 422, codes = "request.invalid")
    SceneCodeView change(
            @PathVariable String account,
            @PathVariable String code,
            @RequestBody SceneCodeChange request,
            @CurrentAgent SignedInAgent agent) {
        List<FieldProblem> problems = new ArrayList<>(fields.name(request.name()));
        @Nullable AgentGroupId group = fields.group(request.group(), problems);
        refuse(problems);
        String name = request.name().strip();
        return view(
                codes.change(
                        account(account), code(code), name, group, request.archived(), request.version(), agent.id()),
                now -> fields.changes(now, name, group, request.archived()));
    }

    /** @param download whether the browser is to keep it as a file */
    @GetMapping("/{code}/picture")
    @Operation(operationId = "sceneCodePicture")
    @Fails(status = 404, codes = "account.unknown, scene.unknown")
    @Fails(status = 409, codes = "account.disabled")
    @Fails(status = 502, codes = "provider.failed")
    ResponseEntity<byte[]> picture(
            @PathVariable String account,
            @PathVariable String code,
            @RequestParam(defaultValue = "false") boolean download) {
        ChannelAccountId id = account(account);
        ProviderAnswer<CodePicture> answer =
                codes.picture(id, code(code)).orElseThrow(SceneCodeController::unknownCode);
        if (answer instanceof ProviderAnswer.Failed<CodePicture> failed) {
            throw AudienceProblems.of(failed.problem(), "name", providerWords);
        }
        CodePicture picture = ((ProviderAnswer.Given<CodePicture>) answer).value();
        String name = codes.find(id, code(code)).map(SceneCodeEntry::name).orElse("code")
                + (picture.contentType().endsWith("png") ? ".png" : ".jpg");
        ResponseEntity.BodyBuilder response = ResponseEntity.ok()
                .contentType(MediaType.parseMediaType(picture.contentType()))
                .cacheControl(CacheControl.noCache().cachePrivate());
        if (download) {
            response.header(
                    HttpHeaders.CONTENT_DISPOSITION,
                    ContentDisposition.attachment()
                            .filename(name, StandardCharsets.UTF_8)
                            .build()
                            .toString());
        }
        return response.body(picture.bytes());
    }

    /** @param changes what is otherwise since, if somebody was faster */
    private SceneCodeView view(SceneCodeResult result, Function<SceneCodeEntry, List<FieldProblem>> changes) {
        if (result instanceof SceneCodeResult.Done done) {
            return views(List.of(done.entry())).get(0);
        }
        if (result instanceof SceneCodeResult.Failed failed) {
            throw AudienceProblems.of(failed.problem(), "scene", providerWords);
        }
        if (result instanceof SceneCodeResult.SceneTaken taken) {
            throw ProblemException.fields(List.of(fields.taken(taken.name())));
        }
        if (result instanceof SceneCodeResult.Changed changed) {
            SceneCodeEntry now = changed.now();
            AgentId by = now.changedBy() == null ? now.madeBy() : now.changedBy();
            throw ProblemException.conflict(
                    "scene.changed",
                    changes.apply(now),
                    agents.displayNames(Set.of(by)).getOrDefault(by, ""),
                    now.name());
        }
        throw unknownCode();
    }

    private static @Nullable Duration validity(@Nullable Integer days) {
        return days == null ? null : Duration.ofDays(days);
    }

    private static void refuse(List<FieldProblem> problems) {
        if (!problems.isEmpty()) {
            throw ProblemException.fields(problems);
        }
    }

    private SceneCodes.Limits limits(ChannelAccountId account) {
        return codes.limits(account).orElseThrow(SceneCodeController::unknown);
    }

    private ChannelAccountId account(String id) {
        ChannelAccountId found = Ids.parse(id, ChannelAccountId::new, SceneCodeController::unknown);
        if (codes.limits(found).isEmpty()) {
            throw unknown();
        }
        return found;
    }

    private static long code(String id) {
        return Ids.parse(id, Long::valueOf, SceneCodeController::unknownCode);
    }

    private static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "account.unknown");
    }

    private static ProblemException unknownCode() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "scene.unknown");
    }
}
