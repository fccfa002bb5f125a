package io.keshu.bot.audience;

import io.keshu.channels.api.AudienceDirectory;
import io.keshu.channels.api.AudienceDirectory.AudienceTag;
import io.keshu.channels.api.AudienceDirectory.FollowerProfile;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.erasure.PersonalData;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who follows the accounts and which tags they bear: what the provider last told, and changes that go to the provider first. Calls that
 * go there block for as long as it takes. Thread-safe.
 */
public final class Audience implements PersonalData {

    /** How long what is known of one customer is believed. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private static final int MAX_NAMES = 2000;

    private final ChannelAccounts accounts;
    private final Channels channels;
    private final FollowerStore store;
    private final ReadingLease lease;
    private final AudienceChanges changes;
    private final TagCache cache;
    private final Clock clock;

    Audience(
            ChannelAccounts accounts,
            Channels channels,
            FollowerStore store,
            ReadingLease lease,
            AudienceChanges changes,
            Clock clock) {
        this.accounts = accounts;
        this.channels = channels;
        this.store = store;
        this.lease = lease;
        this.changes = changes;
        this.cache = new TagCache(store, clock);
        this.clock = clock;
    }

    private Optional<AudienceDirectory> directory(ChannelAccountId account) {
        return accounts.find(account)
                .map(ChannelAccount::type)
                .flatMap(channels::find)
                .filter(AudienceDirectory.class::isInstance)
                .map(AudienceDirectory.class::cast);
    }

    /** What the account's provider takes; empty if it knows no followers. */
    public Optional<AudienceDirectory.Limits> limits(ChannelAccountId account) {
        return directory(account).map(AudienceDirectory::audienceLimits);
    }

    public AudienceState state(ChannelAccountId account) {
        ReadingLease.Stored stored = lease.stored(account);
        // Accounts that are off are not read, however due they are.
        boolean on = accounts.find(account).filter(ChannelAccount::enabled).isPresent();
        return new AudienceState(store.count(account), stored.readAt(), on && stored.reading(), stored.problem());
    }

    /** Has all followers read again soon. */
    public void requestReading(ChannelAccountId account) {
        lease.request(account);
    }

    public List<AudienceTag> tags(ChannelAccountId account) {
        return store.tags(account);
    }

    /** The names of all tags of all accounts. */
    public List<String> tagNames() {
        return store.tagNames(MAX_NAMES);
    }

    /** The names of the tags that a customer bears, as known for a minute at most; asks no provider. */
    public Set<String> tagNamesOf(ChannelAddress address) {
        return cache.of(address);
    }

    /**
     * Followers in the order of their ids.
     *
     * @param tag those who bear it only
     * @param after the last of the page before
     */
    public List<Follower> page(ChannelAccountId account, @Nullable String tag, @Nullable String after, int limit) {
        return store.page(account, tag, after, limit);
    }

    /** What is known of a customer, asking the provider if that is old. Empty for whoever does not follow, or was erased. */
    public Optional<Follower> profile(ChannelAddress address) {
        Optional<Follower> known = store.find(address.account(), address.user());
        if (known.filter(Follower::told)
                .filter(follower -> follower.seenAt().plus(FRESH).isAfter(clock.instant()))
                .isPresent()) {
            return known;
        }
        if (!address.user().value().startsWith(Erasure.PREFIX)) {
            refresh(address);
        }
        return store.find(address.account(), address.user());
    }

    private void refresh(ChannelAddress address) {
        directory(address.account()).ifPresent(directory -> {
            ProviderAnswer<List<FollowerProfile>> answer =
                    directory.profiles(address.account(), List.of(address.user()));
            if (answer instanceof ProviderAnswer.Given<List<FollowerProfile>> given) {
                store.keep(address.account(), given.value(), clock.instant());
                cache.forget(address);
            }
        });
    }

    /** Makes a tag. */
    public ProviderAnswer<AudienceTag> createTag(ChannelAccountId account, String name, AgentId by) {
        return directory(account)
                .map(directory -> {
                    ProviderAnswer<AudienceTag> answer = directory.createTag(account, name.strip());
                    if (answer instanceof ProviderAnswer.Given<AudienceTag> given) {
                        changes.add(
                                account,
                                AudienceChange.Action.TAG_CREATED,
                                given.value().name(),
                                null,
                                0,
                                by);
                        readTags(account, directory);
                    }
                    return answer;
                })
                .orElseGet(Audience::noDirectory);
    }

    public ProviderAnswer<Boolean> renameTag(ChannelAccountId account, AudienceTag tag, String name, AgentId by) {
        return change(
                account,
                directory -> directory.renameTag(account, tag.id(), name.strip()),
                () -> changes.add(account, AudienceChange.Action.TAG_RENAMED, name.strip(), tag.name(), 0, by));
    }

    /** Takes the tag off everybody, too. */
    public ProviderAnswer<Boolean> deleteTag(ChannelAccountId account, AudienceTag tag, AgentId by) {
        return change(
                account,
                directory -> directory.deleteTag(account, tag.id()),
                () -> changes.add(account, AudienceChange.Action.TAG_DELETED, tag.name(), null, tag.bearers(), by));
    }

    /** @param bear whether they are to bear the tag */
    public ProviderAnswer<Boolean> mark(
            ChannelAccountId account, AudienceTag tag, List<ExternalUserId> users, boolean bear, AgentId by) {
        return change(
                account,
                directory -> bear ? directory.tag(account, tag.id(), users) : directory.untag(account, tag.id(), users),
                () -> {
                    for (ExternalUserId user : users) {
                        store.mark(account, tag.id(), user, bear);
                        cache.forget(new ChannelAddress(account, user));
                    }
                    changes.add(
                            account,
                            bear ? AudienceChange.Action.TAGGED : AudienceChange.Action.UNTAGGED,
                            tag.name(),
                            null,
                            users.size(),
                            by);
                });
    }

    private interface Question {
        ProviderAnswer<Boolean> ask(AudienceDirectory directory);
    }

    private ProviderAnswer<Boolean> change(ChannelAccountId account, Question question, Runnable afterwards) {
        return directory(account)
                .map(directory -> {
                    ProviderAnswer<Boolean> answer = question.ask(directory);
                    if (answer instanceof ProviderAnswer.Given<Boolean>) {
                        afterwards.run();
                        readTags(account, directory);
                    }
                    return answer;
                })
                .orElseGet(Audience::noDirectory);
    }

    /** Reads the tags from the provider, which other people may have changed there. */
    public ProviderAnswer<List<AudienceTag>> readTags(ChannelAccountId account) {
        return directory(account).map(directory -> readTags(account, directory)).orElseGet(Audience::noDirectory);
    }

    private ProviderAnswer<List<AudienceTag>> readTags(ChannelAccountId account, AudienceDirectory directory) {
        ProviderAnswer<List<AudienceTag>> answer = directory.tags(account);
        if (answer instanceof ProviderAnswer.Given<List<AudienceTag>> given) {
            store.keepTags(account, given.value());
            cache.clear();
        }
        return answer;
    }

    private static <T> ProviderAnswer<T> noDirectory() {
        return new ProviderAnswer.Failed<>(
                new ProviderProblem(ProviderProblem.Reason.NOT_PERMITTED, "", "The channel knows no followers"));
    }

    /** Latest first. */
    public List<AudienceChange> changes(ChannelAccountId account, int limit) {
        return changes.latest(account, limit);
    }

    @Override
    public void erase(Erasure erasure, List<ConversationId> conversations) {
        store.forgetWhoLeft(erasure.address().account(), erasure.address().user(), erasure.requestedAt());
        cache.forget(erasure.address());
    }
}
