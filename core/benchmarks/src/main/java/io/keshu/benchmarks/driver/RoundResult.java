package io.keshu.benchmarks.driver;

import org.HdrHistogram.Histogram;

/**
 * What came of a round.
 *
 * @param nanos from the first call to the moment when no further one began
 * @param sent calls that were begun
 * @param accepted calls that were answered {@code success}, those begun in time and answered later included
 * @param acceptedInTime those answered until {@code nanos} were over
 * @param refused calls that got another answer
 * @param unclear calls whose connection broke
 * @param seenInTime messages that reached the first agent's socket until {@code nanos} were over
 * @param backlog messages that were accepted and had not reached that socket when {@code nanos} were over
 * @param unsent calls whose time had come and that were not begun when {@code nanos} were over
 * @param ackP50 from a call's time to its answer, in microseconds
 * @param e2eP50 from a call's time to its message's arrival at the first agent's socket, in microseconds
 */
public record RoundResult(
        long nanos,
        long sent,
        long accepted,
        long acceptedInTime,
        long refused,
        long unclear,
        long seenInTime,
        long backlog,
        long unsent,
        long ackP50,
        long ackP99,
        long e2eP50,
        long e2eP99,
        long e2eMax) {

    /** Acknowledged calls a second. */
    public double ackRate() {
        return acceptedInTime * 1e9 / nanos;
    }

    /** Messages a second at the agent's socket. */
    public double seenRate() {
        return seenInTime * 1e9 / nanos;
    }

    /** The backlog at the end as a part of what was accepted. */
    public double backlogShare() {
        return acceptedInTime == 0 ? 0 : (double) backlog / acceptedInTime;
    }

    static RoundResult of(Counts counts, Histogram acks, Histogram ends) {
        return new RoundResult(
                counts.nanos,
                counts.sent,
                counts.accepted,
                counts.acceptedInTime,
                counts.refused,
                counts.unclear,
                counts.seenInTime,
                counts.backlog,
                counts.unsent,
                acks.getValueAtPercentile(50),
                acks.getValueAtPercentile(99),
                ends.getValueAtPercentile(50),
                ends.getValueAtPercentile(99),
                ends.getMaxValue());
    }

    /** Being counted. */
    static final class Counts {
        long nanos;
        long sent;
        long accepted;
        long acceptedInTime;
        long refused;
        long unclear;
        long seenInTime;
        long backlog;
        long unsent;
    }

    Wire answer() {
        return Wire.of(
                "ok",
                "nanos",
                nanos,
                "sent",
                sent,
                "accepted",
                accepted,
                "acceptedInTime",
                acceptedInTime,
                "refused",
                refused,
                "unclear",
                unclear,
                "seenInTime",
                seenInTime,
                "backlog",
                backlog,
                "unsent",
                unsent,
                "ackP50",
                ackP50,
                "ackP99",
                ackP99,
                "e2eP50",
                e2eP50,
                "e2eP99",
                e2eP99,
                "e2eMax",
                e2eMax);
    }

    /** Reads what {@link #answer} wrote. */
    public static RoundResult of(Wire answer) {
        return new RoundResult(
                answer.number("nanos"),
                answer.number("sent"),
                answer.number("accepted"),
                answer.number("acceptedInTime"),
                answer.number("refused"),
                answer.number("unclear"),
                answer.number("seenInTime"),
                answer.number("backlog"),
                answer.number("unsent"),
                answer.number("ackP50"),
                answer.number("ackP99"),
                answer.number("e2eP50"),
                answer.number("e2eP99"),
                answer.number("e2eMax"));
    }
}
