package io.keshu.domain.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.CustomerWatch;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.Signal;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.InMemoryHintBus;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.signal.InMemorySignalBus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CustomerWatchesTest {

    private static final ChannelAddress ANNA = address("anna");
    private static final ChannelAddress BELLA = address("bella");

    private final InMemoryHintBus hints = new InMemoryHintBus();
    private final CustomerWatches watches = new CustomerWatches(hints, new InMemorySignalBus());
    private final List<String> told = new ArrayList<>();

    private static ChannelAddress address(String user) {
        return new ChannelAddress(new ChannelAccountId(7), new ExternalUserId(user));
    }

    private CustomerWatch.Watcher watcher(String name) {
        return new CustomerWatch.Watcher() {
            @Override
            public void news() {
                told.add(name + " news");
            }

            @Override
            public void signalled(Signal signal) {
                told.add(name + " " + signal);
            }
        };
    }

    private void hint(ChannelAddress customer) {
        hints.publish(List.of(new Hint(new ConversationId(1), 1, 0, Lane.of(customer.account(), customer.user()))));
    }

    @Test
    void news_and_signals_come_to_whoever_watches_that_customer_until_they_stop() {
        CustomerWatch.Registration one = watches.watch(ANNA, watcher("tab 1"));
        CustomerWatch.Registration two = watches.watch(ANNA, watcher("tab 2"));
        CustomerWatch.Registration other = watches.watch(BELLA, watcher("bella"));

        hint(ANNA);
        watches.relay(ANNA, new Signal.Typing(true));
        assertThat(told)
                .containsExactly("tab 1 news", "tab 2 news", "tab 1 Typing[typing=true]", "tab 2 Typing[typing=true]");

        told.clear();
        one.close();
        one.close();
        hint(ANNA);
        assertThat(told).containsExactly("tab 2 news");

        told.clear();
        two.close();
        other.close();
        hint(ANNA);
        hint(BELLA);
        assertThat(told).isEmpty();
    }

    @Test
    void what_is_the_agents_affair_only_and_a_watcher_that_fails_disturb_nobody() {
        CustomerWatch.Registration unused = watches.watch(ANNA, new CustomerWatch.Watcher() {
            @Override
            public void news() {
                throw new IllegalStateException("broken");
            }

            @Override
            public void signalled(Signal signal) {}
        });
        unused = watches.watch(ANNA, watcher("tab"));
        hints.publish(List.of(new Hint(new ConversationId(1), 1, 1)));
        assertThat(told).isEmpty();
        hint(ANNA);
        assertThat(told).containsExactly("tab news");
    }
}
