package io.keshu.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.OutboundContent;
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
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.embedded.EmbeddedServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The core on a real MariaDB and a real Redis, from accepting to delivering. */
class SpineTest {

    private static final AgentId AGENT = new AgentId(7);

    private final Core core = new Core();
    private final ScriptedChannel channel = core.get(ScriptedChannel.class);
    private final ConversationQueries queries = core.get(ConversationQueries.class);
    private final ConversationCommands commands = core.get(ConversationCommands.class);
    private ChannelAccount account;

    @BeforeEach
    void haveAnAccount() {
        account = core.get(AccountDirectory.class)
                .create(ScriptedChannel.TYPE, "desk", "服务台", true, Map.of("colour", "青"), Map.of("password", "秘密"));
    }

    @AfterEach
    void stop() {
        core.close();
    }

    private InboundEnvelope text(String user, String id, String text) {
        return new InboundEnvelope(
                account.id(),
                new ExternalMessageId(id),
                new ExternalUserId(user),
                Instant.now(),
                new InboundContent.Text(text),
                "<raw/>");
    }

    private Acceptance accept(InboundEnvelope envelope) {
        return core.get(Acceptor.class).sink("trace").accept(envelope);
    }

    private List<Row> open() {
        return queries.page(new PageRequest(Shelf.OPEN, null, null, null, 200), AGENT)
                .rows();
    }

    private List<Message> timeline(ConversationId id) {
        return queries.messagesFrom(id, 1, 1000);
    }

    private static List<String> texts(List<Message> messages) {
        return messages.stream()
                .filter(message ->
                        ContentFlattener.flatten(message.content()).kind().equals("text"))
                .map(message -> ContentFlattener.flatten(message.content()).text())
                .toList();
    }

    private ConversationId conversationOf(String user) {
        await().until(
                        () -> open().stream(),
                        rows -> rows.anyMatch(
                                row -> row.identity().address().user().value().equals(user)));
        return open().stream()
                .filter(row -> row.identity().address().user().value().equals(user))
                .findFirst()
                .orElseThrow()
                .conversation()
                .id();
    }

