package io.keshu.channels.testkit;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AudienceDirectory;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ProviderProblem.Reason;
import io.keshu.channels.api.SceneCodes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The twin of a channel with followers, tags and codes: small limits, pages of two, and able to fail on demand. Thread-safe. */
public final class InMemoryAudienceChannel implements AudienceDirectory, SceneCodes {

    public static final ChannelType TYPE = new ChannelType("crowd");

    /** How many there may be of each thing. */
    public static final AudienceDirectory.Limits LIMITS = new AudienceDirectory.Limits(3, 10, 2, 2, 2);

    private static final int PAGE = 2;

    private final TreeMap<String, Set<String>> followers = new TreeMap<>();
    private final Map<String, String> tags = new TreeMap<>();
    private final List<String> calls = new ArrayList<>();
    private @Nullable ProviderProblem failure;
    private int made;

    /** Somebody follows. */
    public synchronized InMemoryAudienceChannel follow(String user) {
        followers.putIfAbsent(user, new TreeSet<>());
        return this;
    }

    public synchronized void unfollow(String user) {
        followers.remove(user);
    }

    /** Every call ends like this from now on; null for none. */
    public synchronized void fail(@Nullable ProviderProblem problem) {
        failure = problem;
    }

    /** The names of what was called, in order. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private interface Work<T> {
        ProviderAnswer<T> does();
    }

    private synchronized <T> ProviderAnswer<T> call(String name, Work<T> work) {
        calls.add(name);
        ProviderProblem problem = failure;
        return problem == null ? work.does() : new ProviderAnswer.Failed<>(problem);
    }

    private static <T> ProviderAnswer<T> failed(Reason reason, Object detail) {
        return new ProviderAnswer.Failed<>(new ProviderProblem(reason, "", detail.toString()));
    }

    @Override
    public ChannelType type() {
        return TYPE;
    }

    @Override
    public Set<ChannelCapability> capabilities() {
        return Set.of(ChannelCapability.SEND_TEXT, ChannelCapability.AUDIENCE, ChannelCapability.SCENE_CODES);
    }

    @Override
    public AccountDescriptor accountDescriptor() {
        return new AccountDescriptor(TYPE, false, List.of());
    }

    @Override
    public DeliveryResult deliver(OutboundMessage message) {
        return new DeliveryResult.Accepted(null);
    }

    @Override
    public AudienceDirectory.Limits audienceLimits() {
        return LIMITS;
    }

    @Override
    public ProviderAnswer<FollowerPage> followers(ChannelAccountId account, @Nullable String after) {
        return call("followers", () -> new ProviderAnswer.Given<>(page(followers.keySet(), after)));
    }

    private static FollowerPage page(Set<String> users, @Nullable String after) {
        List<ExternalUserId> page = users.stream()
                .filter(user -> after == null || user.compareTo(after) > 0)
                .limit(PAGE)
                .map(ExternalUserId::new)
                .toList();
        return new FollowerPage(
                page, page.isEmpty() ? null : page.get(page.size() - 1).value());
    }

    @Override
    public ProviderAnswer<List<FollowerProfile>> profiles(ChannelAccountId account, List<ExternalUserId> users) {
        return call(
                "profiles",
                () -> new ProviderAnswer.Given<>(users.stream()
                        .map(user -> new FollowerProfile(
                                user,
                                followers.containsKey(user.value()),
                                "",
                                "备注 " + user.value(),
                                "SEARCH",
                                "",
                                "zh_CN",
                                Instant.parse("2026-01-01T00:00:00Z"),
                                List.copyOf(borne(user.value()))))
                        .toList()));
    }

    @Override
    public ProviderAnswer<List<AudienceTag>> tags(ChannelAccountId account) {
        return call(
                "tags",
                () -> new ProviderAnswer.Given<>(tags.entrySet().stream()
                        .map(tag -> new AudienceTag(tag.getKey(), tag.getValue(), bearers(tag.getKey())))
                        .toList()));
    }

    /** Empty, and nobody's, for whoever does not follow. */
    private Set<String> borne(String user) {
        return followers.getOrDefault(user, new TreeSet<>());
    }

    private int bearers(String tag) {
        return (int)
                followers.values().stream().filter(borne -> borne.contains(tag)).count();
    }

    @Override
    public ProviderAnswer<AudienceTag> createTag(ChannelAccountId account, String name) {
        return call("createTag", () -> {
            if (name.isEmpty() || name.length() > LIMITS.nameLength()) {
                return failed(Reason.NAME_TOO_LONG, LIMITS.nameLength());
            }
            if (tags.size() >= LIMITS.tags()) {
                return failed(Reason.TOO_MANY_TAGS, LIMITS.tags());
            }
            if (tags.containsValue(name)) {
                return failed(Reason.NAME_TAKEN, name);
            }
            String id = Integer.toString(100 + ++made);
            tags.put(id, name);
            return new ProviderAnswer.Given<>(new AudienceTag(id, name, 0));
        });
    }

    @Override
    public ProviderAnswer<Boolean> renameTag(ChannelAccountId account, String tag, String name) {
        return call("renameTag", () -> {
            tags.put(tag, name);
            return new ProviderAnswer.Given<>(true);
        });
    }

    @Override
    public ProviderAnswer<Boolean> deleteTag(ChannelAccountId account, String tag) {
        return call("deleteTag", () -> {
            followers.values().forEach(borne -> borne.remove(tag));
            return new ProviderAnswer.Given<>(tags.remove(tag) != null);
        });
    }

    @Override
    public ProviderAnswer<Boolean> tag(ChannelAccountId account, String tag, List<ExternalUserId> users) {
        return call("tag", () -> {
            if (users.size() > LIMITS.taggedAtOnce()) {
                return failed(Reason.TOO_MANY_CUSTOMERS, LIMITS.taggedAtOnce());
            }
            users.forEach(user -> borne(user.value()).add(tag));
            return new ProviderAnswer.Given<>(true);
        });
    }

    @Override
    public ProviderAnswer<Boolean> untag(ChannelAccountId account, String tag, List<ExternalUserId> users) {
        return call("untag", () -> {
            users.forEach(user -> borne(user.value()).remove(tag));
            return new ProviderAnswer.Given<>(true);
        });
    }

    @Override
    public ProviderAnswer<FollowerPage> members(ChannelAccountId account, String tag, @Nullable String after) {
        return call("members", () -> {
            Set<String> bearers = new TreeSet<>(followers.keySet());
            bearers.removeIf(user -> !borne(user).contains(tag));
            return new ProviderAnswer.Given<>(page(bearers, after));
        });
    }

    @Override
    public SceneCodes.Limits sceneLimits() {
        return new SceneCodes.Limits(8, Duration.ofDays(30), 2, 1000, 10);
    }

    @Override
    public ProviderAnswer<SceneCode> makeCode(ChannelAccountId account, Scene scene, @Nullable Duration validity) {
        return call("makeCode", () -> {
            if (scene.value().length() > sceneLimits().sceneLength()) {
                return failed(Reason.SCENE_TOO_LONG, sceneLimits().sceneLength());
            }
            String ticket = "ticket-" + ++made;
            Instant expires = validity == null
                    ? null
                    : Instant.parse("2026-01-01T00:00:00Z").plus(validity);
            return new ProviderAnswer.Given<>(new SceneCode(ticket, "http://example.com/" + ticket, expires));
        });
    }

    @Override
    public ProviderAnswer<CodePicture> picture(ChannelAccountId account, String ticket) {
        return call("picture", () -> new ProviderAnswer.Given<>(new CodePicture("image/png", new byte[] {1, 2, 3})));
    }
}
