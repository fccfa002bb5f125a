package io.keshu.bot.menu;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.MenuAnswer;
import io.keshu.channels.api.MenuAudience;
import io.keshu.channels.api.MenuFault;
import io.keshu.channels.api.MenuPublisher;
import io.keshu.channels.api.MenuTree;
import io.keshu.channels.api.PublishedMenu;
import io.keshu.domain.agent.AgentId;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The menus as marketers read and change them. Every method throws {@link io.keshu.domain.store.StoreUnavailableException} if the
 * database can't be asked. Thread-safe.
 */
public final class Menus {

    private final MenuStore store;
    private final AccountChannels channels;
    private final MenuPublications publications;
    private final MenuBook book;
    private final MenuClicks clicks;
    private final MenuGoals goals;
    private final Clock clock;

    Menus(
            MenuStore store,
            AccountChannels channels,
            MenuPublications publications,
            MenuBook book,
            MenuClicks clicks,
            MenuGoals goals,
            Clock clock) {
        this.store = store;
        this.channels = channels;
        this.publications = publications;
        this.book = book;
        this.clicks = clicks;
        this.goals = goals;
        this.clock = clock;
    }

    /** What a menu of this account has to keep to; empty if there is no such account. */
    public Optional<MenuRules> rules(ChannelAccountId account) {
        return channels.rules(account);
    }

    /** The account's menu as it stands. */
    public MenuState read(ChannelAccountId account) {
        return store.read(account);
    }

    /**
     * Saves the draft. It may be unfinished, so that only what can't be stored is refused.
     *
     * @param version as it was read; 0 if there was none
     */
    public DraftResult saveDraft(ChannelAccountId account, Menu draft, long version, AgentId by) {
        List<MenuFault> faults = rulesOf(account).unstorable(draft);
        return faults.isEmpty() ? save(account, draft, version, by, List.of()) : new DraftResult.Refused(faults);
    }

    private DraftResult save(ChannelAccountId account, Menu draft, long version, AgentId by, List<String> leftOut) {
        boolean saved =
                store.saveDraft(account, draft, version, by, clock.instant().truncatedTo(ChronoUnit.MICROS));
        MenuState now = store.read(account);
        return saved ? new DraftResult.Saved(now, leftOut) : new DraftResult.Changed(now);
    }

    /**
     * What was changed in the draft since somebody read it.
     *
     * @param version as it was read; 0 if there was none
     * @param now as it stands
     * @return empty also if that is too long ago to be known
     */
    public List<MenuChange> changedSince(ChannelAccountId account, long version, Menu now) {
        return (version == 0 ? Optional.of(Menu.EMPTY) : store.draft(account, version))
                .map(read -> MenuDiff.between(read, now))
                .orElse(List.of());
    }

    /** Makes what the account shows its draft, also if it was made elsewhere. The line above the numbers stays. */
    public DraftResult pull(ChannelAccountId account, long version, AgentId by) {
        MenuPublisher publisher =
                channels.publisher(account).orElseThrow(() -> new IllegalArgumentException("No menus: " + account));
        MenuAnswer<PublishedMenu> answer = publisher.present(account);
        if (answer instanceof MenuAnswer.Failed<PublishedMenu> failed) {
            return new DraftResult.NotPulled(failed.problem());
        }
        PublishedMenu present = ((MenuAnswer.Given<PublishedMenu>) answer).value();
        String intro = store.read(account).draft().intro();
        Menu draft = MenuTrees.menu(present, intro, () -> UUID.randomUUID().toString());
        return save(account, draft, version, by, present.unreadable());
    }

    /**
     * Publishes the draft. Blocks until the provider has ended.
     *
     * @param version of the draft, as it was read
     * @param live the live version's number, as it was read; 0 if there was none
     */
    public PublishResult publish(ChannelAccountId account, long version, int live, AgentId by) {
        MenuState state = store.read(account);
        return publish(account, state, state.draft(), null, version, live, by);
    }

    /**
     * Publishes an earlier version anew. The draft stays as it is.
     *
     * @return empty if there is no such version
     */
    public Optional<PublishResult> rollBack(ChannelAccountId account, int number, long version, int live, AgentId by) {
        MenuState state = store.read(account);
        return store.version(account, number)
                .map(old -> publish(account, state, old.menu(), number, version, live, by));
    }

