package io.keshu.console.audience;

import io.keshu.bot.audience.Audience;
import io.keshu.bot.audience.AudienceState;
import io.keshu.bot.audience.Follower;
import io.keshu.channels.api.AudienceDirectory;
import io.keshu.channels.api.AudienceDirectory.AudienceTag;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.console.audience.AudienceView.FollowerView;
import io.keshu.console.audience.AudienceView.TagView;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.ProviderWords;
import io.keshu.console.web.Words;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who follows the accounts and which tags they bear. */
@RestController
@RequestMapping("/api")
@Tag(name = "audience")
class AudienceController {

    private static final int PAGE = 50;
    private static final int CHANGES = 50;

    private final Audience audience;
    private final AgentStore agents;
    private final ConversationQueries conversations;
    private final ProviderWords providerWords;
    private final Words words;

    AudienceController(
            Audience audience,
            AgentStore agents,
            ConversationQueries conversations,
            ProviderWords providerWords,
            Words words) {
        this.audience = audience;
        this.agents = agents;
        this.conversations = conversations;
        this.providerWords = providerWords;
        this.words = words;
    }

    record TagName(String name) {}

    /** @param was the name that was read */
    record TagRename(String was, String name) {}

    /** @param users ids of followers */
    record TagMark(List<String> users, boolean bear) {}

    record CustomerMark(boolean bear) {}

    @GetMapping("/audience/{account}")
    @Operation(operationId = "audience")
    @Fails(status = 404, codes = "account.unknown")
    AudienceView read(@PathVariable String account) {
        ChannelAccountId id = account(account);
        return view(id);
    }

    private AudienceView view(ChannelAccountId id) {
        AudienceDirectory.Limits limits = audience.limits(id).orElseThrow(AudienceController::unknown);
        AudienceState state = audience.state(id);
        ProviderProblem problem = state.problem();
        return new AudienceView(
                id.toString(),
                state.followers(),
                state.readAt(),
                state.reading(),
                problem == null ? null : providerWords.say(problem),
                limits.tags(),
                limits.nameLength(),
                limits.tagsOnOne(),
                limits.taggedAtOnce(),
                tags(audience.tags(id)));
    }

    private static List<TagView> tags(List<AudienceTag> tags) {
        return tags.stream()
                .map(tag -> new TagView(tag.id(), tag.name(), tag.bearers()))
                .toList();
    }

    /** Has all followers read again. */
    @PostMapping("/audience/{account}/refresh")
    @Operation(operationId = "refreshAudience")
    @Fails(status = 404, codes = "account.unknown")
    AudienceView refresh(@PathVariable String account) {
        ChannelAccountId id = account(account);
        audience.requestReading(id);
        return view(id);
    }

    @GetMapping("/audience/{account}/followers")
    @Operation(operationId = "followers")
    @Fails(status = 404, codes = "account.unknown")
    AudienceView.Followers followers(
            @PathVariable String account,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String cursor) {
        ChannelAccountId id = account(account);
        List<Follower> found = audience.page(id, tag == null || tag.isEmpty() ? null : tag, cursor, PAGE + 1);
        Map<String, TagView> names = names(id);
        List<Follower> page = found.subList(0, Math.min(PAGE, found.size()));
        return new AudienceView.Followers(
                page.stream().map(follower -> view(follower, names)).toList(),
                found.size() > PAGE ? page.get(PAGE - 1).user().value() : null);
    }

    private Map<String, TagView> names(ChannelAccountId account) {
        return tags(audience.tags(account)).stream().collect(Collectors.toMap(TagView::id, tag -> tag, (a, b) -> a));
    }

    private static FollowerView view(Follower follower, Map<String, TagView> names) {
        return new FollowerView(
                follower.user().value(),
                follower.name(),
                follower.remark(),
                follower.source(),
                follower.scene(),
                follower.language(),
                follower.since(),
                follower.tags().stream()
                        .flatMap(tag ->
                                names.containsKey(tag) ? List.of(names.get(tag)).stream() : List.<TagView>of().stream())
                        .toList(),
                follower.seenAt());
    }

    /** The names of the tags of all accounts. */
    @GetMapping("/audience-tags")
    @Operation(operationId = "audienceTagNames")
    List<String> tagNames() {
        return audience.tagNames();
    }

    @PostMapping("/audience/{account}/tags")
    @Operation(operationId = "createAudienceTag")
    @Fails(status = 404, codes = "account.unknown")
    @Fails(status = 422, codes = "request.invalid")
    @Fails(status = 409, codes = "account.disabled")
    @Fails(status = 502, codes = "provider.failed")
    AudienceView createTag(
            @PathVariable String account, @RequestBody TagName request, @CurrentAgent SignedInAgent agent) {
        ChannelAccountId id = account(account);
        done(audience.createTag(id, request.name(), agent.id()));
        return view(id);
    }

    @PutMapping("/audience/{account}/tags/{tag}")
    @Operation(operationId = "renameAudienceTag")
    @Fails(status = 404, codes = "account.unknown, tag.unknown")
    @Fails(status = 409, codes = "tag.changed")
    @Fails(status = 422, codes = "request.invalid")
    @Fails(status = 409, codes = "account.disabled")
    @Fails(status = 502, codes = "provider.failed")
    AudienceView renameTag(
            @PathVariable String account,
            @PathVariable String tag,
            @RequestBody TagRename request,
            @CurrentAgent SignedInAgent agent) {
        ChannelAccountId id = account(account);
        done(audience.renameTag(id, seen(id, tag, request.was()), request.name(), agent.id()));
        return view(id);
    }