    @Test
    void everyMessageIsInItsTimelineOnceInOrderAndWithoutGapsHoweverOftenItComes() throws Exception {
        int users = 40;
        int each = 25;
        ExecutorService phones = Executors.newFixedThreadPool(16);
        List<Callable<Integer>> writing = IntStream.range(0, users)
                .<Callable<Integer>>mapToObj(user -> () -> {
                    int fresh = 0;
                    for (int i = 0; i < each; i++) {
                        InboundEnvelope envelope = text("oAbC" + user, user + "-" + i, "第" + i + "条 😀");
                        for (int time = 0; time < 1 + i % 3; time++) {
                            fresh += accept(envelope).kind() == Acceptance.Kind.NEW ? 1 : 0;
                        }
                    }
                    return fresh;
                })
                .toList();
        int fresh = 0;
        for (Future<Integer> written : phones.invokeAll(writing)) {
            fresh += written.get();
        }
        phones.shutdown();

        assertThat(fresh).isEqualTo(users * each);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> core.get(InboundStore.class).countWaiting(), waiting -> waiting == 0);
        List<String> expected =
                IntStream.range(0, each).mapToObj(i -> "第" + i + "条 😀").toList();
        assertThat(open()).hasSize(users);
        for (Row row : open()) {
            List<Message> messages = timeline(row.conversation().id());
            assertThat(messages.stream().map(Message::number))
                    .isEqualTo(IntStream.rangeClosed(1, messages.size()).boxed().toList());
            assertThat(row.conversation().lastNumber()).isEqualTo(messages.size());
            assertThat(texts(messages)).isEqualTo(expected);
            assertThat(row.unread()).isEqualTo(each);
        }
    }

    @Test
    void openidsThatDifferInCaseOnlyAreTwoCustomers() {
        accept(text("oAbC", "1", "大"));
        accept(text("oabc", "2", "小"));

        assertThat(conversationOf("oAbC")).isNotEqualTo(conversationOf("oabc"));
    }

    @Test
    void repliesLeaveOnceAndInOrderAndSayHowTheyEnded() {
        accept(text("o1", "1", "在吗"));
        ConversationId conversation = conversationOf("o1");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            commands.reply(conversation, AGENT, "client-" + i, "回复" + i, "trace");
            commands.reply(conversation, AGENT, "client-" + i, "回复" + i, "trace");
            expected.add("回复" + i);
        }

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(channel.delivered()).isEqualTo(expected));
        await().untilAsserted(() -> assertThat(timeline(conversation).stream()
                        .filter(message -> message.delivery() != null)
                        .map(message -> message.delivery().state()))
                .hasSize(20)
                .containsOnly(DeliveryState.ACCEPTED));
    }

    @Test
    void whatCouldNotBeSentIsShownWithItsReasonAndCanBeSentAgain() {
        accept(text("o1", "1", "在吗"));
        ConversationId conversation = conversationOf("o1");
        channel.next(new DeliveryResult.Unreachable(
                new DeliveryProblem(DeliveryProblem.Reason.WINDOW_CLOSED, "45015", "out of window")));
        CommandResult.Written written = (CommandResult.Written) commands.reply(conversation, AGENT, "c", "您好", "trace");
        int number = written.message().number();
        await().untilAsserted(() -> {
            var delivery = timeline(conversation).get(number - 1).delivery();
            assertThat(delivery.state()).isEqualTo(DeliveryState.FAILED);
            assertThat(delivery.problem().reason()).isEqualTo(DeliveryProblem.Reason.WINDOW_CLOSED);
            assertThat(delivery.problem().providerCode()).isEqualTo("45015");
        });

        assertThat(commands.resend(conversation, number, "trace")).isInstanceOf(CommandResult.Written.class);

        await().untilAsserted(() -> assertThat(
                        timeline(conversation).get(number - 1).delivery().state())
                .isEqualTo(DeliveryState.ACCEPTED));
        assertThat(commands.resend(conversation, number, "trace")).isInstanceOf(CommandResult.NotResendable.class);
        assertThat(channel.delivered()).containsExactly("您好");
    }

    @Test
    void anUnclearEndIsUnknownAndNotSentAgainByItself() {
        accept(text("o1", "1", "在吗"));
        ConversationId conversation = conversationOf("o1");
        channel.next(new DeliveryResult.Unknown(
                new DeliveryProblem(DeliveryProblem.Reason.NO_CLEAR_ANSWER, "", "timed out")));
        commands.reply(conversation, AGENT, "c1", "一", "trace");
        commands.reply(conversation, AGENT, "c2", "二", "trace");

        await().untilAsserted(() -> assertThat(channel.delivered()).containsExactly("二"));
        assertThat(timeline(conversation).stream()
                        .filter(message -> message.delivery() != null)
                        .map(message -> message.delivery().state())
                        .findFirst())
                .contains(DeliveryState.UNKNOWN);
    }

    @Test
    void aRowThatTheDatabaseRefusesFailsAlone() throws Exception {
        Acceptor acceptor = core.get(Acceptor.class);
        String tooLong = "t".repeat(65);
        ExecutorService callers = Executors.newFixedThreadPool(20);
        List<Callable<Boolean>> calls = IntStream.range(0, 200)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    try {
                        return acceptor.sink(i % 10 == 0 ? tooLong : "trace")
                                        .accept(text("o" + i, "m" + i, "一"))
                                        .kind()
                                == Acceptance.Kind.NEW;
                    } catch (AcceptFailedException e) {
                        return false;
                    }
                })
                .toList();
        List<Boolean> stored = new ArrayList<>();
        for (Future<Boolean> call : callers.invokeAll(calls)) {
            stored.add(call.get());
        }
        callers.shutdown();

        assertThat(stored)
                .isEqualTo(IntStream.range(0, 200).mapToObj(i -> i % 10 != 0).toList());
        await().until(() -> open().size(), size -> size == 180);
    }

    @Test
    void messagesGoOnWhileRedisIsAwayAndAfterwards() {
        EmbeddedServers.shared().redis().kill();
        try {
            accept(text("o1", "1", "没有 Redis"));
            assertThat(texts(timeline(conversationOf("o1")))).containsExactly("没有 Redis");
        } finally {
            EmbeddedServers.shared().redis().restart();
        }
        accept(text("o2", "2", "又有了"));
        assertThat(texts(timeline(conversationOf("o2")))).containsExactly("又有了");
    }

    @Test
    void secretsAreEncryptedInTheDatabaseAndReadableThroughTheDirectory() {
        String stored = core.text("SELECT secrets FROM channel_account");

        assertThat(stored).doesNotContain("秘密").doesNotContain("password");
        AccountDirectory directory = core.get(AccountDirectory.class);
        directory.refresh();
        assertThat(directory.find(ScriptedChannel.TYPE, "desk").orElseThrow().secret("password"))
                .contains("秘密");
    }

    @Test
    void listsComeInPagesWhoWaitsLongestFirst() {
        for (int i = 0; i < 7; i++) {
            accept(text("o" + i, "m" + i, "第" + i));
            ConversationId unused = conversationOf("o" + i);
        }
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            ConversationQueries.Page page =
                    queries.page(new PageRequest(Shelf.QUEUE, new ChannelType("scripted"), "第", cursor, 3), AGENT);
            seen.addAll(page.rows().stream()
                    .map(row -> row.identity().address().user().value())
                    .toList());
            cursor = page.next();
        } while (cursor != null);

        assertThat(seen).isEqualTo(IntStream.range(0, 7).mapToObj(i -> "o" + i).collect(Collectors.toList()));
    }

    @Test
    void whatAnAgentHasReadIsNoLongerUnread() {
        accept(text("o1", "1", "一"));
        accept(text("o1", "2", "二"));
        ConversationId conversation = conversationOf("o1");
        await().until(() -> queries.row(conversation, AGENT).orElseThrow().unread(), unread -> unread == 2);
        int first = timeline(conversation).stream()
                .filter(message -> texts(List.of(message)).contains("一"))
                .findFirst()
                .orElseThrow()
                .number();

        queries.markRead(AGENT, conversation, first);
        assertThat(queries.row(conversation, AGENT).orElseThrow().unread()).isEqualTo(1);
        queries.markRead(AGENT, conversation, 1000);
        queries.markRead(AGENT, conversation, first);

        assertThat(queries.row(conversation, AGENT).orElseThrow().unread()).isZero();
        assertThat(queries.row(conversation, new AgentId(8)).orElseThrow().unread())
                .isEqualTo(2);
    }

    @Test
    void sendingTheContentItselfIsWhatTheChannelGets() {
        accept(text("o1", "1", "在吗"));
        String words = UUID.randomUUID() + " 😀 “引号” \\ % _ '";
        commands.reply(conversationOf("o1"), AGENT, "c", words, "trace");

        await().untilAsserted(() -> assertThat(channel.contents()).containsExactly(new OutboundContent.Text(words)));
    }
}
