package io.keshu.channels.sms.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.sms.client.Delivered;
import io.keshu.channels.sms.client.NotTakenException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class IntakeTest {

    private final Intake intake = new Intake(Clock.systemUTC(), 10);
    private final List<String> ends = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        intake.close();
    }

    private void handIn(int sequence) {
        Thread thread = new Thread(() -> {
            try {
                intake.received(new Delivered(sequence, "1", "2", 0, 0, new byte[0], null, null, 0));
                ends.add(sequence + " taken");
            } catch (NotTakenException e) {
                ends.add(sequence + " not taken");
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** What is stored next, until so many are. */
    private List<Integer> stored(int count) throws InterruptedException {
        List<Integer> all = new ArrayList<>();
        while (all.size() < count) {
            for (Intake.Waiting one : intake.next(10_000)) {
                all.add(one.message().sequence());
                one.verdict().complete(Intake.Verdict.STORED);
            }
        }
        return all;
    }

    @Test
    void messages_are_stored_as_they_came_over_the_wire_not_as_they_were_handed_in() throws Exception {
        for (int sequence : new int[] {7, 8, 9}) {
            intake.announced(sequence);
        }
        handIn(9);
        handIn(8);
        handIn(7);
        assertThat(stored(3)).containsExactly(7, 8, 9);
        await().until(() -> ends.size() == 3);
        assertThat(ends).containsExactlyInAnyOrder("7 taken", "8 taken", "9 taken");
    }

    @Test
    void one_that_never_comes_holds_up_the_others_for_a_moment_only_and_is_taken_if_it_comes_late() throws Exception {
        intake.announced(1);
        intake.announced(2);
        handIn(2);
        assertThat(stored(1)).containsExactly(2);
        handIn(1);
        assertThat(stored(1)).containsExactly(1);
    }

    @Test
    void whoever_waits_when_it_closes_is_told_to_come_again() {
        intake.announced(1);
        intake.announced(2);
        handIn(2);
        intake.close();
        await().until(() -> ends.contains("2 not taken"));
    }
}
