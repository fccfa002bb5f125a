package io.keshu.console;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.keshu.bot.AutoReplyRules;
import io.keshu.bot.audience.Audience;
import io.keshu.bot.menu.Menus;
import io.keshu.bot.scene.SceneCodeBook;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.account.AccountChange;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.ChannelAccountStore;
import io.keshu.domain.account.Channels;
import io.keshu.domain.account.FormerAccount;
import io.keshu.domain.account.TemplateDirectory;
import io.keshu.domain.agent.Agent;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.conversation.ConversationCommands;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.conversation.Recalling;
import io.keshu.domain.conversion.Conversion;
import io.keshu.domain.conversion.HubAddress;
import io.keshu.domain.conversion.SignedMediaLinks;
import io.keshu.domain.customer.CustomerContacts;
import io.keshu.domain.fact.FactDispatcher;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.inbound.Acceptor;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.inbound.SetAsideStore;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.media.MediaKeeper;
import io.keshu.domain.media.MediaLibrary;
import io.keshu.domain.media.PlainInspector;
import io.keshu.domain.ops.HubHealth;
import io.keshu.domain.reply.ReplyAllowances;
import io.keshu.domain.reply.ReplyWays;
import io.keshu.domain.reply.TemplateConsents;
import io.keshu.domain.signal.CustomerSignals;
import io.keshu.domain.signal.InMemorySignalBus;
import io.keshu.domain.store.InMemoryConsentLedger;
import io.keshu.domain.store.InMemoryStores;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.timeline.TimelineQueries;
import io.keshu.stats.AccountActivity;
import io.keshu.stats.MessageStats;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The core's beans without its stores, so that the console's own edges are tested alone and every failure can be had. */
@TestConfiguration(proxyBeanMethods = false)
public class FakeCore {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    IdGenerator ids() {
        return new AtomicLong(1000)::incrementAndGet;
    }

    @Bean
    FakeChannel fakeChannel() {
        return new FakeChannel();
    }

    @Bean
    Channels channels(FakeChannel channel) {
        return new Channels(List.of(channel));
    }

    @Bean
    ChannelAccountStore accountStore(InMemoryStores stores) {
        return new Accounts(stores.accounts());
    }

    @Bean
    AccountDirectory accounts(ChannelAccountStore store, IdGenerator ids) {
        return new AccountDirectory(store, ids);
    }

    @Bean
    ConversationStore conversationStore(InMemoryStores stores) {
        return stores.conversations();
    }

    @Bean
    Agents agents() {
        return new Agents();
    }

    @Bean
    LocalHints hints() {
        return new LocalHints();
    }

    @Bean
    ConversationQueries queries() {
        return mock(ConversationQueries.class);
    }

    @Bean
    ReplyAllowances allowances(AccountDirectory accounts, Channels channels, ConversationQueries queries, Clock clock) {
        return new ReplyAllowances(accounts, channels, queries, clock);
    }

    @Bean
    SignedMediaLinks mediaLinks(HubAddress hub, Clock clock) {
        return new SignedMediaLinks(new byte[32], hub, Duration.ofDays(7), 5_000, clock);
    }

    @Bean
    Conversion conversion(AccountDirectory accounts, Channels channels, MediaLibrary library, SignedMediaLinks links) {
        return new Conversion(accounts, channels, library, links);
    }

    @Bean
    CustomerContacts contacts(InMemoryStores stores) {
        return stores.contacts();
    }

    @Bean
    ReplyWays replyWays(
            AccountDirectory accounts, Channels channels, ConversationQueries queries, CustomerContacts contacts) {
        return new ReplyWays(accounts, channels, queries, contacts);
    }

    @Bean
    TemplateConsents consents(AccountDirectory accounts, Channels channels, ConversationQueries queries) {
        return new TemplateConsents(new InMemoryConsentLedger(), accounts, channels, queries);
    }

    @Bean
    TemplateDirectory templates(AccountDirectory accounts, Channels channels, Clock clock) {
        return new TemplateDirectory(accounts, channels, clock);
    }

    @Bean
    ConversationCommands commands() {
        return mock(ConversationCommands.class);
    }

    @Bean
    InMemoryStores stores() {
        return new InMemoryStores();
    }

    @Bean
    AgentGroupStore groups(InMemoryStores stores) {
        return stores.groups();
    }

    @Bean
    MediaItems mediaItems(InMemoryStores stores) {
        return stores.media();
    }

    @Bean
    SetAsideStore setAside(InMemoryStores stores) {
        return stores.setAside();
    }

    @Bean
    MediaLibrary mediaLibrary(InMemoryStores stores, IdGenerator ids, Clock clock) {
        return new MediaLibrary(
                stores.media(), stores.blobs(), new MediaKeeper(stores.blobs(), new PlainInspector()), ids, clock);
    }

    @Bean
    TimelineQueries timelines(InMemoryStores stores) {
        return stores.timelines();
    }

