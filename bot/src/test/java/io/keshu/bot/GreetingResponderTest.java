package io.keshu.bot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.InMemoryHub;
import io.keshu.domain.autoreply.AutoAnswer;
import io.keshu.domain.autoreply.AutoReplyTask;
import io.keshu.domain.autoreply.AutoResponder;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.Message;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The greeting's bot, alone and in the hub. */
class GreetingResponderTest {

    private static final HikariDataSource DATABASE = new HikariDataSource();
    private static final InboundContent TEXT = new InboundContent.Text("在吗");
    private static final InboundContent SUBSCRIBED = new InboundContent.Subscribed("shop");

    private final Greetings greetings = new Greetings(new GreetingStore(DATABASE));
    private final GreetingResponder responder = new GreetingResponder(greetings);
    private final InMemoryHub hub = new InMemoryHub();
    private final InMemoryHub.Node node = hub.node();

    @BeforeAll
    static void migrate() {
        EmbeddedMariaDb server = EmbeddedServers.shared().mariaDb();
        DATABASE.setJdbcUrl(EmbeddedServers.shared().freshDatabase());
        DATABASE.setUsername(server.username());
        DATABASE.setPassword(server.password());
        Flyway.configure()
                .dataSource(DATABASE)
                .locations("classpath:db/migration")
                .load()
                .migrate();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @BeforeEach
    void begin() {
        greet(true, "您好，马上来");
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private void greet(boolean enabled, String text) {
        assertThat(greetings.save(new Greeting(enabled, text, greetings.get().version())))
                .isInstanceOf(SaveResult.Saved.class);
    }

    private boolean mayAnswer(InboundContent content, int botReplies) {
        return responder.mayAnswer(InMemoryHub.ACCOUNT, content, botReplies);
    }

    private AutoAnswer answer(InboundContent content, boolean asks, int botReplies) {
        return responder.answer(new AutoReplyTask(
                new ConversationId(1),
                new Lane(1),
                InMemoryHub.ACCOUNT,
                1,
                1,
                content,
                asks,
                botReplies,
                hub.clock.instant(),
                "trace"));
    }

    @Test
    void greets_at_the_first_word_and_leaves_the_answer_to_an_agent() {
        assertThat(mayAnswer(TEXT, 0)).isTrue();
        assertThat(answer(TEXT, true, 0)).isEqualTo(new AutoAnswer.Reply(new OutboundContent.Text("您好，马上来"), true));
    }

    @Test
    void greets_whoever_subscribes_without_bothering_an_agent() {
        assertThat(mayAnswer(SUBSCRIBED, 0)).isTrue();
        assertThat(answer(SUBSCRIBED, false, 0))
                .isEqualTo(new AutoAnswer.Reply(new OutboundContent.Text("您好，马上来"), false));
    }

    @Test
    void greets_once() {
        assertThat(mayAnswer(TEXT, 1)).isFalse();
        assertThat(answer(TEXT, true, 1)).isEqualTo(new AutoAnswer.HandOver());
        assertThat(answer(SUBSCRIBED, false, 1)).isEqualTo(new AutoAnswer.Silence());
    }

    @Test
    void says_nothing_to_what_merely_happens_or_when_switched_off() {
        for (InboundContent event : List.of(
                new InboundContent.Unsubscribed(),
                new InboundContent.MenuClick("CLICK", "k"),
                new InboundContent.Entered(Map.of()))) {
            assertThat(mayAnswer(event, 0)).isFalse();
        }
        greet(false, "您好");
        assertThat(mayAnswer(TEXT, 0)).isFalse();
        assertThat(answer(TEXT, true, 0)).isEqualTo(new AutoAnswer.HandOver());
    }

    @Test
    void in_the_hub_a_customer_is_greeted_and_waits_for_an_agent() {
        hub.bot.become(responder);
        node.start();

        node.accept(hub.text("o1", "1", "在吗"));

        await().until(() -> node.channel.delivered().equals(List.of("您好，马上来")));
        node.accept(hub.text("o1", "2", "有人吗"));
        await().until(() -> hub.textsOf("o1").equals(List.of("在吗", "您好，马上来", "有人吗")));
        assertThat(hub.open()).singleElement().satisfies(row -> {
            assertThat(row.conversation().state()).isEqualTo(ConversationState.QUEUED);
            assertThat(row.conversation().waitingSince()).isNotNull();
        });
    }

    @Test
    void in_the_hub_a_greeting_that_comes_after_an_agents_answer_is_not_said() {
        CountDownLatch thinking = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        hub.bot.become(slowly(thinking, go, done));
        node.start();
        node.accept(hub.text("o1", "1", "在吗"));
        await().until(() -> thinking.getCount() == 0);
        ConversationId conversation = hub.open().get(0).conversation().id();

        node.commands.reply(conversation, InMemoryHub.AGENT, "c", "我是小王", "trace");
        go.countDown();

        await().until(() -> done.getCount() == 0);
        // A customer who comes later is greeted: by then the first greeting has been decided about.
        node.accept(hub.text("o2", "2", "在吗"));
        await().until(() -> node.channel.delivered().contains("您好，马上来"));
        assertThat(hub.textsOf("o1")).containsExactly("在吗", "我是小王");
        assertThat(hub.timelineOf("o1"))
                .extracting(Message::author)
                .containsExactly(Author.CUSTOMER, Author.agent(InMemoryHub.AGENT));
    }

    /** The same bot, which answers only when told to. */
    private AutoResponder slowly(CountDownLatch thinking, CountDownLatch go, CountDownLatch done) {
        return new AutoResponder() {
            @Override
            public boolean mayAnswer(ChannelAccountId account, InboundContent content, int botReplies) {
                return responder.mayAnswer(account, content, botReplies);
            }

            @Override
            public AutoAnswer answer(AutoReplyTask task) {
                thinking.countDown();
                await().until(() -> go.getCount() == 0);
                AutoAnswer answer = responder.answer(task);
                done.countDown();
                return answer;
            }
        };
    }
}
