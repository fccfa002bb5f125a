package io.keshu.domain.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.CustomerRecall;
import io.keshu.channels.api.CustomerTimeline.Content;
import io.keshu.channels.api.CustomerTimeline.Entry;
import io.keshu.channels.api.CustomerTimeline.Page;
import io.keshu.channels.api.CustomerTimeline.Writer;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.CommandResult;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.hint.InMemoryHintBus;
import io.keshu.domain.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What customers are shown of their conversations, on every store. */
public abstract class CustomerTimelineContract {

    private static final ChannelAddress VISITOR = new ChannelAddress(Story.ACCOUNT, new ExternalUserId("v1"));
    private static final int MANY = 100;

    private Stores stores;
    private Story story;
    private CustomerTimelines timelines;
    private final InMemoryHintBus hints = new InMemoryHintBus();

    protected abstract Stores emptyStores();

    @BeforeEach
    void open() {
        stores = emptyStores();
        story = new Story(stores);
        timelines = new CustomerTimelines(
                stores.timelines(), stores.queries(), new TimelineEntries(stores.agents(), stores.media()), hints);
    }

    private static String said(Entry entry) {
        if (entry.content() instanceof Content.Received received
                && received.content() instanceof InboundContent.Text text) {
            return text.text();
        } else if (entry.content() instanceof Content.Sent sent
                && sent.content() instanceof OutboundContent.Text text) {
            return text.text();
        }
        return entry.content().getClass().getSimpleName();
    }

    private static List<String> said(Page page) {
        return page.entries().stream().map(CustomerTimelineContract::said).toList();
    }

    private ConversationId twoConversations() {
        ConversationId first = story.write("v1", "a", "b");
        story.reply(first, "您好");
        story.close(first);
        story.pass(Duration.ofSeconds(1));
        return story.write("v1", "c");
    }

    @Test
    void a_customer_without_conversations_has_an_empty_page() {
        Page page = timelines.after(VISITOR, null, MANY);
        assertThat(page.entries()).isEmpty();
        assertThat(page.cursor()).isNull();
        assertThat(page.older()).isFalse();
    }

    @Test
    void all_conversations_are_one_timeline_in_order() {
        twoConversations();
        story.write("v2", "x");

        Page page = timelines.after(VISITOR, null, MANY);

        assertThat(said(page)).containsExactly("文 a", "文 b", "您好", "Closed", "文 c");
        assertThat(page.entries()).extracting(Entry::writer).contains(Writer.CUSTOMER, Writer.AGENT);
        assertThat(page.entries().get(0).id()).isEqualTo(new ExternalMessageId("a"));
        assertThat(page.older()).isFalse();
        assertThat(timelines.after(VISITOR, page.cursor(), MANY).entries()).isEmpty();
    }

    @Test
    void going_on_from_page_to_page_misses_nothing_and_shows_nothing_twice() {
        ConversationId second = twoConversations();
        Page newest = timelines.after(VISITOR, null, 2);
        assertThat(said(newest)).containsExactly("Closed", "文 c");
        assertThat(newest.older()).isTrue();

        List<String> back = new ArrayList<>(said(newest));
        Page page = newest;
        while (page.older()) {
            page = timelines.before(VISITOR, page.entries().get(0).cursor(), 2);
            back.addAll(0, said(page));
        }
        assertThat(back).containsExactly("文 a", "文 b", "您好", "Closed", "文 c");

        story.reply(second, "再见");
        story.write("v1", "d");
        Page first = timelines.after(VISITOR, page.entries().get(0).cursor(), 3);
        assertThat(said(first)).containsExactly("文 b", "您好", "Closed");
        assertThat(first.more()).isTrue();
        Page rest = timelines.after(VISITOR, first.cursor(), 3);
        assertThat(said(rest)).containsExactly("文 c", "再见", "文 d");
        assertThat(rest.more()).isFalse();
    }

    @Test
    void what_is_none_of_hers_is_not_found() {
        ConversationId hers = story.write("v1", "a");
        ConversationId others = story.write("v2", "b");
        String foreign = new TimelineCursor(others, 1).toString();
        assertThat(timelines.find(VISITOR, foreign)).isEmpty();
        assertThat(timelines.find(VISITOR, new TimelineCursor(hers, 1).toString()))
                .isPresent();
        assertThat(stores.timelines().markRead(VISITOR, new TimelineCursor(others, 1)))
                .isEmpty();
        assertThat(timelines.after(VISITOR, foreign, MANY).entries())
                .allSatisfy(entry -> assertThat(entry.key()).startsWith(hers.value() + "."));
    }