    @Bean
    InMemorySignalBus signals() {
        return new InMemorySignalBus();
    }

    @Bean
    CustomerSignals customerSignals(
            TimelineQueries timelines, InMemorySignalBus bus, AccountDirectory accounts, Channels channels) {
        return new CustomerSignals(timelines, bus, accounts, channels::find, Runnable::run);
    }

    @Bean
    Recalling recalling() {
        return mock(Recalling.class);
    }

    @Bean
    AutoReplyRules rules() {
        return mock(AutoReplyRules.class);
    }

    @Bean
    Menus menus() {
        return mock(Menus.class);
    }

    @Bean
    Audience audience() {
        return mock(Audience.class);
    }

    @Bean
    SceneCodeBook sceneCodes() {
        return mock(SceneCodeBook.class);
    }

    @Bean
    AccountActivity activity() {
        AccountActivity activity = mock(AccountActivity.class);
        when(activity.name()).thenReturn(AccountActivity.NAME);
        when(activity.of(any())).thenReturn(AccountActivity.Latest.NONE);
        return activity;
    }

    @Bean
    InboundStore inbound(InMemoryStores stores) {
        return stores.inbound();
    }

    @Bean
    MessageStats stats() {
        return mock(MessageStats.class);
    }

    @Bean
    Acceptor acceptor() {
        Acceptor acceptor = mock(Acceptor.class);
        when(acceptor.sink(anyString())).thenReturn(envelope -> {
            throw new IllegalStateException("No test hands in through the sink");
        });
        return acceptor;
    }

    @Bean
    HubHealth health() {
        HubHealth health = mock(HubHealth.class);
        when(health.canAccept()).thenReturn(true);
        when(health.depths()).thenReturn(new HubHealth.Depths(0, 0, 0, 0, 0, null, Map.of()));
        return health;
    }

    @Bean
    FactDispatcher facts() {
        FactDispatcher facts = mock(FactDispatcher.class);
        when(facts.rebuild(any())).thenReturn(0L);
        return facts;
    }

    /** Agents in memory. */
    public static final class Agents implements AgentStore {
        private final Map<String, Agent> byName = new ConcurrentHashMap<>();

        @Override
        public Optional<Agent> find(String username) {
            return Optional.ofNullable(byName.get(username.toLowerCase(Locale.ROOT)));
        }

        @Override
        public Optional<Agent> find(AgentId id) {
            return byName.values().stream()
                    .filter(agent -> agent.id().equals(id))
                    .findFirst();
        }

        @Override
        public Map<AgentId, String> displayNames(Collection<AgentId> ids) {
            return byName.values().stream()
                    .filter(agent -> ids.contains(agent.id()))
                    .collect(Collectors.toMap(Agent::id, Agent::displayName));
        }

        @Override
        public boolean any() {
            return !byName.isEmpty();
        }

        @Override
        public void insert(Agent agent) {
            if (byName.putIfAbsent(agent.username().toLowerCase(Locale.ROOT), agent) != null) {
                throw new KeyTakenException("agent " + agent.username());
            }
        }
    }

    /** Hints within the process. */
    public static final class LocalHints implements HintBus {
        private final List<Consumer<List<Hint>>> listeners = new CopyOnWriteArrayList<>();

        @Override
        public void publish(Collection<Hint> hints) {
            listeners.forEach(listener -> listener.accept(List.copyOf(hints)));
        }

        @Override
        public Subscription subscribe(Consumer<List<Hint>> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }

    /** What the keys of accounts begin with whose secrets nobody can read. */
    public static final String LOST = "lost-";

    /** In memory; secrets of some can't be read as long as they were not entered again. */
    private static final class Accounts implements ChannelAccountStore {

        private static ChannelAccount unreadable(ChannelAccount account) {
            return new ChannelAccount(
                    account.id(),
                    account.type(),
                    account.key(),
                    account.name(),
                    false,
                    account.settings(),
                    Map.of(),
                    account.version(),
                    false);
        }

        private final ChannelAccountStore stored;

        Accounts(ChannelAccountStore stored) {
            this.stored = stored;
        }

        @Override
        public List<ChannelAccount> all() {
            return stored.all();
        }

        @Override
        public List<FormerAccount> former() {
            return stored.former();
        }

        @Override
        public void insert(ChannelAccount account, AgentId by) {
            stored.insert(account.key().startsWith(LOST) ? unreadable(account) : account, by);
        }

        @Override
        public void update(ChannelAccount account, AgentId by) {
            stored.update(account, by);
        }

        @Override
        public void delete(ChannelAccountId id, long version, AgentId by) {
            stored.delete(id, version, by);
        }

        @Override
        public List<AccountChange> changes(ChannelAccountId of, AccountChange.Position after, int limit) {
            return stored.changes(of, after, limit);
        }

        @Override
        public Optional<AccountChange> lastChange(ChannelAccountId id) {
            return stored.lastChange(id);
        }

        @Override
        public long revision() {
            return stored.revision();
        }
    }
}
