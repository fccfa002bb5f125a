package io.keshu.console.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.hint.Hint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.web.socket.CloseStatus;

class AgentSocketTest {

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger slow = new AtomicInteger();
    private final Manual outlet = new Manual();
    private final AgentSocket socket = new AgentSocket(outlet, "session", nanos::get, slow::incrementAndGet);

    /** Frames end when the test says so. */
    private static final class Manual implements Outlet {
        private final List<String> sent = new ArrayList<>();
        private Consumer<Boolean> ended = unused -> {};

        @Override
        public void send(String frame, Consumer<Boolean> end) {
            sent.add(frame);
            ended = end;
        }

        @Override
        public void close(CloseStatus status) {}

        void end() {
            ended.accept(true);
        }
    }

    private void offer(Hint... hints) {
        List<HintItem> items = java.util.Arrays.stream(hints).map(HintItem::of).toList();
        socket.offer(items, HintItem.frame(items));
    }

    private static Hint hint(long conversation, int lastNumber, int touched) {
        return new Hint(new ConversationId(conversation), lastNumber, touched);
    }

    @Test
    void oneFrameIsOnItsWayAndTheRestIsMerged() {
        offer(hint(1, 1, 0));
        offer(hint(1, 2, 0), hint(2, 1, 0));
        offer(hint(1, 3, 2));
        assertThat(outlet.sent).hasSize(1);

        outlet.end();

        assertThat(outlet.sent).hasSize(2);
        assertThat(outlet.sent.get(1))
                .isEqualTo("{\"type\":\"hints\",\"items\":[{\"id\":\"1\",\"lastNumber\":3,\"touched\":2},"
                        + "{\"id\":\"2\",\"lastNumber\":1,\"touched\":null}]}");
        outlet.end();
        assertThat(outlet.sent).hasSize(2);
    }

    @Test
    void otherFramesGoBeforeHints() {
        offer(hint(1, 1, 0));
        offer(hint(2, 1, 0));
        socket.send("{\"type\":\"pong\"}");

        outlet.end();

        assertThat(outlet.sent.get(1)).isEqualTo("{\"type\":\"pong\"}");
    }

    @Test
    void aReaderThatTakesTooLongIsSlow() {
        offer(hint(1, 1, 0));
        nanos.addAndGet(AgentSocket.PATIENCE_NANOS);
        socket.checkPace();
        assertThat(slow).hasValue(0);

        nanos.incrementAndGet();
        socket.checkPace();
        socket.checkPace();

        assertThat(slow).hasValue(1);
        offer(hint(2, 1, 0));
        outlet.end();
        assertThat(outlet.sent).hasSize(1);
    }

    @Test
    void whatWaitsIsBounded() {
        offer(hint(1, 1, 0));

        offer(IntStream.rangeClosed(2, AgentSocket.MAX_CONVERSATIONS + 2)
                .mapToObj(id -> hint(id, 1, 0))
                .toArray(Hint[]::new));

        assertThat(slow).hasValue(1);
    }

    @Test
    void manyHintsTravelInSeveralFrames() {
        offer(IntStream.rangeClosed(1, AgentSocket.MAX_PER_FRAME + 1)
                .mapToObj(id -> hint(id, 1, 0))
                .toArray(Hint[]::new));
        outlet.end();

        assertThat(outlet.sent).hasSize(2);
        assertThat(outlet.sent.get(1)).contains("\"id\":\"" + (AgentSocket.MAX_PER_FRAME + 1) + "\"");
    }

    @Test
    void aFailedFrameEndsIt() {
        offer(hint(1, 1, 0));

        outlet.ended.accept(false);

        assertThat(slow).hasValue(1);
    }

    @Test
    void framesThatEndAtOnceDontPileUpOnTheStack() {
        List<String> sent = new ArrayList<>();
        Outlet immediate = new Outlet() {
            @Override
            public void send(String frame, Consumer<Boolean> ended) {
                sent.add(frame);
                ended.accept(true);
            }

            @Override
            public void close(CloseStatus status) {}
        };
        AgentSocket quick = new AgentSocket(immediate, "session", nanos::get, slow::incrementAndGet);

        for (int i = 0; i < 100_000; i++) {
            quick.send("{}");
        }

        assertThat(sent).hasSize(100_000);
    }
}
