package io.keshu.infra.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.Signal;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.signal.SignalBus;
import io.keshu.domain.signal.SignalNews;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RTopic;
import org.redisson.client.codec.StringCodec;

class RedisSignalBusTest {

    private static final ChannelAddress VISITOR =
            new ChannelAddress(new ChannelAccountId(7), new ExternalUserId("m_a b\n客"));

    private final RedisNodes redis = new RedisNodes();
    private final RedisSignalBus one = new RedisSignalBus(redis.connect());
    private final RedisSignalBus two = new RedisSignalBus(redis.connect());
    private final List<SignalNews> here = new CopyOnWriteArrayList<>();
    private final List<SignalNews> there = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() {
        SignalBus.Subscription unused = one.subscribe(here::add);
        unused = two.subscribe(there::add);
        RTopic topic = redis.operator().getTopic("keshu:signals", StringCodec.INSTANCE);
        await().atMost(Duration.ofSeconds(30)).until(() -> topic.countSubscribers() >= 2);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
        redis.close();
    }

    @Test
    void every_signal_reaches_every_node_once_as_it_was() {
        List<SignalNews> all = List.of(
                new SignalNews.ToCustomer(VISITOR, new Signal.Typing(true)),
                new SignalNews.ToCustomer(VISITOR, new Signal.Read("12.3")),
                new SignalNews.ToAgents(new ConversationId(9), new Signal.TypingPreview("两行\n的话 😀")),
                new SignalNews.ToAgents(new ConversationId(9), new Signal.TypingPreview("")));

        all.forEach(one::publish);

        assertThat(here).containsExactlyElementsOf(all);
        await().untilAsserted(() -> assertThat(there).containsExactlyElementsOf(all));
    }

    @Test
    void what_is_no_signal_is_passed_over() {
        RTopic topic = redis.operator().getTopic("keshu:signals", StringCodec.INSTANCE);
        for (String text : List.of("", "x", "n\ncustomer\nx\ny\ntyping\ntrue", "n\nagents\n1\n\ndance\n")) {
            topic.publish(text);
        }
        SignalNews real = new SignalNews.ToAgents(new ConversationId(1), new Signal.Typing(false));
        one.publish(real);
        await().untilAsserted(() -> assertThat(there).containsExactly(real));
    }
}
