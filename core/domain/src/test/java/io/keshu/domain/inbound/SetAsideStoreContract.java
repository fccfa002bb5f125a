package io.keshu.domain.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.inbound.SetAside.Act;
import io.keshu.domain.inbound.SetAside.What;
import io.keshu.domain.store.Stores;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SetAsideStore} keeps. */
public abstract class SetAsideStoreContract {

    private static final AgentId BY = new AgentId(7);

    private Stores stores;
    private SetAsideStore store;
    private Story story;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        stores = emptyStores();
        store = stores.setAside();
        story = new Story(stores);
    }

    private List<WaitingInbound> aside(String... ids) {
        List<WaitingInbound> rows = story.accept("oAbC", ids);
        rows.forEach(row -> stores.inbound().setAside(row.id(), "Data too long"));
        return rows;
    }

    private List<WaitingInbound> waiting() {
        return stores.conversations()
                .load(List.of(Story.lane("oAbC")), 1000)
                .get(0)
                .waiting();
    }

    @Test
    void what_was_set_aside_is_shown_whole_the_newest_first_and_page_by_page() {
        List<WaitingInbound> rows = aside("1", "2", "3");

        List<SetAside> page = store.page(false, null, 2);

        assertThat(page)
                .extracting(SetAside::id)
                .containsExactly(rows.get(2).id(), rows.get(1).id());
        assertThat(page.get(0)).satisfies(found -> {
            assertThat(found.account()).isEqualTo(Story.ACCOUNT);
            assertThat(found.externalId().value()).isEqualTo("3");
            assertThat(found.user().value()).isEqualTo("oAbC");
            assertThat(found.receivedAt()).isEqualTo(rows.get(2).receivedAt());
            assertThat(found.kind()).isEqualTo("text");
            assertThat(found.text()).isEqualTo("文 3");
            assertThat(found.raw()).isEqualTo("<xml>3</xml>");
            assertThat(found.traceId()).isEqualTo("trace");
            assertThat(found.reason()).isEqualTo("Data too long");
            assertThat(found.discarded()).isFalse();
            assertThat(found.acts()).isEmpty();
        });
        assertThat(store.page(false, page.get(1).id(), 2))
                .extracting(SetAside::id)
                .containsExactly(rows.get(0).id());
        assertThat(store.page(true, null, 10)).isEmpty();
    }

    @Test
    void what_is_tried_again_waits_as_it_came_and_is_swept_up() {
        WaitingInbound row = aside("1").get(0);

        assertThat(store.tryAgain(row.id(), BY, story.now(), 90)).isTrue();

        assertThat(store.tryAgain(row.id(), BY, story.now(), 91)).isFalse();
        assertThat(waiting()).containsExactly(row);
        assertThat(store.page(false, null, 10)).isEmpty();
        story.pass(Duration.ofSeconds(5));
        assertThat(stores.inbound().lanesWaitingSince(story.now(), 10)).containsExactly(Story.lane("oAbC"));
    }

    @Test
    void who_tried_again_is_known_when_it_comes_back() {
        WaitingInbound row = aside("1").get(0);
        assertThat(store.tryAgain(row.id(), BY, story.now(), 90)).isTrue();
        stores.inbound().setAside(row.id(), "Still too long");

        assertThat(store.page(false, null, 10)).singleElement().satisfies(found -> {
            assertThat(found.reason()).isEqualTo("Still too long");
            assertThat(found.acts()).containsExactly(new Act(What.TRIED_AGAIN, BY, story.now()));
        });
    }

    @Test
    void what_is_discarded_is_kept_with_who_did_it_and_counted_no_longer() {
        List<WaitingInbound> rows = aside("1", "2");

        assertThat(store.discard(rows.get(0).id(), BY, story.now(), 90)).isTrue();

        assertThat(store.discard(rows.get(0).id(), BY, story.now(), 91)).isFalse();
        assertThat(store.tryAgain(rows.get(0).id(), BY, story.now(), 92)).isFalse();
        assertThat(store.discard(12345, BY, story.now(), 93)).isFalse();
        assertThat(stores.inbound().countSetAside()).isEqualTo(1);
        assertThat(store.page(true, null, 10)).singleElement().satisfies(found -> {
            assertThat(found.id()).isEqualTo(rows.get(0).id());
            assertThat(found.discarded()).isTrue();
            assertThat(found.acts()).containsExactly(new Act(What.DISCARDED, BY, story.now()));
        });
        assertThat(waiting()).isEmpty();
    }
}
