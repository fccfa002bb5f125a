package io.keshu.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.domain.ScriptedChannel;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.CommandResult;
import io.keshu.domain.conversation.ConversationCommands;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.ConversationQueries.PageRequest;
import io.keshu.domain.conversation.ConversationQueries.Row;
import io.keshu.domain.conversation.ConversationQueries.Shelf;
import io.keshu.domain.inbound.Acceptor;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.ops.HubHealth;
import io.keshu.domain.outbox.OutboxStore;
import io.keshu.domain.store.StoreUnavailableException;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedRedis;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.redisson.api.RedissonClient;

/** Two nodes over servers of their own, which are killed and emptied under them. */
class ResilienceTest {

    private static final AgentId AGENT = new AgentId(7);
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    static Path folder;

    private static EmbeddedMariaDb mariaDb;
    private static EmbeddedRedis redis;
    private static int databases;

    private final List<Core> nodes = new ArrayList<>();
    private final ExecutorService customers = Executors.newCachedThreadPool();
    private String url;
    private ChannelAccount account;

    @BeforeAll
    static void start() {
        mariaDb = EmbeddedMariaDb.start(folder.resolve("mariadb"), 0, List.of());
        redis = EmbeddedRedis.start(folder.resolve("redis"), 0);
    }

    @AfterAll
    static void end() {
        redis.close();
        mariaDb.close();
    }

    @BeforeEach
    void haveAnAccount() {
        url = mariaDb.jdbcUrl("resilience_" + ++databases);
        account = node().get(AccountDirectory.class)
                .create(ScriptedChannel.TYPE, "desk", "服务台", true, Map.of(), Map.of());
    }

    @AfterEach
    void stop() {
        customers.shutdownNow();
        if (!mariaDb.isRunning()) {
            mariaDb.restart();
        }
        if (!redis.isRunning()) {
            redis.restart();
        }
        nodes.forEach(Core::close);
    }

    private Core node() {
        Core node = new Core(url, mariaDb, redis);
        nodes.add(node);
        return node;
    }

    private InboundEnvelope text(String user, String id) {
        return new InboundEnvelope(
                account.id(),
                new ExternalMessageId(id),
                new ExternalUserId(user),
                Instant.now(),
                new InboundContent.Text(id),
                "<raw/>");
    }

    private static Acceptance accept(Core node, InboundEnvelope envelope) {
        return node.get(Acceptor.class).sink("trace").accept(envelope);
    }

    private List<Row> open() {
        return nodes.get(0)
                .get(ConversationQueries.class)
                .page(new PageRequest(Shelf.OPEN, null, null, null, 200), AGENT)
                .rows();
    }

    private List<Message> timeline(String user) {
        return open().stream()
                .filter(row -> row.identity().address().user().value().equals(user))
                .findFirst()
                .map(row -> nodes.get(0)
                        .get(ConversationQueries.class)
                        .messagesFrom(row.conversation().id(), 1, 10_000))
                .orElse(List.of());
    }

    private List<String> received(String user) {
        return timeline(user).stream()
                .filter(message -> message.content() instanceof MessageContent.Received)
                .map(message -> message.externalId().value())
                .toList();
    }

    private void awaitWorkedOff() {
        await().atMost(LONG)
                .ignoreExceptions()
                .until(() -> nodes.get(0).get(InboundStore.class).countWaiting() == 0);
    }

    private ConversationId conversation(String user) {
        await().atMost(LONG).until(() -> !timeline(user).isEmpty());
        return timeline(user).get(0).conversation();
    }

    /** What customers were told to be safe, by customer, in the order in which they were told. */
    private final Map<String, List<String>> acknowledged = new ConcurrentHashMap<>();

    /** Each customer writes one message after the other, each until it is acknowledged, at any node. */
    private CompletableFuture<Void> writing(String user, AtomicBoolean enough) {
        return CompletableFuture.runAsync(
                () -> {
                    Random random = new Random(user.hashCode());
                    for (int i = 0; !enough.get(); i++) {
                        String id = user + "-" + i;
                        while (true) {
                            try {
                                accept(nodes.get(random.nextInt(nodes.size())), text(user, id));
                                break;
                            } catch (AcceptFailedException e) {
                                // As a provider does it, which sends again what was not acknowledged.
                                assertThat(e).isNotNull();
                            }
                        }
                        acknowledged
                                .computeIfAbsent(user, unknown -> new CopyOnWriteArrayList<>())
                                .add(id);
                        awaitNextMillisecond();
                    }
                },
                customers);
    }

    /** Nodes tell by the millisecond what came first, and no customer writes twice within one. */
    private static void awaitNextMillisecond() {
        Instant now = Instant.now();
        while (Duration.between(now, Instant.now()).compareTo(Duration.ofMillis(2)) < 0) {
            Thread.onSpinWait();
        }
    }

    private int acknowledgedInAll() {
        return acknowledged.values().stream().mapToInt(List::size).sum();
    }

    private void verifyTimelines() {
        acknowledged.forEach((user, ids) -> {
            assertThat(received(user)).isEqualTo(ids);
            assertThat(timeline(user))
                    .extracting(Message::number)
                    .isEqualTo(IntStream.rangeClosed(1, timeline(user).size())
                            .boxed()
                            .toList());
        });
    }

