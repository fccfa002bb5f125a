package io.keshu.channels.web.inbound;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.config.WebProperties;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitsTest {

    private static final Duration SOME = Duration.ofSeconds(10);

    private final AtomicLong now = new AtomicLong();
    private final RateLimits limits =
            new RateLimits(new WebProperties(SOME, SOME, SOME, 20, 500, 60, 60, 5000, 20, 20, 1000, 1), now::get);

    @Test
    void an_address_can_not_hand_in_more_by_being_ever_new_visitors() {
        for (int i = 0; i < 50; i++) {
            limits.upload("v" + i, "shop", "192.0.2.1");
        }
        assertThatThrownBy(() -> limits.upload("another", "shop", "192.0.2.1"))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("rate.exceeded");
        assertThatCode(() -> limits.upload("another", "shop", "192.0.2.2")).doesNotThrowAnyException();
    }

    @Test
    void who_calls_all_the_time_waits_a_second() {
        for (int i = 0; i < 60; i++) {
            limits.call("v", "shop");
        }
        assertThatThrownBy(() -> limits.call("v", "shop")).isInstanceOf(Refusal.class);
        assertThatCode(() -> limits.call("w", "shop")).doesNotThrowAnyException();
        now.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThatCode(() -> limits.call("v", "shop")).doesNotThrowAnyException();
    }
}
