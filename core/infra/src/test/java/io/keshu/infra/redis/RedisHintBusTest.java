package io.keshu.infra.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.hint.Hint;
import io.keshu.domain.hint.HintBus;
import io.keshu.domain.hint.HintBusContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.api.RTopic;
import org.redisson.client.codec.StringCodec;

class RedisHintBusTest extends HintBusContract {

    private final RedisNodes redis = new RedisNodes();
    private final List<RedisHintBus> nodes = new ArrayList<>();

    @Override
    protected HintBus node() {
        RTopic topic = redis.operator().getTopic("keshu:hints", StringCodec.INSTANCE);
        RedisHintBus bus = new RedisHintBus(redis.connect());
        nodes.add(bus);
        await().atMost(Duration.ofSeconds(30)).until(() -> topic.countSubscribers() >= nodes.size());
        return bus;
    }

    @Override
    protected void away(boolean isAway) {
        redis.away(isAway);
    }

    @AfterEach
    void close() {
        nodes.forEach(RedisHintBus::close);
        redis.close();
    }

    @Test
    void hints_published_while_redis_was_away_reach_the_other_nodes_when_it_is_back() {
        Set<ConversationId> heard = ConcurrentHashMap.newKeySet();
        HintBus.Subscription unused =
                nodes.get(1).subscribe(hints -> hints.forEach(hint -> heard.add(hint.conversation())));
        redis.away(true);
        Set<ConversationId> published = ConcurrentHashMap.newKeySet();
        for (long i = 1; i <= 50; i++) {
            ConversationId id = new ConversationId(i);
            published.add(id);
            nodes.get(0).publish(List.of(new Hint(id, 1, 0)));
        }

        redis.away(false);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(heard).containsAll(published));
    }

    @Test
    void what_is_no_hint_is_passed_over() {
        Set<ConversationId> heard = ConcurrentHashMap.newKeySet();
        HintBus.Subscription unused =
                nodes.get(1).subscribe(hints -> hints.forEach(hint -> heard.add(hint.conversation())));
        RTopic topic = redis.operator().getTopic("keshu:hints", StringCodec.INSTANCE);
        topic.publish("");
        topic.publish("somebody 1,2");
        topic.publish("somebody x,y,z");

        nodes.get(0).publish(List.of(new Hint(new ConversationId(5), 1, 0)));

        await().untilAsserted(() -> assertThat(heard).containsExactly(new ConversationId(5)));
    }
}
