package io.keshu.infra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.ScriptedChannel;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.CommandResult;
import io.keshu.domain.conversation.ConversationCommands;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.erasure.ErasureStore;
import io.keshu.domain.inbound.Acceptor;
import io.keshu.domain.inbound.InboundStore;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Erasure on a real MariaDB: afterwards every text column of every table is searched for what the customer left behind. */
class ErasureTest {

    private static final String USER = "oUsrXyZ7LeavesUs";
    private static final AgentId AGENT = new AgentId(7);

    private final Core core = new Core();
    private final ScriptedChannel channel = core.get(ScriptedChannel.class);
    private final JdbcClient jdbc = core.get(JdbcClient.class);
    private ChannelAccount account;

    @BeforeEach
    void haveAnAccount() {
        account =
                core.get(AccountDirectory.class).create(ScriptedChannel.TYPE, "desk", "服务台", true, Map.of(), Map.of());
    }

    @AfterEach
    void stop() {
        core.close();
    }

    private void accept(String user, String id, InboundContent content) {
        var unused = core.get(Acceptor.class)
                .sink("trace")
                .accept(new InboundEnvelope(
                        account.id(),
                        new ExternalMessageId(id),
                        new ExternalUserId(user),
                        Instant.now(),
                        content,
                        "<xml>" + user + "</xml>"));
    }

