package io.keshu.domain;

import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.AutoReplies;
import io.keshu.domain.conversation.ConversationCommands;
import io.keshu.domain.conversation.ConversationEditor;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.ConversationQueries.PageRequest;
import io.keshu.domain.conversation.ConversationQueries.Row;
import io.keshu.domain.conversation.ConversationQueries.Shelf;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.conversation.ConversationWriter;
import io.keshu.domain.conversation.FormerConversations;
import io.keshu.domain.conversation.OverdueAnswers;
import io.keshu.domain.conversation.TimelinePlanner;
import io.keshu.domain.conversion.Carriage;
import io.keshu.domain.hint.InMemoryHintBus;
import io.keshu.domain.id.InMemoryNodeNumbers;
import io.keshu.domain.id.LeasedIds;
import io.keshu.domain.inbound.Acceptor;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.inbound.LaneQueue;
import io.keshu.domain.inbound.PassiveReplies;
import io.keshu.domain.inbound.Pipeline;
import io.keshu.domain.lock.InMemorySessionLocks;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.FlatContent;
import io.keshu.domain.message.Message;
import io.keshu.domain.ops.PipelineObserver;
import io.keshu.domain.outbox.DeliveryRecorder;
import io.keshu.domain.outbox.OutboxDispatcher;
import io.keshu.domain.outbox.OutboxStore;
import io.keshu.domain.outbox.ReceiptTaker;
import io.keshu.domain.outbox.RetryBackoff;
import io.keshu.domain.store.InMemoryStores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;

/** What nodes share, in memory: stores, locks, numbers, clock, one account. Nodes are made of it. */
public final class InMemoryHub {

    public static final AgentId AGENT = new AgentId(7);
    public static final ChannelAccountId ACCOUNT = new ChannelAccountId(5);

    public final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T12:00:00Z"));
    public final InMemoryStores stores = new InMemoryStores(clock);
    public final InMemorySessionLocks.Service lockService = new InMemorySessionLocks.Service();
    public final ScriptedBot bot = new ScriptedBot();
    private final InMemoryHintBus.Network network = new InMemoryHintBus.Network();
    private final InMemoryNodeNumbers numbers = new InMemoryNodeNumbers(clock);

    public InMemoryHub() {
        stores.accounts()
                .insert(new ChannelAccount(ACCOUNT, ScriptedChannel.TYPE, "desk", "服务台", true, Map.of(), Map.of(), 1));
    }

    public InboundEnvelope text(String user, String id, String text) {
        return sent(user, id, new InboundContent.Text(text));
    }

    public InboundEnvelope sent(String user, String id, InboundContent content) {
        return new InboundEnvelope(
                ACCOUNT, new ExternalMessageId(id), new ExternalUserId(user), clock.instant(), content, "<raw/>");
    }

    public List<Row> open() {
        return stores.queries()
                .page(new PageRequest(Shelf.OPEN, null, null, null, 200), AGENT)
                .rows();
    }

    public List<Message> timeline(ConversationId id) {
        return stores.queries().messagesFrom(id, 1, 10_000);
    }

    public List<Message> timelineOf(String user) {
        return open().stream()
                .filter(row -> row.identity().address().user().value().equals(user))
                .findFirst()
                .map(row -> timeline(row.conversation().id()))
                .orElse(List.of());
    }

    public List<String> textsOf(String user) {
        return timelineOf(user).stream()
                .map(message -> ContentFlattener.flatten(message.content()))
                .map(FlatContent::text)
                .toList();
    }

    public Node node() {
        return new Node(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());
    }

    /** A node that sees the stores through these; they let tests come between. */
    public Node node(
            UnaryOperator<InboundStore> inbound,
            UnaryOperator<ConversationStore> conversations,
            UnaryOperator<OutboxStore> outbox) {
        return new Node(inbound, conversations, outbox);
    }

    /** One node. Its parts are started by whoever needs them. */
    public final class Node implements AutoCloseable {
        public final ScriptedChannel channel;
        public final LeasedIds ids = new LeasedIds(numbers, "node", clock, System::nanoTime);
        public final LaneQueue lanes = new LaneQueue();
        public final ConversationQueries queries = stores.queries();
        public final DeliveryRecorder recorder;
        public final OutboxDispatcher dispatcher;
        public final ConversationCommands commands;
        public final AutoReplies autoReplies;
        public final OverdueAnswers overdueAnswers;
        public final AccountDirectory accounts;
        public final FormerConversations formerConversations;
        public final Acceptor acceptor;
        public final Pipeline pipeline;
        public final PassiveReplies passiveReplies;
        private final ExecutorService thinkers = Executors.newFixedThreadPool(2);

        private Node(
                UnaryOperator<InboundStore> inboundSeen,
                UnaryOperator<ConversationStore> conversationsSeen,
                UnaryOperator<OutboxStore> outboxSeen) {
            ids.keep();
            InboundStore inbound = inboundSeen.apply(stores.inbound());
            ConversationStore conversations = conversationsSeen.apply(stores.conversations());
            OutboxStore outbox = outboxSeen.apply(stores.outbox());
            channel = new ScriptedChannel();
            accounts = new AccountDirectory(stores.accounts(), ids);
            accounts.refresh();
            InMemoryHintBus hints = new InMemoryHintBus(network);
            InMemorySessionLocks locks = new InMemorySessionLocks(lockService);
            recorder = new DeliveryRecorder(outbox, hints, ids, clock, RetryBackoff.STANDARD, this::wake);
            passiveReplies = new PassiveReplies(bot, outbox, recorder, ids, clock);
            ConversationWriter writer = new ConversationWriter(conversations, ids, hints, this::wake);
            ConversationEditor editor = new ConversationEditor(conversations, locks, writer);
            commands = new ConversationCommands(
                    editor, conversations, ids, clock, (content, account) -> new Carriage.AsItIs());
            autoReplies = new AutoReplies(
                    bot, editor, conversations, passiveReplies, ids, clock, PipelineObserver.NONE, thinkers);
            overdueAnswers = new OverdueAnswers(bot, editor, conversations, ids, clock, PipelineObserver.NONE);
            formerConversations = new FormerConversations(accounts, conversations, editor, clock);
            acceptor = new Acceptor(inbound, ids, lanes, passiveReplies, clock, PipelineObserver.NONE, 2);
            pipeline = new Pipeline(
                    lanes,
                    locks,
                    conversations,
                    inbound,
                    new TimelinePlanner(ids, bot),
                    writer,
                    new ReceiptTaker(stores.receipts(), hints, ids, clock),
                    autoReplies::worked,
                    clock,
                    PipelineObserver.NONE,
                    2);
            dispatcher = new OutboxDispatcher(
                    outbox,
                    accounts,
                    new Channels(List.of(channel)),
                    recorder,
                    ids,
                    clock,
                    PipelineObserver.NONE,
                    Executors.newCachedThreadPool());
        }

        private void wake() {
            dispatcher.wake();
        }

        /** Starts everything. */
        public Node start() {
            recorder.start();
            dispatcher.start();
            acceptor.start();
            pipeline.start();
            return this;
        }

        public Acceptance accept(InboundEnvelope envelope) {
            return acceptor.sink("trace").accept(envelope);
        }

        /** Ends it in order. A part that was never started ends at once. */
        @Override
        public void close() {
            acceptor.close();
            pipeline.close();
            autoReplies.close();
            dispatcher.close();
            recorder.close();
        }
    }
}