    @Test
    void a_cursor_that_is_none_is_refused() {
        assertThatThrownBy(() -> timelines.after(VISITOR, "1;2", MANY)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reading_is_remembered_on_both_sides_and_never_goes_back() {
        ConversationId id = story.write("v1", "a", "b");
        story.reply(id, "一");
        story.reply(id, "二");
        assertThat(stores.timelines().markRead(VISITOR, new TimelineCursor(id, 3)))
                .contains(3);
        assertThat(stores.timelines().markRead(VISITOR, new TimelineCursor(id, 2)))
                .contains(3);
        assertThat(stores.timelines().markRead(VISITOR, new TimelineCursor(id, 3)))
                .contains(3);
        assertThat(stores.timelines().readByCustomer(id)).isEqualTo(3);
        stores.queries().markRead(Story.AGENT, id, 1);

        Page page = timelines.after(VISITOR, null, MANY);

        assertThat(page.entries()).extracting(Entry::read).containsExactly(true, false, true, false);
        assertThat(page.agentsRead()).isEqualTo(new TimelineCursor(id, 1).toString());
        assertThat(stores.timelines().markRead(VISITOR, new TimelineCursor(id, 99)))
                .contains(4);
    }

    @Test
    void what_went_to_another_address_is_not_shown_here() {
        ConversationId id = story.write("v1", "a");
        ChannelAddress left = new ChannelAddress(Story.ACCOUNT, new ExternalUserId("left-in-a-form@example.com"));
        story.reply(id, "c1", new OutboundContent.Text("给留下的地址"), left);
        story.reply(id, "您好");

        Page page = timelines.after(VISITOR, null, MANY);

        assertThat(said(page)).containsExactly("文 a", "您好");
        assertThat(timelines.find(VISITOR, new TimelineCursor(id, 2).toString()))
                .isEmpty();
    }

    @Test
    void a_customer_is_called_what_the_company_calls_her_once_she_is_known() {
        assertThat(timelines.named(VISITOR, "王芳")).isFalse();
        ConversationId id = story.write("v1", "a");
        List<Hint> told = new ArrayList<>();
        HintBus.Subscription subscription = hints.subscribe(told::addAll);
        assertThat(timelines.named(VISITOR, "王芳")).isTrue();
        subscription.close();
        assertThat(told).extracting(Hint::conversation).containsExactly(id);
        assertThat(timelines.named(VISITOR, "王芳")).isTrue();
        assertThat(stores.queries()
                        .row(id, Story.AGENT)
                        .orElseThrow()
                        .customer()
                        .name())
                .isEqualTo("王芳");
        assertThat(timelines.named(VISITOR, "芳".repeat(300))).isTrue();
    }

    @Test
    void what_a_customer_takes_back_is_told_to_nobody() {
        ConversationId id = story.write("v1", "a", "b");
        Page before = timelines.after(VISITOR, null, MANY);

        assertThat(story.recall("v1", "a")).isEqualTo(CustomerRecall.Result.RECALLED);

        assertThat(said(timelines.after(VISITOR, null, MANY))).containsExactly("Recalled", "文 b");
        Page news = timelines.after(VISITOR, Objects.requireNonNull(before.cursor()), MANY);
        assertThat(news.entries()).isEmpty();
        assertThat(news.cursor()).isEqualTo(new TimelineCursor(id, 3).toString());
        assertThat(news.changed()).singleElement().satisfies(entry -> {
            assertThat(entry.key()).isEqualTo(before.entries().get(0).key());
            assertThat(entry.content()).isInstanceOf(Content.Recalled.class);
        });
        assertThat(story.message(id, 1).orElseThrow().recalled()).isTrue();
        assertThat(story.recall("v1", "a")).isEqualTo(CustomerRecall.Result.RECALLED);
        assertThat(story.head(id).lastNumber()).isEqualTo(3);
    }

    @Test
    void only_what_was_sent_a_short_while_ago_can_be_taken_back_by_whoever_sent_it() {
        ConversationId id = story.write("v1", "a");
        int reply = story.reply(id, "您好").number();
        assertThat(story.recall("v2", "a")).isEqualTo(CustomerRecall.Result.UNKNOWN);
        assertThat(story.recall(id, reply, new AgentId(8))).isInstanceOf(CommandResult.NotRecallable.class);
        assertThat(story.recall(id, 1, Story.AGENT)).isInstanceOf(CommandResult.NotRecallable.class);
        assertThat(story.recall(id, 99, Story.AGENT)).isInstanceOf(CommandResult.UnknownMessage.class);

        story.pass(Duration.ofMinutes(2));
        assertThat(story.recall(id, reply, Story.AGENT)).isInstanceOf(CommandResult.Written.class);
        story.pass(Duration.ofMillis(1));
        assertThat(story.recall("v1", "a")).isEqualTo(CustomerRecall.Result.TOO_LATE);

        assertThat(said(timelines.after(VISITOR, null, MANY))).containsExactly("文 a", "Recalled");
    }
}
