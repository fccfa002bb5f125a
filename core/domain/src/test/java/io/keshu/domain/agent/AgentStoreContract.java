package io.keshu.domain.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.RefusedByStoreException;
import io.keshu.domain.store.Stores;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link AgentStore} keeps. */
public abstract class AgentStoreContract {

    private AgentStore store;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        store = emptyStores().agents();
    }

    private static Agent agent(long id, String username) {
        return new Agent(
                new AgentId(id), username, "客服 " + id, "{argon2}$hash", Instant.parse("2026-05-01T12:00:00.123456Z"));
    }

    @Test
    void an_agent_is_found_as_it_was_stored() {
        assertThat(store.any()).isFalse();
        store.insert(agent(1, "Lan.客服"));

        assertThat(store.find("Lan.客服")).contains(agent(1, "Lan.客服"));
        assertThat(store.find(new AgentId(1))).contains(agent(1, "Lan.客服"));
        assertThat(store.any()).isTrue();
        assertThat(store.find("nobody")).isEmpty();
        assertThat(store.find(new AgentId(2))).isEmpty();
    }

    @Test
    void user_names_differ_by_more_than_case() {
        store.insert(agent(1, "lan"));

        assertThat(store.find("LAN")).contains(agent(1, "lan"));
        assertThatThrownBy(() -> store.insert(agent(2, "Lan"))).isInstanceOf(KeyTakenException.class);
        assertThat(store.find(new AgentId(2))).isEmpty();
    }

    @Test
    void a_name_that_does_not_fit_is_refused() {
        assertThatThrownBy(() -> store.insert(agent(1, "n".repeat(65)))).isInstanceOf(RefusedByStoreException.class);
        assertThat(store.any()).isFalse();
    }

    @Test
    void display_names_come_for_those_who_exist() {
        store.insert(agent(1, "a"));
        store.insert(agent(2, "b"));

        assertThat(store.displayNames(List.of(new AgentId(1), new AgentId(2), new AgentId(3), new AgentId(1))))
                .isEqualTo(Map.of(new AgentId(1), "客服 1", new AgentId(2), "客服 2"));
        assertThat(store.displayNames(List.of())).isEmpty();
    }
}
