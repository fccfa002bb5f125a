package io.keshu.domain.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.Acceptance;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.domain.Between;
import io.keshu.domain.InMemoryHub;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AcceptorTest {

    private final InMemoryHub hub = new InMemoryHub();
    private final List<Integer> groups = new CopyOnWriteArrayList<>();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private InMemoryHub.Node node;

    @AfterEach
    void stop() {
        callers.shutdownNow();
        if (node != null) {
            node.close();
        }
    }

    private void node(Between.Interceptor inserts) {
        node = hub.node(
                store -> Between.of(
                        InboundStore.class,
                        store,
                        (method, arguments, proceed) ->
                                method.equals("insert") ? inserts.on(method, arguments, proceed) : proceed.call()),
                UnaryOperator.identity(),
                UnaryOperator.identity());
        node.acceptor.start();
    }

    private static List<String> textsIn(Object[] arguments) {
        List<String> texts = new ArrayList<>();
        for (Object row : (List<?>) arguments[0]) {
            texts.add(((InboundContent.Text) ((WaitingInbound) row).envelope().content()).text());
        }
        return texts;
    }

    private CompletableFuture<Acceptance.Kind> accepting(InboundEnvelope envelope) {
        return CompletableFuture.supplyAsync(() -> node.accept(envelope).kind(), callers);
    }

    /** Lets the first commit wait until so many others have queued up behind it: they become one group. */
    private List<CompletableFuture<Acceptance.Kind>> acceptTogether(InboundEnvelope... envelopes) {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Between.Interceptor inner = refusing;
        node((method, arguments, proceed) -> {
            groups.add(textsIn(arguments).size());
            if (first.getCount() > 0) {
                first.countDown();
                go.await();
            }
            return inner.on(method, arguments, proceed);
        });
        // All from one customer, so that one committer gets them.
        CompletableFuture<Acceptance.Kind> ahead = accepting(hub.text("o1", "ahead", "ahead"));
        await().until(() -> first.getCount() == 0);
        List<CompletableFuture<Acceptance.Kind>> results = new ArrayList<>();
        for (InboundEnvelope envelope : envelopes) {
            results.add(accepting(envelope));
            int depth = results.size();
            await().until(() -> node.acceptor.depth() == depth);
        }
        go.countDown();
        assertThat(ahead.join()).isEqualTo(Acceptance.Kind.NEW);
        return results;
    }

    private Between.Interceptor refusing = (method, arguments, proceed) -> proceed.call();

    @Test
    void what_queues_up_during_a_commit_is_one_group() {
        List<CompletableFuture<Acceptance.Kind>> results =
                acceptTogether(hub.text("o1", "1", "一"), hub.text("o1", "2", "二"), hub.text("o1", "3", "三"));

        assertThat(results).allSatisfy(result -> assertThat(result.join()).isEqualTo(Acceptance.Kind.NEW));
        assertThat(groups).containsExactly(1, 3);
    }

    @Test
    void what_comes_while_the_store_hangs_waits_up_to_a_number_and_is_refused_beyond_it() {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        node((method, arguments, proceed) -> {
            first.countDown();
            go.await();
            return proceed.call();
        });
        CompletableFuture<Acceptance.Kind> ahead = accepting(hub.text("o1", "ahead", "ahead"));
        await().until(() -> first.getCount() == 0);
        for (int i = 0; i < GroupCommit.MAX_WAITING; i++) {
            CompletionStage<Acceptance> unused = node.acceptor.sink("t").submit(hub.text("o1", "m" + i, "一"));
        }

        CompletableFuture<Acceptance> beyond =
                node.acceptor.sink("t").submit(hub.text("o1", "beyond", "一")).toCompletableFuture();

        assertThat(beyond).isCompletedExceptionally();
        assertThat(node.acceptor.depth()).isEqualTo(GroupCommit.MAX_WAITING);
        go.countDown();
        assertThat(ahead.join()).isEqualTo(Acceptance.Kind.NEW);
        await().until(() -> node.acceptor.depth() == 0);
        assertThat(node.accept(hub.text("o1", "beyond", "一")).kind()).isEqualTo(Acceptance.Kind.NEW);
    }

    @Test
    void of_a_group_with_a_message_twice_and_one_known_before_each_gets_its_own_result() {
        List<CompletableFuture<Acceptance.Kind>> results = acceptTogether(
                hub.text("o1", "1", "一"),
                hub.text("o1", "ahead", "又来"),
                hub.text("o1", "1", "又一"),
                hub.text("o1", "2", "二"));

        assertThat(results.stream().map(CompletableFuture::join))
                .containsExactly(
                        Acceptance.Kind.NEW, Acceptance.Kind.DUPLICATE, Acceptance.Kind.DUPLICATE, Acceptance.Kind.NEW);
        assertThat(hub.stores.inbound().countWaiting()).isEqualTo(3);
    }

    @Test
    void a_row_that_the_store_refuses_fails_alone() {
        hub.stores.refuse(row -> row instanceof WaitingInbound waiting
                && waiting.envelope().id().value().equals("2"));

        List<CompletableFuture<Acceptance.Kind>> results =
                acceptTogether(hub.text("o1", "1", "一"), hub.text("o1", "2", "二"), hub.text("o1", "3", "三"));

        assertThat(results.get(0).join()).isEqualTo(Acceptance.Kind.NEW);
        assertThat(results.get(1))
                .failsWithin(Duration.ofSeconds(10))
                .withThrowableThat()
                .havingCause();
        assertThat(results.get(2).join()).isEqualTo(Acceptance.Kind.NEW);
    }

    @Test
    void a_row_with_an_error_that_nobody_foresaw_fails_alone_too() {
        refusing = (method, arguments, proceed) -> {
            if (textsIn(arguments).contains("二")) {
                throw new IllegalStateException("The store gave an error that nobody foresaw");
            }
            return proceed.call();
        };

        List<CompletableFuture<Acceptance.Kind>> results =
                acceptTogether(hub.text("o1", "1", "一"), hub.text("o1", "2", "二"), hub.text("o1", "3", "三"));

        assertThat(results.get(0).join()).isEqualTo(Acceptance.Kind.NEW);
        assertThat(results.get(1)).failsWithin(Duration.ofSeconds(10));
        assertThat(results.get(2).join()).isEqualTo(Acceptance.Kind.NEW);
    }

    @Test
    void while_the_store_is_away_accepting_fails_and_then_goes_on_by_itself() {
        node((method, arguments, proceed) -> proceed.call());
        hub.stores.unavailable(true);
        assertThatThrownBy(() -> node.accept(hub.text("o1", "1", "一"))).isInstanceOf(AcceptFailedException.class);

        hub.stores.unavailable(false);

        await().ignoreExceptionsInstanceOf(AcceptFailedException.class)
                .until(() -> node.accept(hub.text("o1", "1", "一")).kind() == Acceptance.Kind.NEW);
    }

    @Test
    void a_commit_whose_end_is_unclear_is_no_acknowledgement_and_the_next_delivery_is_recognised() {
        AtomicBoolean lost = new AtomicBoolean(true);
        node((method, arguments, proceed) -> {
            Object result = proceed.call();
            if (lost.getAndSet(false)) {
                throw new StoreUnavailableException("The connection was lost during COMMIT");
            }
            return result;
        });
        assertThatThrownBy(() -> node.accept(hub.text("o1", "1", "一"))).isInstanceOf(AcceptFailedException.class);

        await().ignoreExceptionsInstanceOf(AcceptFailedException.class)
                .until(() -> node.accept(hub.text("o1", "1", "一")).kind() == Acceptance.Kind.DUPLICATE);
        assertThat(hub.stores.inbound().countWaiting()).isEqualTo(1);
    }

    @Test
    void closing_finishes_what_is_queued_and_refuses_what_comes_later() {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        node((method, arguments, proceed) -> {
            first.countDown();
            go.await();
            return proceed.call();
        });
        CompletableFuture<Acceptance.Kind> underWay = accepting(hub.text("o1", "1", "一"));
        await().until(() -> first.getCount() == 0);
        CompletableFuture<Acceptance.Kind> queued = accepting(hub.text("o1", "2", "二"));
        await().until(() -> node.acceptor.depth() == 1);

        go.countDown();
        node.acceptor.close();

        assertThat(underWay.join()).isEqualTo(Acceptance.Kind.NEW);
        assertThat(queued.join()).isEqualTo(Acceptance.Kind.NEW);
        assertThatThrownBy(() -> node.accept(hub.text("o1", "3", "三"))).isInstanceOf(AcceptFailedException.class);
    }
}
