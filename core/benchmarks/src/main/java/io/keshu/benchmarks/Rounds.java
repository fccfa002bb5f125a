package io.keshu.benchmarks;

import io.keshu.benchmarks.driver.Round;
import io.keshu.benchmarks.driver.RoundResult;
import java.util.ArrayList;
import java.util.List;

/** Runs rounds and notes what they cost. What goes wrong in any of them is kept as a fault of the run. */
final class Rounds {

    /** The largest part of a round's messages that may be on their way when it ends. */
    static final double MOST_BACKLOG = 0.01;

    /** Seconds of a round that ends with its count. */
    private static final int LONGEST = 1_800;

    private final Stage stage;
    private final Ledgers ledgers;
    private final List<String> faults = new ArrayList<>();

    /**
     * A round with its cost.
     *
     * @param valid whether its backlog was small enough, where that is asked for
     * @param hub CPU time for one message in microseconds, until it had reached the agents and the statistics; likewise the others
     * @param busy which part of the time the driver had the CPU
     */
    record Measured(RoundResult result, boolean valid, double hub, double database, double redis, double busy) {}

    Rounds(Stage stage, Ledgers ledgers) {
        this.stage = stage;
        this.ledgers = ledgers;
    }

    /** As many calls as the bare endpoint answers. */
    Measured bare(int seconds) {
        return run(round(false, seconds, Long.MAX_VALUE, 0, 0, false));
    }

    /** As many calls as the hub acknowledges, however far its workers have come. */
    Measured acknowledged(int seconds) {
        return run(round(true, seconds, Long.MAX_VALUE, 0, 0, false));
    }

    /** As many messages as come out at the agents' sockets, with few on their way at any time. */
    Measured pipeline(int seconds) {
        return run(round(true, seconds, Long.MAX_VALUE, stage.options().window(), 0, false));
    }

    /** So many messages a second, each at its time. */
    Measured paced(int seconds, double rate) {
        return run(round(true, seconds, Long.MAX_VALUE, 0, rate, false));
    }

    /** So many messages, as fast as they come out at the agents' sockets. */
    Measured messages(int count) {
        return run(round(true, LONGEST, count, stage.options().window(), 0, false));
    }

    /** So many calls of the bare endpoint, and as many webhooks of the hub. */
    List<Measured> warmUp(int count) {
        return List.of(run(round(false, LONGEST, count, 0, 0, false)), run(round(true, LONGEST, count, 0, 0, false)));
    }

    /** One message from each customer. */
    Measured greetings() {
        int customers = stage.options().customers();
        return run(round(true, LONGEST, customers, stage.options().window(), 0, true));
    }

    private Round round(boolean hub, int seconds, long count, int window, double rate, boolean everybody) {
        return new Round(
                hub,
                hub ? stage.hub().port() : stage.barePort(),
                stage.options().connections(),
                seconds * 1000L,
                count,
                window,
                rate,
                everybody);
    }

    private Measured run(Round round) {
        long hub = ProcessFigures.cpuMicros(stage.hub().pid());
        long database = ProcessFigures.cpuMicros(stage.servers().databasePid());
        long redis = ProcessFigures.cpuMicros(stage.servers().redisPid());
        long driver = ProcessFigures.cpuMicros(stage.driverPid());
        long bare = ProcessFigures.cpuMicros(stage.barePid());
        RoundResult result = RoundResult.of(stage.driver(round.command()));
        double busy = (ProcessFigures.cpuMicros(stage.driverPid()) - driver) * 1000.0 / result.nanos();
        if (result.refused() + result.unclear() > 0) {
            faults.add(result.refused() + " calls were refused and " + result.unclear() + " broken off in " + round);
        }
        if (!round.hub()) {
            double cost = ProcessFigures.cpuMicros(stage.barePid()) - bare;
            return new Measured(result, true, cost / result.accepted(), 0, 0, busy);
        }
        if (!ledgers.drain()) {
            faults.add("Not everything that was accepted reached every agent and the statistics in " + round);
        }
        double messages = result.accepted();
        return new Measured(
                result,
                result.backlogShare() <= MOST_BACKLOG && result.unsent() <= MOST_BACKLOG * result.sent(),
                (ProcessFigures.cpuMicros(stage.hub().pid()) - hub) / messages,
                (ProcessFigures.cpuMicros(stage.servers().databasePid()) - database) / messages,
                (ProcessFigures.cpuMicros(stage.servers().redisPid()) - redis) / messages,
                busy);
    }

    /** What went wrong so far. */
    List<String> faults() {
        return List.copyOf(faults);
    }
}