    @Test
    void without_the_database_accepting_fails_at_once_and_everything_goes_on_by_itself_when_it_is_back() {
        Core node = nodes.get(0);
        accept(node, text("o1", "before"));
        ConversationId conversation = conversation("o1");
        assertThat(node.get(HubHealth.class).canAccept()).isTrue();

        mariaDb.kill();

        // Not because its time ran out, but because the store said so.
        assertThatThrownBy(() -> accept(node, text("o1", "during")))
                .isInstanceOf(AcceptFailedException.class)
                .hasCauseInstanceOf(StoreUnavailableException.class);
        await().atMost(LONG).until(() -> !node.get(HubHealth.class).canAccept());
        assertThatThrownBy(() -> node.get(ConversationCommands.class).reply(conversation, AGENT, "c", "您好", "trace"))
                .isInstanceOf(StoreUnavailableException.class);

        mariaDb.restart();

        await().atMost(LONG)
                .ignoreExceptionsInstanceOf(AcceptFailedException.class)
                .until(() -> accept(node, text("o1", "during")) != null);
        await().atMost(LONG).until(() -> node.get(HubHealth.class).canAccept());
        await().atMost(LONG).until(() -> received("o1").equals(List.of("before", "during")));
        assertThat(node.get(ConversationCommands.class).reply(conversation, AGENT, "c", "您好", "trace"))
                .isInstanceOf(CommandResult.Written.class);
        await().atMost(LONG)
                .until(() -> node.get(ScriptedChannel.class).delivered().equals(List.of("您好")));
    }

    @Test
    void what_was_acknowledged_while_the_database_was_killed_is_there_once_and_in_order() {
        nodes.add(new Core(url, mariaDb, redis));
        AtomicBoolean enough = new AtomicBoolean();
        List<CompletableFuture<Void>> writers =
                IntStream.range(0, 12).mapToObj(i -> writing("o" + i, enough)).toList();
        for (int kill = 0; kill < 2; kill++) {
            int before = acknowledgedInAll();
            await().atMost(LONG).until(() -> acknowledgedInAll() > before + 200);
            mariaDb.kill();
            mariaDb.restart();
        }
        int before = acknowledgedInAll();
        await().atMost(LONG).until(() -> acknowledgedInAll() > before + 200);
        enough.set(true);
        writers.forEach(CompletableFuture::join);

        awaitWorkedOff();
        verifyTimelines();
    }

    @Test
    void messages_go_on_in_order_on_two_nodes_while_redis_is_emptied_killed_and_comes_back() {
        nodes.add(new Core(url, mariaDb, redis));
        AtomicBoolean enough = new AtomicBoolean();
        List<CompletableFuture<Void>> writers =
                IntStream.range(0, 12).mapToObj(i -> writing("o" + i, enough)).toList();
        awaitFurther(200);
        nodes.get(0).get(RedissonClient.class).getKeys().flushall();
        awaitFurther(200);

        redis.kill();
        await().atMost(LONG)
                .until(() -> nodes.stream()
                        .allMatch(node -> node.get(HubHealth.class).degraded()));
        assertThat(nodes.get(0).get(HubHealth.class).canAccept()).isTrue();
        awaitFurther(400);
        redis.restart();

        await().atMost(LONG)
                .until(() -> nodes.stream()
                        .noneMatch(node -> node.get(HubHealth.class).degraded()));
        awaitFurther(200);
        enough.set(true);
        writers.forEach(CompletableFuture::join);
        awaitWorkedOff();
        verifyTimelines();
    }

    private void awaitFurther(int messages) {
        int before = acknowledgedInAll();
        await().atMost(LONG).until(() -> acknowledgedInAll() > before + messages);
    }

    @Test
    void replies_leave_once_and_in_order_while_redis_is_away() {
        Core node = nodes.get(0);
        accept(node, text("o1", "1"));
        ConversationId conversation = conversation("o1");
        redis.kill();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            assertThat(node.get(ConversationCommands.class).reply(conversation, AGENT, "c" + i, "回" + i, "trace"))
                    .isInstanceOf(CommandResult.Written.class);
            expected.add("回" + i);
        }

        await().atMost(LONG)
                .until(() -> node.get(ScriptedChannel.class).delivered().equals(expected));
        await().atMost(LONG)
                .until(() -> timeline("o1").stream()
                        .filter(message -> message.delivery() != null)
                        .allMatch(message -> message.delivery().state() == DeliveryState.ACCEPTED));
    }

    @Test
    void what_is_on_its_way_out_while_the_database_is_killed_leaves_once_or_is_said_to_be_unknown() {
        Core node = nodes.get(0);
        int conversations = 30;
        List<ConversationId> ids = new ArrayList<>();
        for (int i = 0; i < conversations; i++) {
            accept(node, text("o" + i, "" + i));
        }
        for (int i = 0; i < conversations; i++) {
            ids.add(conversation("o" + i));
        }
        for (int i = 0; i < conversations; i++) {
            node.get(ConversationCommands.class).reply(ids.get(i), AGENT, "c", "回" + i, "trace");
        }
        mariaDb.kill();
        mariaDb.restart();

        OutboxStore outbox = node.get(OutboxStore.class);
        await().atMost(LONG).ignoreExceptions().until(() -> outbox.countPending() == 0);
        await().atMost(LONG)
                .until(() -> IntStream.range(0, conversations)
                        .allMatch(i -> timeline("o" + i).stream()
                                .filter(message -> message.delivery() != null)
                                .allMatch(message -> message.delivery().state() != DeliveryState.PENDING)));
        List<String> delivered = node.get(ScriptedChannel.class).delivered();
        assertThat(delivered).doesNotHaveDuplicates();
        for (int i = 0; i < conversations; i++) {
            Message reply = timeline("o" + i).get(1);
            if (reply.delivery().state() == DeliveryState.ACCEPTED) {
                assertThat(delivered).contains("回" + i);
            } else {
                assertThat(reply.delivery().state()).isEqualTo(DeliveryState.UNKNOWN);
            }
        }
    }
}
