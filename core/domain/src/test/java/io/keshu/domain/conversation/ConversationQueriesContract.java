package io.keshu.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.InboundContent;
import io.keshu.domain.ScriptedChannel;
import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationQueries.Counts;
import io.keshu.domain.conversation.ConversationQueries.Page;
import io.keshu.domain.conversation.ConversationQueries.PageRequest;
import io.keshu.domain.conversation.ConversationQueries.Row;
import io.keshu.domain.conversation.ConversationQueries.Shelf;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.message.Message;
import io.keshu.domain.store.Stores;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link ConversationQueries} keeps. */
public abstract class ConversationQueriesContract {

    private static final AgentId OTHER = new AgentId(8);

    private Stores stores;
    private ConversationQueries queries;
    private Story story;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        stores = emptyStores();
        queries = stores.queries();
        story = new Story(stores);
    }

    private static String user(Row row) {
        return row.identity().address().user().value();
    }

    private List<String> users(Shelf shelf) {
        return queries.page(new PageRequest(shelf, null, null, null, 200), Story.AGENT).rows().stream()
                .map(ConversationQueriesContract::user)
                .toList();
    }

    private List<String> searched(String search) {
        return queries.page(new PageRequest(Shelf.OPEN, null, search, null, 200), Story.AGENT).rows().stream()
                .map(ConversationQueriesContract::user)
                .toList();
    }

    private List<String> inPages(Shelf shelf, int limit) {
        List<String> seen = new ArrayList<>();
        String cursor = null;
        do {
            Page page = queries.page(new PageRequest(shelf, null, null, cursor, limit), Story.AGENT);
            assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
            page.rows().forEach(row -> seen.add(user(row)));
            cursor = page.next();
        } while (cursor != null);
        return seen;
    }

    @Test
    void who_needs_an_answer_comes_first_the_longest_waiting_on_top_then_the_latest_activity() {
        ConversationId answeredFirst = story.write("answered first", "1");
        ConversationId answeredLast = story.write("answered last", "2");
        story.write("waits longest", "3");
        story.pass(Duration.ofSeconds(1));
        story.write("waits", "4");
        story.pass(Duration.ofSeconds(1));
        story.reply(answeredFirst, "一");
        story.pass(Duration.ofSeconds(1));
        story.reply(answeredLast, "二");
        story.write("waits longest", "5");

        assertThat(users(Shelf.QUEUE)).containsExactly("waits longest", "waits", "answered last", "answered first");
    }

    @Test
    void each_conversation_stands_on_its_shelves() {
        story.write("subscribed", "1", new InboundContent.Subscribed(null));
        story.write("waits", "2");
        story.close(story.write("closed", "3"));

        assertThat(users(Shelf.QUEUE)).containsExactly("waits");
        assertThat(users(Shelf.OPEN)).containsExactly("waits", "subscribed");
        assertThat(users(Shelf.CLOSED)).containsExactly("closed");
        assertThat(queries.counts()).isEqualTo(new Counts(1, 2, 1));
    }

    @Test
    void those_for_a_group_are_found_by_it_and_called_as_it_is_called_now() {
        AgentGroupRef abroad = new AgentGroupRef(new AgentGroupId(3), "海外");
        AgentGroupRef gone = new AgentGroupRef(new AgentGroupId(4), "没有了");
        stores.groups().insert(new AgentGroup(abroad.id(), "海外", 1, OTHER, story.now()), 10);
        story.write("any", "1");
        story.handOver("second", "2", abroad);
        story.pass(Duration.ofSeconds(1));
        ConversationId third = story.handOver("third", "3", abroad);
        story.handOver("lost", "4", gone);
        stores.groups().rename(new AgentGroup(abroad.id(), "港澳台", 1, OTHER, story.now()));

        Page first = queries.page(new PageRequest(Shelf.QUEUE, null, abroad.id(), null, null, 1), Story.AGENT);
        Page rest = queries.page(new PageRequest(Shelf.OPEN, null, abroad.id(), null, first.next(), 5), Story.AGENT);

        assertThat(first.rows()).extracting(ConversationQueriesContract::user).containsExactly("second");
        assertThat(rest.rows()).extracting(ConversationQueriesContract::user).containsExactly("third");
        assertThat(rest.rows().get(0).group()).isEqualTo(new AgentGroupRef(abroad.id(), "港澳台"));
        assertThat(rest.rows().get(0).conversation().preview().kind()).isEqualTo("text");
        assertThat(queries.page(new PageRequest(Shelf.OPEN, null, gone.id(), null, null, 5), Story.AGENT)
                        .rows())
                .extracting(Row::group)
                .containsOnlyNulls();
        story.close(third);
        assertThat(story.head(third).group()).isNull();
    }

    @Test
    void pages_show_everything_once_even_if_many_began_at_the_same_moment() {
        List<String> all = IntStream.range(0, 25).mapToObj(i -> "o" + i).toList();
        all.forEach(user -> story.write(user, user));
        story.write("event", "e", new InboundContent.Subscribed(null));

        assertThat(inPages(Shelf.QUEUE, 4)).isEqualTo(all);
        assertThat(inPages(Shelf.QUEUE, 25)).isEqualTo(all);
        assertThat(inPages(Shelf.OPEN, 4)).hasSize(26).endsWith("event");
    }

    @Test
    void the_next_page_goes_on_from_its_key_even_if_that_row_has_gone() {
        List<ConversationId> ids = IntStream.range(0, 6)
                .mapToObj(i -> {
                    story.pass(Duration.ofSeconds(1));
                    return story.write("o" + i, "" + i);
                })
                .toList();
        Page first = queries.page(new PageRequest(Shelf.QUEUE, null, null, null, 3), Story.AGENT);

        story.close(ids.get(2));
        story.close(ids.get(0));
        Page second = queries.page(new PageRequest(Shelf.QUEUE, null, null, first.next(), 3), Story.AGENT);

        assertThat(second.rows()).extracting(ConversationQueriesContract::user).containsExactly("o3", "o4", "o5");
        assertThat(second.next()).isNull();
    }

    @Test
    void a_cursor_that_nobody_gave_is_refused() {
        for (String cursor : List.of("", "x", "1", "1.x", "x.1", "1/x", "..")) {
            assertThatThrownBy(() -> queries.page(new PageRequest(Shelf.OPEN, null, null, cursor, 3), Story.AGENT))
                    .as(cursor)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_list_can_be_narrowed_to_a_channel() {
        story.haveAccount();
        story.write("ours", "1");
        var other = story.row(new ChannelAccountId(99), "other", "2", new InboundContent.Text("x"), "trace");
        stores.inbound().insert(List.of(other));
        stores.conversations()
                .commit(
                        List.of(new TimelinePlanner(story.ids, story.bot)
                                .plan(
                                        stores.conversations()
                                                .load(List.of(other.lane()), 10)
                                                .get(0),
                                        List.of(other))
                                .change()),
                        story.ids.next());

        assertThat(queries.page(new PageRequest(Shelf.OPEN, ScriptedChannel.TYPE, null, null, 10), Story.AGENT)
                        .rows())
                .extracting(ConversationQueriesContract::user)
                .containsExactly("ours");
        assertThat(queries.page(new PageRequest(Shelf.OPEN, new ChannelType("none"), null, null, 10), Story.AGENT)
                        .rows())
                .isEmpty();
    }

    @Test
    void a_search_finds_external_ids_and_last_words_as_they_are_written() {
        story.write("oAbC_1", "1", new InboundContent.Text("要退 50% 的款"));
        story.write("oXyZ", "2", new InboundContent.Text("Where is my ORDER\\1?"));

        assertThat(searched("退 50%")).containsExactly("oAbC_1");
        assertThat(searched("order")).containsExactly("oXyZ");
        assertThat(searched("oabc_")).containsExactly("oAbC_1");
        assertThat(searched("\\1")).containsExactly("oXyZ");
        assertThat(searched("_b")).isEmpty();
        assertThat(searched("5%款")).isEmpty();
        assertThat(searched("'")).isEmpty();
    }

    @Test
    void rows_come_for_those_who_exist_and_once() {
        ConversationId one = story.write("o1", "1");
        ConversationId two = story.write("o2", "2");

        assertThat(queries.rows(List.of(one, two, one, new ConversationId(404)), Story.AGENT))
                .extracting(ConversationQueriesContract::user)
                .containsExactlyInAnyOrder("o1", "o2");
        assertThat(queries.rows(List.of(), Story.AGENT)).isEmpty();
        assertThat(queries.row(one, Story.AGENT).orElseThrow().conversation()).isEqualTo(story.head(one));
        assertThat(queries.row(new ConversationId(404), Story.AGENT)).isEmpty();
        assertThat(queries.lastNumbers(List.of(one, two, one, new ConversationId(404))))
                .isEqualTo(Map.of(one, 1, two, 1));
        assertThat(queries.lastNumbers(List.of())).isEmpty();
    }

    @Test
    void a_customer_has_the_identities_that_are_theirs() {
        ConversationId id = story.write("oAbC", "1");
        story.write("oabc", "2");
        CustomerId customer = story.head(id).customer();

        assertThat(queries.identities(customer))
                .singleElement()
                .satisfies(identity ->
                        assertThat(identity.address().user().value()).isEqualTo("oAbC"));
        assertThat(queries.identities(new CustomerId(404))).isEmpty();
    }

    @Test
    void a_timeline_is_read_in_ascending_order_from_both_ends() {
        ConversationId id = story.write("o1", "1", "2", "3", "4", "5");

        assertThat(queries.messagesBefore(id, Integer.MAX_VALUE, 2))
                .extracting(Message::number)
                .containsExactly(4, 5);
        assertThat(queries.messagesBefore(id, 4, 2)).extracting(Message::number).containsExactly(2, 3);
        assertThat(queries.messagesBefore(id, 1, 2)).isEmpty();
        assertThat(queries.messagesFrom(id, 2, 2)).extracting(Message::number).containsExactly(2, 3);
        assertThat(queries.messagesFrom(id, 6, 2)).isEmpty();
        assertThat(queries.messagesFrom(new ConversationId(404), 1, 2)).isEmpty();
    }

    private int unread(ConversationId id, AgentId reader) {
        return queries.row(id, reader).orElseThrow().unread();
    }

    @Test
    void what_an_agent_has_read_is_counted_for_that_agent_and_never_goes_back() {
        ConversationId id = story.write("o1", "1", "2", "3");
        assertThat(unread(id, Story.AGENT)).isEqualTo(3);

        queries.markRead(Story.AGENT, id, 2);
        assertThat(unread(id, Story.AGENT)).isEqualTo(1);
        queries.markRead(Story.AGENT, id, 1);
        assertThat(unread(id, Story.AGENT)).isEqualTo(1);
        assertThat(unread(id, OTHER)).isEqualTo(3);
        assertThat(queries.page(new PageRequest(Shelf.OPEN, null, null, null, 10), Story.AGENT)
                        .rows()
                        .get(0)
                        .unread())
                .isEqualTo(1);
    }

    @Test
    void reading_beyond_the_end_does_not_cover_what_comes_later() {
        ConversationId id = story.write("o1", "1");
        queries.markRead(Story.AGENT, id, 1000);
        assertThat(unread(id, Story.AGENT)).isZero();

        story.write("o1", "2");

        assertThat(unread(id, Story.AGENT)).isEqualTo(1);
        queries.markRead(Story.AGENT, id, 2);
        assertThat(unread(id, Story.AGENT)).isZero();
        queries.markRead(Story.AGENT, new ConversationId(404), 1);
    }

    @Test
    void events_and_answers_are_nothing_to_read() {
        ConversationId id = story.write("o1", "1", new InboundContent.Subscribed(null));
        story.write("o1", "2", new InboundContent.MenuClick("CLICK", "k"));
        story.reply(id, "您好");
        assertThat(unread(id, Story.AGENT)).isZero();
        story.write("o1", "3");

        assertThat(unread(id, Story.AGENT)).isEqualTo(1);
        queries.markRead(Story.AGENT, id, 3);
        assertThat(unread(id, Story.AGENT)).isEqualTo(1);
        queries.markRead(Story.AGENT, id, 4);
        assertThat(unread(id, Story.AGENT)).isZero();
    }
}