    /** @param was the name that was read */
    @DeleteMapping("/audience/{account}/tags/{tag}")
    @Operation(operationId = "deleteAudienceTag")
    @Fails(status = 404, codes = "account.unknown, tag.unknown")
    @Fails(status = 409, codes = "tag.changed")
    @Fails(status = 409, codes = "account.disabled")
    @Fails(status = 502, codes = "provider.failed")
    AudienceView deleteTag(
            @PathVariable String account,
            @PathVariable String tag,
            @RequestParam String was,
            @CurrentAgent SignedInAgent agent) {
        ChannelAccountId id = account(account);
        done(audience.deleteTag(id, seen(id, tag, was), agent.id()));
        return view(id);
    }

    /** The tag as the provider has it now, since others may have renamed it there. */
    private AudienceTag seen(ChannelAccountId account, String tag, String was) {
        done(audience.readTags(account));
        AudienceTag found = tag(account, tag);
        if (!found.name().equals(was)) {
            throw ProblemException.of(HttpStatus.CONFLICT, "tag.changed", found.name());
        }
        return found;
    }

    private AudienceTag tag(ChannelAccountId account, String tag) {
        return audience.tags(account).stream()
                .filter(found -> found.id().equals(tag))
                .findFirst()
                .orElseThrow(() -> ProblemException.of(HttpStatus.NOT_FOUND, "tag.unknown"));
    }

    /** Puts a tag on followers, or takes it off. */
    @PostMapping("/audience/{account}/tags/{tag}/members")
    @Operation(operationId = "markFollowers")
    @Fails(status = 404, codes = "account.unknown, tag.unknown")
    @Fails(status = 422, codes = "request.invalid")
    @Fails(status = 409, codes = "account.disabled")
    @Fails(status = 502, codes = "provider.failed")
    AudienceView mark(
            @PathVariable String account,
            @PathVariable String tag,
            @RequestBody TagMark request,
            @CurrentAgent SignedInAgent agent) {
        ChannelAccountId id = account(account);
        // JSON may say null where a text is due.
        if (request.users().isEmpty() || !request.users().stream().allMatch(AudienceController::isUser)) {
            throw ProblemException.fields(List.of(new FieldProblem("users", "required", words.say("field.required"))));
        }
        List<ExternalUserId> users =
                request.users().stream().distinct().map(ExternalUserId::new).toList();
        done(audience.mark(id, tag(id, tag), users, request.bear(), agent.id()));
        return view(id);
    }

    private static boolean isUser(@Nullable String user) {
        return user != null && !user.isBlank() && user.length() <= ExternalUserId.MAX_LENGTH;
    }

    @GetMapping("/audience/{account}/changes")
    @Operation(operationId = "audienceChanges")
    @Fails(status = 404, codes = "account.unknown")
    List<AudienceView.Change> changes(@PathVariable String account) {
        var found = audience.changes(account(account), CHANGES);
        Set<AgentId> people = found.stream().map(change -> change.by()).collect(Collectors.toSet());
        Map<AgentId, String> names = people.isEmpty() ? Map.of() : agents.displayNames(people);
        return found.stream()
                .map(change -> new AudienceView.Change(
                        Long.toString(change.id()),
                        change.action().name(),
                        change.subject(),
                        change.former(),
                        change.people(),
                        names.getOrDefault(change.by(), ""),
                        change.at()))
                .toList();
    }

    /** What the channel tells about whom a conversation is with. */
    @GetMapping("/conversations/{id}/profile")
    @Operation(operationId = "customerProfile")
    @Fails(status = 404, codes = "conversation.unknown")
    AudienceView.Profile profile(@PathVariable String id, @CurrentAgent SignedInAgent agent) {
        ChannelAddress address = address(id, agent);
        if (audience.limits(address.account()).isEmpty()) {
            return new AudienceView.Profile(false, null, address.account().toString(), List.of());
        }
        return profile(address);
    }

    private AudienceView.Profile profile(ChannelAddress address) {
        Follower follower = audience.profile(address).orElse(null);
        return new AudienceView.Profile(
                true,
                follower == null ? null : view(follower, names(address.account())),
                address.account().toString(),
                tags(audience.tags(address.account())));
    }

    /** Puts a tag on whom a conversation is with, or takes it off. */
    @PutMapping("/conversations/{id}/tags/{tag}")
    @Operation(operationId = "markCustomer")
    @Fails(status = 404, codes = "conversation.unknown, tag.unknown")
    @Fails(status = 409, codes = "account.disabled")
    @Fails(status = 502, codes = "provider.failed")
    AudienceView.Profile markCustomer(
            @PathVariable String id,
            @PathVariable String tag,
            @RequestBody CustomerMark request,
            @CurrentAgent SignedInAgent agent) {
        ChannelAddress address = address(id, agent);
        done(audience.mark(
                address.account(), tag(address.account(), tag), List.of(address.user()), request.bear(), agent.id()));
        return profile(address);
    }

    private ChannelAddress address(String id, SignedInAgent agent) {
        return conversations
                .row(Ids.parse(id, ConversationId::new, AudienceController::unknownConversation), agent.id())
                .orElseThrow(AudienceController::unknownConversation)
                .identity()
                .address();
    }

    private <T> void done(ProviderAnswer<T> answer) {
        if (answer instanceof ProviderAnswer.Failed<T> failed) {
            throw AudienceProblems.of(failed.problem(), "name", providerWords);
        }
    }

    private ChannelAccountId account(String id) {
        ChannelAccountId found = Ids.parse(id, ChannelAccountId::new, AudienceController::unknown);
        if (audience.limits(found).isEmpty()) {
            throw unknown();
        }
        return found;
    }

    private static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "account.unknown");
    }

    private static ProblemException unknownConversation() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "conversation.unknown");
    }
}
