package io.keshu.domain.conversation;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.CustomerRecall;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.MovableClock;
import io.keshu.domain.ScriptedBot;
import io.keshu.domain.ScriptedChannel;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversion.Carriage;
import io.keshu.domain.hint.InMemoryHintBus;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.lock.InMemorySessionLocks;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.Message;
import io.keshu.domain.store.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Fills stores with what happens between customers and agents, step by step and without threads. The bot is silent. */
public final class Story {

    public static final ChannelAccountId ACCOUNT = new ChannelAccountId(5);
    public static final AgentId AGENT = new AgentId(7);

    public final MovableClock clock = new MovableClock(Instant.parse("2026-05-01T12:00:00Z"));
    private final AtomicLong counter = new AtomicLong();
    public final IdGenerator ids = () -> IdGenerator.lowestAt(now()) + counter.incrementAndGet();
    public final ScriptedBot bot = new ScriptedBot();
    private final Stores stores;
    private final TimelinePlanner planner = new TimelinePlanner(ids, bot);
    private final ConversationCommands commands;
    private final Recalling recalling;

    /** In which form things leave. */
    public volatile Carriage carriage = new Carriage.AsItIs();

    public Story(Stores stores) {
        this.stores = stores;
        ConversationWriter writer =
                new ConversationWriter(stores.conversations(), ids, new InMemoryHintBus(), () -> {});
        ConversationEditor editor = new ConversationEditor(stores.conversations(), new InMemorySessionLocks(), writer);
        commands = new ConversationCommands(editor, stores.conversations(), ids, clock, (content, account) -> carriage);
        recalling = new Recalling(editor, stores.conversations(), stores.timelines(), clock);
    }

    public Instant now() {
        return clock.instant();
    }

    public void pass(Duration time) {
        clock.advance(time);
    }

    /** Makes {@link #ACCOUNT} known, where the account itself matters. */
    public void haveAccount() {
        stores.accounts()
                .insert(new ChannelAccount(ACCOUNT, ScriptedChannel.TYPE, "desk", "服务台", true, Map.of(), Map.of(), 1));
    }

    public static Lane lane(String user) {
        return Lane.of(ACCOUNT, new ExternalUserId(user));
    }

    public WaitingInbound row(String user, String id, InboundContent content) {
        return row(ACCOUNT, user, id, content, "trace");
    }

    public WaitingInbound row(
            ChannelAccountId account, String user, String id, InboundContent content, String traceId) {
        InboundEnvelope envelope = new InboundEnvelope(
                account,
                new ExternalMessageId(id),
                new ExternalUserId(user),
                now().minusSeconds(1),
                content,
                "<xml>" + id + "</xml>");
        return new WaitingInbound(ids.next(), Lane.of(account, envelope.user()), envelope, traceId, now());
    }

    public WaitingInbound text(String user, String id) {
        return row(user, id, new InboundContent.Text("文 " + id));
    }

    /** Accepts texts with these ids. */
    public List<WaitingInbound> accept(String user, String... messageIds) {
        List<WaitingInbound> rows = new ArrayList<>();
        for (String id : messageIds) {
            rows.add(text(user, id));
        }
        stores.inbound().insert(rows);
        return rows;
    }

    /** What would be committed for a customer's waiting rows. */
    public TimelinePlanner.Plan plan(String user) {
        LaneSnapshot snapshot =
                stores.conversations().load(List.of(lane(user)), 1000).get(0);
        return planner.plan(snapshot, snapshot.waiting());
    }

    /** Brings a customer's waiting rows into the timeline. */
    public ConversationId workOff(String user) {
        LaneChange change = plan(user).change();
        stores.conversations().commit(List.of(change), ids.next());
        return change.conversations().get(0).after().id();
    }

    /** Texts with these ids come and are worked off. */
    public ConversationId write(String user, String... messageIds) {
        accept(user, messageIds);
        return workOff(user);
    }

    public ConversationId write(String user, String id, InboundContent content) {
        stores.inbound().insert(List.of(row(user, id, content)));
        return workOff(user);
    }

    /** A text comes with this id, and rule 31 hands the customer over to a group. */
    public ConversationId handOver(String user, String id, AgentGroupRef group) {
        ConversationId conversation = write(user, id);
        Conversation head = head(conversation);
        ConversationDraft draft = ConversationDraft.of(
                head, stores.conversations().find(conversation).orElseThrow().identity());
        draft.firedBy(List.of(31L), "trace-group", now());
        draft.handOver(group, "trace-group", now());
        LaneChangeBuilder change = new LaneChangeBuilder(lane(user));
        draft.writeTo(change, "trace-group");
        stores.conversations().commit(List.of(change.build()), ids.next());
        return conversation;
    }

    /** The agent's answer; its text is its client id. */
    public Message reply(ConversationId conversation, String text) {
        return ((CommandResult.Written) commands.reply(conversation, AGENT, text, text, "trace-reply")).message();
    }

    /** The agent's answer by something else than a text. */
    public Message reply(ConversationId conversation, String clientId, OutboundContent content) {
        return ((CommandResult.Written) commands.reply(conversation, AGENT, clientId, content, "trace-reply"))
                .message();
    }

    /** An agent takes a message back. */
    public CommandResult recall(ConversationId conversation, int number, AgentId agent) {
        return recalling.recall(conversation, number, agent, "trace-recall");
    }

    /** The customer takes a message back. */
    public CustomerRecall.Result recall(String user, String messageId) {
        return recalling.recall(
                new ChannelAddress(ACCOUNT, new ExternalUserId(user)), new ExternalMessageId(messageId));
    }

    /** The agent's answer to another address. */
    public Message reply(ConversationId conversation, String clientId, OutboundContent content, ChannelAddress via) {
        return ((CommandResult.Written) tryReply(conversation, clientId, content, via)).message();
    }

    public CommandResult tryReply(
            ConversationId conversation, String clientId, OutboundContent content, @Nullable ChannelAddress via) {
        return commands.reply(conversation, AGENT, clientId, content, via, "trace-reply");
    }

    /** A text comes to another account. */
    public ConversationId writeTo(ChannelAccountId account, String user, String id) {
        stores.inbound().insert(List.of(row(account, user, id, new InboundContent.Text("文 " + id), "trace")));
        Lane lane = Lane.of(account, new ExternalUserId(user));
        LaneSnapshot snapshot = stores.conversations().load(List.of(lane), 1000).get(0);
        LaneChange change = planner.plan(snapshot, snapshot.waiting()).change();
        stores.conversations().commit(List.of(change), ids.next());
        return change.conversations().get(0).after().id();
    }

    public CommandResult resend(ConversationId conversation, int number) {
        return commands.resend(conversation, number, "trace-resend");
    }

    public void close(ConversationId conversation) {
        commands.close(conversation, AGENT, head(conversation).version(), "trace-close");
    }

    public Conversation head(ConversationId conversation) {
        return stores.conversations().find(conversation).orElseThrow().conversation();
    }

    public Optional<Message> message(ConversationId conversation, int number) {
        return stores.conversations().message(conversation, number);
    }
}
