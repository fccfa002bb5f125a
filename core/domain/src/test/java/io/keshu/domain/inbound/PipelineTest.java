package io.keshu.domain.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.domain.Between;
import io.keshu.domain.InMemoryHub;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelineTest {

    private final InMemoryHub hub = new InMemoryHub();
    private final List<InMemoryHub.Node> nodes = new ArrayList<>();

    private InMemoryHub.Node node() {
        return keep(hub.node());
    }

    private InMemoryHub.Node node(Between.Interceptor conversations) {
        return keep(hub.node(
                UnaryOperator.identity(),
                store -> Between.of(ConversationStore.class, store, conversations),
                UnaryOperator.identity()));
    }

    private InMemoryHub.Node keep(InMemoryHub.Node node) {
        nodes.add(node);
        return node;
    }

    @AfterEach
    void stop() {
        nodes.forEach(InMemoryHub.Node::close);
    }

    private void awaitWorkedOff() {
        await().atMost(Duration.ofSeconds(30)).until(() -> hub.stores.inbound().countWaiting() == 0);
    }

    @Test
    void a_row_that_the_store_refuses_is_set_aside_and_those_behind_it_go_on() {
        InMemoryHub.Node node = node();
        hub.stores.refuse(row -> row instanceof Message message
                && message.externalId() != null
                && message.externalId().value().equals("2"));
        node.acceptor.start();
        for (int i = 1; i <= 4; i++) {
            node.accept(hub.text("o1", "" + i, "第" + i));
            node.accept(hub.text("o2", "b" + i, "乙" + i));
        }

        node.pipeline.start();

        awaitWorkedOff();
        assertThat(hub.textsOf("o1")).containsExactly("第1", "第3", "第4");
        assertThat(hub.timelineOf("o1")).extracting(Message::number).containsExactly(1, 2, 3);
        assertThat(hub.textsOf("o2")).containsExactly("乙1", "乙2", "乙3", "乙4");
        assertThat(hub.stores.inbound().countSetAside()).isEqualTo(1);
    }

    @Test
    void a_receipt_reaches_its_message_and_one_of_a_message_that_is_not_ours_opens_no_conversation() {
        InMemoryHub.Node node = keep(hub.node()).start();
        node.accept(hub.text("o1", "1", "在吗"));
        await().until(() -> hub.open().size() == 1);
        node.channel.next(new DeliveryResult.Accepted("77"));
        node.commands.reply(hub.open().get(0).conversation().id(), InMemoryHub.AGENT, "c", "在的", "trace");
        await().until(() -> delivery("o1", 2) == DeliveryState.ACCEPTED);

        node.accept(hub.sent("mphelper", "r1", new InboundContent.DeliveryReceipt("1000001625", null, "send success")));
        node.accept(hub.sent("o1", "r2", new InboundContent.DeliveryReceipt("77", null, "success")));

        awaitWorkedOff();
        assertThat(delivery("o1", 2)).isEqualTo(DeliveryState.DELIVERED);
        assertThat(hub.open()).hasSize(1);
        assertThat(hub.timelineOf("o1")).hasSize(2);
    }

    private DeliveryState delivery(String user, int number) {
        Delivery delivery = hub.timelineOf(user).get(number - 1).delivery();
        return delivery == null ? DeliveryState.PENDING : delivery.state();
    }

    @Test
    void a_customer_whose_rows_can_not_be_read_keeps_nobody_else_waiting() {
        Lane unreadable = hubLane("o2");
        InMemoryHub.Node node = node((method, arguments, proceed) -> {
            if (method.equals("load") && ((Collection<?>) arguments[0]).contains(unreadable)) {
                throw new IllegalStateException("Unknown kind");
            }
            return proceed.call();
        });
        node.acceptor.start();
        for (int i = 1; i <= 3; i++) {
            node.accept(hub.text("o" + i, "" + i, "在吗"));
        }

        node.pipeline.start();

        await().until(() -> hub.open().size() == 2);
        assertThat(hub.textsOf("o1")).containsExactly("在吗");
        assertThat(hub.textsOf("o3")).containsExactly("在吗");
        assertThat(hub.stores.inbound().countWaiting()).isEqualTo(1);
    }

    private static Lane hubLane(String user) {
        return Lane.of(InMemoryHub.ACCOUNT, new ExternalUserId(user));
    }

    @Test
    void a_lane_that_somebody_else_changed_meanwhile_is_tried_again_and_the_others_are_kept() {
        AtomicInteger commits = new AtomicInteger();
        InMemoryHub.Node node = node((method, arguments, proceed) -> {
            if (method.equals("commit") && commits.incrementAndGet() <= 2) {
                throw new StaleVersionException("Somebody was faster");
            }
            return proceed.call();
        });
        node.acceptor.start();
        node.accept(hub.text("o1", "1", "一"));
        node.accept(hub.text("o2", "2", "二"));

        node.pipeline.start();

        awaitWorkedOff();
        assertThat(hub.textsOf("o1")).containsExactly("一");
        assertThat(hub.textsOf("o2")).containsExactly("二");
    }

    @Test
    void goes_on_by_itself_after_the_store_was_away() {
        InMemoryHub.Node node = node();
        node.acceptor.start();
        node.accept(hub.text("o1", "1", "一"));
        hub.stores.unavailable(true);
        node.pipeline.start();
        await().until(() -> node.lanes.depth() == 1);

        hub.stores.unavailable(false);

        awaitWorkedOff();
        assertThat(hub.textsOf("o1")).containsExactly("一");
    }

    @Test
    void a_commit_whose_end_is_unclear_writes_each_message_once() {
        AtomicBoolean lost = new AtomicBoolean(true);
        InMemoryHub.Node node = node((method, arguments, proceed) -> {
            Object result = proceed.call();
            if (method.equals("commit") && lost.getAndSet(false)) {
                throw new StoreUnavailableException("The connection was lost during COMMIT");
            }
            return result;
        });
        node.acceptor.start();
        node.pipeline.start();
        node.accept(hub.text("o1", "1", "一"));
        awaitWorkedOff();
        await().until(() -> node.lanes.depth() == 0);

        node.accept(hub.text("o1", "2", "二"));

        awaitWorkedOff();
        assertThat(hub.textsOf("o1")).containsExactly("一", "二");
    }

    @Test
    void what_a_dead_node_accepted_is_taken_over_by_another() {
        InMemoryHub.Node dead = node();
        dead.acceptor.start();
        dead.accept(hub.text("o1", "1", "一"));
        InMemoryHub.Node other = node().start();
        other.pipeline.sweep();
        assertThat(hub.stores.inbound().countWaiting()).isEqualTo(1);

        hub.clock.advance(Duration.ofSeconds(3));
        other.pipeline.sweep();

        awaitWorkedOff();
        assertThat(hub.textsOf("o1")).containsExactly("一");
    }

    @Test
    void without_the_lock_service_two_nodes_over_the_same_lanes_write_each_message_once_and_in_order() {
        hub.lockService.away(true);
        InMemoryHub.Node a = node().start();
        InMemoryHub.Node b = node().start();
        Random random = new Random(42);
        int users = 20;
        int each = 20;
        for (int i = 0; i < each; i++) {
            for (int user = 0; user < users; user++) {
                InMemoryHub.Node first = random.nextBoolean() ? a : b;
                first.accept(hub.text("o" + user, user + "-" + i, "第" + i));
                (first == a ? b : a).accept(hub.text("o" + user, user + "-" + i, "第" + i));
            }
            hub.clock.advance(Duration.ofSeconds(1));
            a.pipeline.sweep();
            b.pipeline.sweep();
        }

        awaitWorkedOff();
        for (int user = 0; user < users; user++) {
            assertThat(hub.textsOf("o" + user))
                    .isEqualTo(IntStream.range(0, each).mapToObj(i -> "第" + i).toList());
            assertThat(hub.timelineOf("o" + user))
                    .extracting(Message::number)
                    .isEqualTo(IntStream.rangeClosed(1, each).boxed().toList());
        }
    }
}
