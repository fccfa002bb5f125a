package io.keshu.domain.customer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.InboundContent;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.Stores;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link CustomerContacts} keeps. */
public abstract class CustomerContactsContract {

    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00.123456Z");
    private static final CustomerId LI = new CustomerId(7);

    private Stores stores;
    private CustomerContacts store;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        stores = emptyStores();
        store = stores.contacts();
    }

    private static Contact contact(CustomerId customer, @Nullable String phone, long version) {
        return new Contact(customer, phone, "li@example.com", version, new AgentId(3), NOW);
    }

    @Test
    void what_is_saved_is_found_with_the_next_version_and_so_is_what_was_before() {
        assertThat(store.find(LI)).isEmpty();

        store.save(contact(LI, null, 0));
        store.save(contact(LI, "+8613800138000", 1));

        assertThat(store.find(LI)).contains(contact(LI, "+8613800138000", 2));
        assertThat(store.history(LI, 10)).containsExactly(contact(LI, "+8613800138000", 2), contact(LI, null, 1));
        assertThat(store.history(LI, 1)).hasSize(1);
        assertThat(store.find(new CustomerId(8))).isEmpty();
    }

    @Test
    void whoever_saw_an_older_version_changes_nothing() {
        store.save(contact(LI, "+8613800138000", 0));
        store.save(contact(LI, "+8613800138001", 1));

        assertThatThrownBy(() -> store.save(contact(LI, "+8613800138002", 0)))
                .isInstanceOf(StaleVersionException.class);
        assertThatThrownBy(() -> store.save(contact(LI, "+8613800138002", 1)))
                .isInstanceOf(StaleVersionException.class);

        assertThat(store.find(LI)).contains(contact(LI, "+8613800138001", 2));
        assertThat(store.history(LI, 10)).hasSize(2);
    }

    @Test
    void a_customer_who_leaves_leaves_none_behind() {
        Story story = new Story(stores);
        ConversationId conversation = story.write("o1", "1");
        CustomerId customer = story.head(conversation).customer();
        store.save(contact(customer, "+8613800138000", 0));
        story.write("o1", "2", new InboundContent.Unsubscribed());

        Erasure erasure = stores.erasures()
                .claim(story.now(), story.now().plusSeconds(60), 1)
                .get(0);
        stores.erasures().eraseCustomer(erasure);

        assertThat(store.find(customer)).isEmpty();
        assertThat(store.history(customer, 10)).isEmpty();
    }
}