    private void workedOff() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> core.get(InboundStore.class).countWaiting(), waiting -> waiting == 0);
    }

    private void erased() {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> core.get(ErasureStore.class).countWaiting(), waiting -> waiting == 0);
    }

    private ConversationId conversation() {
        return new ConversationId(
                jdbc.sql("SELECT MAX(id) FROM conversation").query(Long.class).single());
    }

    /** Where any of these words still stands, as table.column. */
    private Set<String> places(String... words) {
        record Column(String table, String name) {}
        List<Column> columns = jdbc.sql(
                        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                                + " AND data_type IN ('char', 'varchar', 'text', 'mediumtext', 'longtext', 'tinytext',"
                                + " 'binary', 'varbinary', 'blob', 'mediumblob', 'longblob', 'json')")
                .query((row, index) -> new Column(row.getString(1), row.getString(2)))
                .list();
        assertThat(columns).hasSizeGreaterThan(40);
        Set<String> found = new java.util.TreeSet<>();
        for (Column column : columns) {
            for (String word : words) {
                long hits = jdbc.sql("SELECT COUNT(*) FROM " + column.table + " WHERE LOCATE(?, CONVERT(" + column.name
                                + " USING utf8mb4)) > 0")
                        .param(word)
                        .query(Long.class)
                        .single();
                if (hits > 0) {
                    found.add(column.table + "." + column.name);
                }
            }
        }
        return found;
    }

    /** Two pictures of the conversation, the second of which is shown elsewhere too. */
    private void haveMedia(ConversationId conversation, String own, String shared) {
        for (String blob : List.of(own, shared)) {
            int stored = jdbc.sql("INSERT INTO media_blob (sha256, size, used_at) VALUES (?, 3, '2026-01-01')")
                            .param(blob)
                            .update()
                    + jdbc.sql("INSERT INTO media_piece (sha256, ordinal, bytes) VALUES (?, 0, 'abc')")
                            .param(blob)
                            .update();
            assertThat(stored).isEqualTo(2);
        }
        String media =
                "INSERT INTO media (id, kind, state, account_id, conversation_id, number, created_at, trace_id, attempts,"
                        + " size, sha256, file_name, width, height, thumbnail_size) VALUES (?, 0, 1, 1, ?, ?, '2026-01-01', 't', 1, 3,"
                        + " ?, '李雷.jpg', 1, 1, 0)";
        int added = jdbc.sql(media).params(1, conversation.value(), 101, own).update()
                + jdbc.sql(media).params(2, conversation.value(), 102, shared).update()
                + jdbc.sql(media.replace("李雷", "别人")).params(3, 1, 1, shared).update();
        assertThat(added).isEqualTo(3);
    }

    /** What an agent uploaded and sent, and what answered a message in the provider's own call. */
    private void haveAnswers(ConversationId conversation) {
        String blob = "c".repeat(64);
        int added = jdbc.sql("INSERT INTO media_blob (sha256, size, used_at) VALUES (?, 3, '2026-01-01')")
                        .param(blob)
                        .update()
                + jdbc.sql("INSERT INTO media_piece (sha256, ordinal, bytes) VALUES (?, 0, '李雷')")
                        .param(blob)
                        .update()
                + jdbc.sql(
                                "INSERT INTO media (id, kind, state, created_at, trace_id, attempts, size, sha256, file_name,"
                                        + " width, height, thumbnail_size) VALUES (4, 3, 1, '2026-01-01', 't', 0, 3, ?, '李雷的合同.pdf', 0, 0, 0)")
                        .param(blob)
                        .update()
                + jdbc.sql(
                                "INSERT INTO passive_reply (inbound_id, outbox_id, conversation_id, number, sequence, account_id,"
                                        + " user_id, kind, text, trace_id, attempts, created_at, due_at, hold_until)"
                                        + " SELECT inbound_id, 1, ?, 2, 1, account_id, ?, 'text', '李雷您好', 't', 1, NOW(6), NOW(6), NOW(6)"
                                        + " FROM inbound_key WHERE external_id = 'm2'")
                        .params(conversation.value(), USER)
                        .update();
        assertThat(added).isEqualTo(4);
        CommandResult sent = core.get(ConversationCommands.class)
                .reply(conversation, AGENT, "client-2", new OutboundContent.File(new MediaId(4)), "trace");
        assertThat(sent).isInstanceOf(CommandResult.Written.class);
    }

    @Test
    void nothingIsLeftOfACustomerWhoUnsubscribedButWhatHappened() {
        accept(USER, "evt:" + USER + "|1|subscribe", new InboundContent.Subscribed("door"));
        accept(USER, "m2", new InboundContent.Text("我叫李雷，电话 13800001111"));
        accept(USER, "m3", new InboundContent.Location(22.54, 113.93, 16, "南山区科苑路"));
        accept(USER, "m4", new InboundContent.Unsupported("odd", Map.of("FromUserName", USER)));
        workedOff();
        ConversationId conversation = conversation();
        channel.next(new DeliveryResult.Unreachable(
                new DeliveryProblem(DeliveryProblem.Reason.UNKNOWN_CUSTOMER, "40003", "invalid openid " + USER)));
        core.get(ConversationCommands.class).reply(conversation, AGENT, "client-1", "李雷您好", "trace");
        await().until(() -> places("invalid openid"), found -> found.contains("message.delivery_detail"));
        int written = jdbc.sql("UPDATE customer SET name = '李雷'").update()
                + jdbc.sql(
                                "INSERT INTO inbound_set_aside (id, lane, account_id, external_id, user_id, sent_at, received_at, kind,"
                                        + " text, raw, trace_id, reason) VALUES (1, 1, ?, 'x', ?, NOW(6), NOW(6), 'text', '李雷',"
                                        + " '李雷', 't', 'r')")
                        .params(account.id().value(), USER)
                        .update()
                + jdbc.sql(
                                "INSERT INTO template_consent (conversation_id, number, template_id, identity_id, effect, at)"
                                        + " SELECT id, 1, 'T1', identity_id, 'GIVEN', NOW(6) FROM conversation")
                        .update();
        assertThat(written).isEqualTo(3);
        haveMedia(conversation, "a".repeat(64), "b".repeat(64));
        haveAnswers(conversation);
        assertThat(places(USER, "李雷"))
                .contains(
                        "identity.user_id",
                        "inbound_key.external_id",
                        "message.text",
                        "message.fields",
                        "outbox.user_id",
                        "passive_reply.text",
                        "media.file_name",
                        "media_piece.bytes",
                        "customer.name",
                        "inbound_set_aside.raw");
        long facts = jdbc.sql("SELECT COUNT(*) FROM fact").query(Long.class).single();

        accept(USER, "m5", new InboundContent.Unsubscribed());
        workedOff();
        erased();

        assertThat(places(USER, "李雷", "13800001111", "科苑路", "113.93")).isEmpty();
        assertThat(jdbc.sql("SELECT sha256 FROM media_blob").query(String.class).list())
                .as("what something else shows stays")
                .containsExactly("b".repeat(64));
        assertThat(jdbc.sql("SELECT DISTINCT sha256 FROM media_piece")
                        .query(String.class)
                        .list())
                .containsExactly("b".repeat(64));
        assertThat(jdbc.sql("SELECT kind FROM message WHERE conversation_id = ? ORDER BY number")
                        .param(conversation.value())
                        .query(String.class)
                        .list())
                .containsExactly(
                        "erased",
                        "erased",
                        "erased",
                        "erased",
                        "erased",
                        "erased",
                        "unsubscribed",
                        "closed",
                        "data-erased");
        assertThat(jdbc.sql("SELECT COUNT(*) FROM fact").query(Long.class).single())
                .isGreaterThan(facts);
        assertThat(jdbc.sql("SELECT first_seen_at IS NOT NULL FROM customer")
                        .query(Boolean.class)
                        .list())
                .containsExactly(true);
        assertThat(jdbc.sql("SELECT COUNT(*) FROM template_consent")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void bytesThatWereStoredJustNowGoAsSoonAsNobodyCanBeAboutToShowThem() {
        accept(USER, "m1", new InboundContent.Text("看图"));
        workedOff();
        haveMedia(conversation(), "a".repeat(64), "b".repeat(64));
        String mark = "UPDATE media_blob SET used_at = ? WHERE sha256 = ?";
        assertThat(jdbc.sql(mark)
                        .params(LocalDateTime.now(ZoneOffset.UTC), "a".repeat(64))
                        .update())
                .isEqualTo(1);
        accept(USER, "m2", new InboundContent.Unsubscribed());
        workedOff();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> jdbc.sql("SELECT sha256 FROM erasure_blob")
                        .query(String.class)
                        .list()
                        .equals(List.of("a".repeat(64))));
        assertThat(places("李雷")).isEmpty();

        assertThat(jdbc.sql(mark)
                        .params(LocalDateTime.parse("2026-01-01T00:00:00"), "a".repeat(64))
                        .update())
                .isEqualTo(1);
        await().atMost(Duration.ofSeconds(30)).until(() -> {
            int due = jdbc.sql("UPDATE erasure SET due_at = '2026-01-01' WHERE due_at IS NOT NULL")
                    .update();
            return due == 0;
        });

        assertThat(jdbc.sql("SELECT sha256 FROM media_blob").query(String.class).list())
                .containsExactly("b".repeat(64));
        assertThat(jdbc.sql("SELECT COUNT(*) FROM erasure_blob")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void whateverArrivesWhileErasingBelongsToSomebodyNewOrIsErasedToo() throws Exception {
        int people = 12;
        ExecutorService phones = Executors.newFixedThreadPool(people);
        List<Callable<Boolean>> lives = new ArrayList<>();
        for (int person = 0; person < people; person++) {
            String user = USER + person;
            boolean comesBack = person % 2 == 0;
            lives.add(() -> {
                for (int i = 0; i < 20; i++) {
                    accept(user, user + "-" + i, new InboundContent.Text("秘密 " + user));
                }
                accept(user, user + "-bye", new InboundContent.Unsubscribed());
                if (comesBack) {
                    accept(user, user + "-again", new InboundContent.Subscribed(null));
                }
                for (int i = 0; i < 5; i++) {
                    accept(user, user + "-after-" + i, new InboundContent.Text("后来 " + user));
                }
                return true;
            });
        }
        for (Future<Boolean> life : phones.invokeAll(lives)) {
            assertThat(life.get()).isTrue();
        }
        phones.shutdown();
        workedOff();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(core.get(ErasureStore.class).countWaiting()).isZero();
            assertThat(places("秘密")).isEmpty();
            assertThat(jdbc.sql("SELECT COUNT(*) FROM message WHERE text LIKE '后来%'")
                            .query(Long.class)
                            .single())
                    .isEqualTo(30L);
        });
        for (int person = 0; person < people; person++) {
            long known = jdbc.sql("SELECT COUNT(*) FROM identity WHERE user_id = ?")
                    .param(USER + person)
                    .query(Long.class)
                    .single();
            assertThat(known).isEqualTo(person % 2 == 0 ? 1 : 0);
        }
    }
}