    private PublishResult publish(
            ChannelAccountId account,
            MenuState state,
            Menu menu,
            @Nullable Integer rolledBack,
            long version,
            int live,
            AgentId by) {
        Optional<PublishResult> hindered = hindered(state, version, live);
        if (hindered.isPresent()) {
            return hindered.get();
        }
        List<MenuFault> faults = faults(account, menu);
        if (!faults.isEmpty()) {
            return new PublishResult.Refused(faults);
        }
        PublishResult result = publications.publish(account, menu, rolledBack, state, by);
        book.refresh();
        return result;
    }

    private static Optional<PublishResult> hindered(MenuState state, long version, int live) {
        MenuVersion latest = state.latest();
        if (latest != null && state.publishing()) {
            return Optional.of(new PublishResult.Busy(latest));
        }
        MenuVersion liveNow = state.live();
        int liveNumber = liveNow == null ? 0 : liveNow.number();
        return state.version() != version || liveNumber != live
                ? Optional.of(new PublishResult.Changed(state))
                : Optional.empty();
    }

    /** Where the menu may not be published as it is. */
    public List<MenuFault> faults(ChannelAccountId account, Menu menu) {
        List<MenuFault> faults = new ArrayList<>(rulesOf(account).faults(menu));
        faults.addAll(goals.faults(menu));
        return List.copyOf(faults);
    }

    /** Takes the account's menus away, as a publication with nothing in it; parameters as of {@link #publish}. The draft stays. */
    public PublishResult delete(ChannelAccountId account, long version, int live, AgentId by) {
        MenuState state = store.read(account);
        Optional<PublishResult> hindered = hindered(state, version, live);
        if (hindered.isPresent()) {
            return hindered.get();
        }
        PublishResult result = publications.publish(account, Menu.EMPTY, null, state, by);
        book.refresh();
        return result;
    }

    /** The menu that this customer sees, as the provider says; as it is written out where the channel has none. */
    public MenuAnswer<Menu> seenBy(ChannelAccountId account, ExternalUserId customer) {
        Optional<MenuPublisher> publisher = channels.publisher(account);
        if (publisher.isEmpty()) {
            return new MenuAnswer.Given<>(book.live(account).orElse(Menu.EMPTY));
        }
        MenuAnswer<MenuTree> answer = publisher.get().match(account, customer);
        return answer instanceof MenuAnswer.Given<MenuTree> given
                ? new MenuAnswer.Given<>(MenuTrees.menu(
                        new PublishedMenu(given.value(), List.of(), List.of()),
                        "",
                        () -> UUID.randomUUID().toString()))
                : new MenuAnswer.Failed<>(((MenuAnswer.Failed<MenuTree>) answer).problem());
    }

    /** The accounts in whose draft or live menu an entry leads to this rule or group. */
    public List<ChannelAccountId> leadingTo(MenuItem.Action action, String value) {
        return store.accounts().stream()
                .filter(account -> {
                    MenuState state = store.read(account);
                    MenuVersion live = state.live();
                    return Stream.concat(
                                    state.draft().all(),
                                    live == null ? Stream.of() : live.menu().all())
                            .anyMatch(item ->
                                    item.action() == action && item.value().equals(value));
                })
                .toList();
    }

    /** Newest first, those below {@code before}; at most {@code limit}. */
    public List<MenuVersion> history(ChannelAccountId account, int before, int limit) {
        return store.versions(account, before, limit);
    }

    /** One version, if it exists. */
    public Optional<MenuVersion> version(ChannelAccountId account, int number) {
        return store.version(account, number);
    }

    /** What customers had before this version. */
    public Optional<MenuVersion> publishedBefore(ChannelAccountId account, int number) {
        return store.publishedBefore(account, number);
    }

    /** Whom menus can be made for, as the provider says. Asks it. */
    public MenuAnswer<List<MenuAudience>> audiences(ChannelAccountId account) {
        return channels.publisher(account)
                .map(publisher -> publisher.audiences(account))
                .orElseGet(() -> new MenuAnswer.Given<>(List.of()));
    }

    /** What customers see on the button behind a key, as far as that is clear; from memory. */
    public Optional<String> nameOf(String key) {
        return book.name(key);
    }

    /** How often each item of each version was tapped; follows what happens by about a second. */
    public List<MenuClickCount> clicks(ChannelAccountId account) {
        return clicks.counts(account);
    }

    private MenuRules rulesOf(ChannelAccountId account) {
        return rules(account).orElseThrow(() -> new IllegalArgumentException("No such account: " + account));
    }
}
