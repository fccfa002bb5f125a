package io.keshu.domain.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.domain.agent.AgentGroupChange.Action;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.Stores;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AgentGroupStore} keeps. */
public abstract class AgentGroupStoreContract {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00.123456Z");
    private static final AgentId MEI = new AgentId(7);
    private static final AgentId LAN = new AgentId(8);

    private Stores stores;
    private AgentGroupStore store;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        stores = emptyStores();
        store = stores.groups();
    }

    private static AgentGroup group(long id, String name, long version, AgentId by) {
        return new AgentGroup(new AgentGroupId(id), name, version, by, NOW);
    }

    @Test
    void a_group_is_found_as_it_was_stored_and_all_by_name() {
        assertThat(store.insert(group(2, "b 售后", 1, MEI), 10)).isTrue();
        assertThat(store.insert(group(1, "c 海外", 1, MEI), 10)).isTrue();
        assertThat(store.insert(group(3, "a 售前", 1, MEI), 10)).isTrue();

        assertThat(store.find(new AgentGroupId(2))).contains(group(2, "b 售后", 1, MEI));
        assertThat(store.all()).extracting(AgentGroup::name).containsExactly("a 售前", "b 售后", "c 海外");
        assertThat(store.find(new AgentGroupId(4))).isEmpty();
    }

    @Test
    void there_are_no_more_than_may_be() {
        assertThat(store.insert(group(1, "一", 1, MEI), 2)).isTrue();
        assertThat(store.insert(group(2, "二", 1, MEI), 2)).isTrue();
        assertThat(store.insert(group(3, "三", 1, MEI), 2)).isFalse();

        assertThat(store.all()).hasSize(2);
        assertThat(store.lastChange(new AgentGroupId(3))).isEmpty();
    }

    @Test
    void names_differ_by_more_than_case() {
        store.insert(group(1, "Vip", 1, MEI), 10);
        store.insert(group(2, "售后", 1, MEI), 10);

        assertThatThrownBy(() -> store.insert(group(3, "VIP", 1, MEI), 10)).isInstanceOf(KeyTakenException.class);
        assertThatThrownBy(() -> store.rename(group(2, "vip", 1, MEI))).isInstanceOf(KeyTakenException.class);
        assertThat(store.all()).extracting(AgentGroup::name).containsExactlyInAnyOrder("Vip", "售后");
        store.rename(group(1, "VIP", 1, MEI));
        assertThat(store.find(new AgentGroupId(1))).contains(group(1, "VIP", 2, MEI));
    }

    @Test
    void of_two_who_rename_from_the_same_version_the_second_is_told() {
        store.insert(group(1, "售后", 1, MEI), 10);
        store.rename(group(1, "退换", 1, LAN));

        assertThatThrownBy(() -> store.rename(group(1, "维修", 1, MEI))).isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> store.delete(new AgentGroupId(1), 1, MEI, NOW))
                .isInstanceOf(StaleVersionException.class);
        assertThat(store.find(new AgentGroupId(1))).contains(group(1, "退换", 2, LAN));
        assertThat(store.lastChange(new AgentGroupId(1)))
                .contains(new AgentGroupChange(new AgentGroupId(1), 2, Action.RENAMED, "退换", LAN, NOW));
    }

    @Test
    void what_was_deleted_is_gone_and_known_to_be() {
        store.insert(group(1, "售后", 1, MEI), 10);

        assertThat(store.delete(new AgentGroupId(1), 1, LAN, NOW)).isZero();

        assertThat(store.all()).isEmpty();
        assertThat(store.lastChange(new AgentGroupId(1)))
                .contains(new AgentGroupChange(new AgentGroupId(1), 2, Action.DELETED, "售后", LAN, NOW));
        assertThatThrownBy(() -> store.delete(new AgentGroupId(1), 2, LAN, NOW))
                .isInstanceOf(StaleVersionException.class);
    }

    @Test
    void a_group_for_which_customers_wait_stays_until_they_do_not() {
        store.insert(group(1, "售后", 1, MEI), 10);
        Story story = new Story(stores);
        List<ConversationId> waiting = List.of(
                story.handOver("o1", "1", group(1, "售后", 1, MEI).ref()),
                story.handOver("o2", "2", group(1, "售后", 1, MEI).ref()));

        assertThat(store.delete(new AgentGroupId(1), 1, MEI, NOW)).isEqualTo(2);
        assertThat(store.find(new AgentGroupId(1))).contains(group(1, "售后", 1, MEI));

        waiting.forEach(story::close);
        assertThat(store.delete(new AgentGroupId(1), 1, MEI, NOW)).isZero();
    }
}
