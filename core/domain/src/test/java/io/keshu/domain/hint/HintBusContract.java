package io.keshu.domain.hint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.domain.conversation.ConversationId;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link HintBus} keeps. */
public abstract class HintBusContract {

    private static final ConversationId A = new ConversationId(1);
    private static final ConversationId B = new ConversationId(Long.MAX_VALUE);

    private HintBus one;
    private HintBus two;

    /** The bus of another node, ready to hear the others. */
    protected abstract HintBus node();

    /** Whether the nodes can't reach each other from now on. */
    protected abstract void away(boolean isAway);

    @BeforeEach
    void begin() {
        one = node();
        two = node();
    }

    /** Remembers what it was told, merged, as consoles do. */
    private static final class Listener implements Consumer<List<Hint>> {
        final Map<ConversationId, Hint> told = new ConcurrentHashMap<>();

        @Override
        public void accept(List<Hint> hints) {
            hints.forEach(hint -> told.merge(hint.conversation(), hint, Hint::merge));
        }

        Collection<Hint> hints() {
            return told.values();
        }
    }

    private static Listener listenTo(HintBus bus) {
        Listener listener = new Listener();
        HintBus.Subscription unused = bus.subscribe(listener);
        return listener;
    }

    @Test
    void listeners_of_every_node_are_told() {
        Listener here = listenTo(one);
        Listener there = listenTo(two);

        one.publish(List.of(new Hint(A, 3, 0), new Hint(B, 7, 2)));

        assertThat(here.hints()).containsExactlyInAnyOrder(new Hint(A, 3, 0), new Hint(B, 7, 2));
        await().untilAsserted(() ->
                assertThat(there.hints()).containsExactlyInAnyOrder(new Hint(A, 3, 0), new Hint(B, 7, 2)));
    }

    @Test
    void of_many_hints_about_a_conversation_what_they_say_together_arrives() {
        Listener here = listenTo(one);
        Listener there = listenTo(two);

        for (int number = 1; number <= 500; number++) {
            one.publish(List.of(new Hint(A, number, number % 100 == 0 ? number : 0)));
        }
        one.publish(List.of(new Hint(A, 20, 15), new Hint(A, 10, 0)));

        assertThat(here.hints()).containsExactly(new Hint(A, 500, 15));
        await().untilAsserted(() -> assertThat(there.hints()).containsExactly(new Hint(A, 500, 15)));
    }

    @Test
    void thousands_of_conversations_arrive() {
        Listener there = listenTo(two);

        one.publish(IntStream.rangeClosed(1, 2500)
                .mapToObj(i -> new Hint(new ConversationId(i), i, 0))
                .toList());

        await().until(() -> there.told.size() == 2500);
    }

    @Test
    void whoever_ended_the_subscription_is_told_nothing_more() {
        Listener gone = new Listener();
        HintBus.Subscription subscription = one.subscribe(gone);
        Listener here = listenTo(one);
        subscription.close();
        subscription.close();

        one.publish(List.of(new Hint(A, 1, 0)));

        assertThat(here.hints()).hasSize(1);
        assertThat(gone.hints()).isEmpty();
    }

    @Test
    void a_listener_that_fails_keeps_nobody_from_being_told() {
        Consumer<List<Hint>> broken = hints -> {
            throw new IllegalStateException("broken");
        };
        for (HintBus bus : List.of(one, two)) {
            HintBus.Subscription unused = bus.subscribe(broken);
        }
        Listener here = listenTo(one);
        Listener there = listenTo(two);

        one.publish(List.of(new Hint(A, 1, 0)));

        assertThat(here.hints()).hasSize(1);
        await().until(() -> there.told.size() == 1);
    }

    @Test
    void nothing_is_told_of_nothing() {
        HintBus.Subscription unused = one.subscribe(hints -> assertThat(hints).isNotEmpty());
        Listener here = listenTo(one);

        one.publish(List.of());

        assertThat(here.hints()).isEmpty();
    }

    @Test
    void while_the_others_can_not_be_reached_local_listeners_are_told_and_the_others_hear_of_later_news_again() {
        Listener here = listenTo(one);
        Listener there = listenTo(two);
        away(true);
        one.publish(List.of(new Hint(A, 1, 0)));
        assertThat(here.hints()).containsExactly(new Hint(A, 1, 0));

        away(false);

        await().atMost(Duration.ofSeconds(30)).until(() -> {
            one.publish(List.of(new Hint(B, 2, 0)));
            return there.told.containsKey(B);
        });
    }
}
