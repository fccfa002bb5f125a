package io.keshu.bot.scene;

import io.keshu.bot.audience.AudienceChange;
import io.keshu.bot.audience.AudienceChanges;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.SceneCodes;
import io.keshu.channels.api.SceneCodes.CodePicture;
import io.keshu.channels.api.SceneCodes.SceneCode;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.id.IdGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The codes that marketers make. Making one asks the provider and blocks for as long as that takes. Thread-safe. */
public final class SceneCodeBook {

    /** Longest name, in characters. */
    public static final int MAX_NAME = 60;

    private static final int MAX_NAMES = 10;

    private final ChannelAccounts accounts;
    private final Channels channels;
    private final SceneCodeStore store;
    private final AudienceChanges changes;
    private final IdGenerator ids;
    private final Clock clock;

    SceneCodeBook(
            ChannelAccounts accounts,
            Channels channels,
            SceneCodeStore store,
            AudienceChanges changes,
            IdGenerator ids,
            Clock clock) {
        this.accounts = accounts;
        this.channels = channels;
        this.store = store;
        this.changes = changes;
        this.ids = ids;
        this.clock = clock;
    }

    private Optional<SceneCodes> maker(ChannelAccountId account) {
        return accounts.find(account)
                .map(ChannelAccount::type)
                .flatMap(channels::find)
                .filter(SceneCodes.class::isInstance)
                .map(SceneCodes.class::cast);
    }

    /** What the account's provider takes; empty if it makes no codes. */
    public Optional<SceneCodes.Limits> limits(ChannelAccountId account) {
        return maker(account).map(SceneCodes::sceneLimits);
    }

    /** Latest first. */
    public List<SceneCodeEntry> page(ChannelAccountId account, boolean archived, @Nullable Long before, int limit) {
        return store.page(account, archived, before, limit);
    }

    /**
     * What somebody wants of a code.
     *
     * @param group of whose agents a scan asks for one; null for none
     * @param validity null for ever
     */
    public record Wish(
            String name,
            SceneCodes.Scene scene,
            @Nullable AgentGroupId group,
            @Nullable Duration validity) {}

    /** Makes a code. */
    public SceneCodeResult make(ChannelAccountId account, Wish wish, AgentId by) {
        Optional<SceneCodeEntry> taken = store.find(account, wish.scene().value());
        if (taken.isPresent()) {
            return new SceneCodeResult.SceneTaken(taken.get().name());
        }
        ProviderAnswer<SceneCode> answer = ask(account, wish.scene(), wish.validity());
        if (answer instanceof ProviderAnswer.Failed<SceneCode> failed) {
            return new SceneCodeResult.Failed(failed.problem());
        }
        SceneCode made = ((ProviderAnswer.Given<SceneCode>) answer).value();
        SceneCodeEntry entry = new SceneCodeEntry(
                ids.next(),
                wish.scene().value(),
                wish.scene().numbered(),
                wish.name(),
                wish.group(),
                made.ticket(),
                made.url(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                by,
                null,
                made.expiresAt(),
                false,
                1,
                0,
                0);
        if (!store.insert(account, entry)) {
            // Somebody made one at the same time. Ours can be scanned all the same, with the same scene.
            return new SceneCodeResult.SceneTaken(
                    store.find(account, wish.scene().value())
                            .map(SceneCodeEntry::name)
                            .orElse(wish.scene().value()));
        }
        changes.add(account, AudienceChange.Action.CODE_MADE, wish.name(), null, 0, by);
        return found(account, entry.id());
    }

    private ProviderAnswer<SceneCode> ask(
            ChannelAccountId account, SceneCodes.Scene scene, @Nullable Duration validity) {
        return maker(account)
                .map(maker -> maker.makeCode(account, scene, validity))
                .orElseGet(() -> new ProviderAnswer.Failed<>(
                        new ProviderProblem(ProviderProblem.Reason.NOT_PERMITTED, "", "The channel makes no codes")));
    }

    /** Makes a code with the same scene anew. What was printed stays valid for as long as it was. */
    public SceneCodeResult renew(
            ChannelAccountId account, long id, @Nullable Duration validity, long version, AgentId by) {
        Optional<SceneCodeEntry> found = store.find(account, id);
        if (found.isEmpty()) {
            return new SceneCodeResult.Unknown();
        }
        SceneCodeEntry before = found.get();
        if (before.version() != version) {
            return new SceneCodeResult.Changed(before);
        }
        ProviderAnswer<SceneCode> answer =
                ask(account, new SceneCodes.Scene(before.scene(), before.numbered()), validity);
        if (answer instanceof ProviderAnswer.Failed<SceneCode> failed) {
            return new SceneCodeResult.Failed(failed.problem());
        }
        SceneCode made = ((ProviderAnswer.Given<SceneCode>) answer).value();
        return save(account, before.with(made, by), AudienceChange.Action.CODE_RENEWED, null, by);
    }

    /**
     * Gives it another name or group, or puts it out of sight or back.
     *
     * @param version the one that was read
     */
    public SceneCodeResult change(
            ChannelAccountId account,
            long id,
            String name,
            @Nullable AgentGroupId group,
            boolean archived,
            long version,
            AgentId by) {
        Optional<SceneCodeEntry> found = store.find(account, id);
        if (found.isEmpty()) {
            return new SceneCodeResult.Unknown();
        }
        SceneCodeEntry before = found.get();
        if (before.version() != version) {
            return new SceneCodeResult.Changed(before);
        }
        AudienceChange.Action action = archived && !before.archived()
                ? AudienceChange.Action.CODE_ARCHIVED
                : AudienceChange.Action.CODE_CHANGED;
        SceneCodeEntry after = before.with(name, group, archived, by);
        return save(account, after, action, before.name().equals(name) ? null : before.name(), by);
    }

    /** The group of the code that this scene belongs to, if it asks for one. One question to the database. */
    public Optional<AgentGroupId> groupOf(ChannelAccountId account, String scene) {
        return store.group(account, scene);
    }

    /** The names of codes that ask for this group, some of them if there are many. */
    public List<String> leadingTo(AgentGroupId group) {
        return store.leadingTo(group, MAX_NAMES);
    }

    private SceneCodeResult save(
            ChannelAccountId account,
            SceneCodeEntry after,
            AudienceChange.Action action,
            @Nullable String former,
            AgentId by) {
        if (!store.update(account, after, by)) {
            return store.find(account, after.id())
                    .<SceneCodeResult>map(SceneCodeResult.Changed::new)
                    .orElseGet(SceneCodeResult.Unknown::new);
        }
        changes.add(account, action, after.name(), former, 0, by);
        return found(account, after.id());
    }

    private SceneCodeResult found(ChannelAccountId account, long id) {
        return store.find(account, id)
                .<SceneCodeResult>map(SceneCodeResult.Done::new)
                .orElseGet(SceneCodeResult.Unknown::new);
    }

    /** A code as a picture; empty if there is no such code. */
    public Optional<ProviderAnswer<CodePicture>> picture(ChannelAccountId account, long id) {
        return store.find(account, id)
                .flatMap(code -> maker(account).map(maker -> maker.picture(account, code.ticket())));
    }

    public Optional<SceneCodeEntry> find(ChannelAccountId account, long id) {
        return store.find(account, id);
    }
}
