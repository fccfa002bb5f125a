package io.keshu.benchmarks;

import io.keshu.benchmarks.Rounds.Measured;
import io.keshu.benchmarks.driver.RoundResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * One run: starts everything, warms up, runs the rounds in turn, and prints the figures, unless a message is missing. Arguments are
 * {@link Options}. Ends with 1 if anything was wrong.
 */
public final class Benchmark {

    private final Stage stage;
    private final Options options;
    private final History history;
    private final Ledgers ledgers;
    private final Rounds rounds;
    private final Report report;
    private final List<String> problems = new ArrayList<>();

    private final List<Measured> bare = new ArrayList<>();
    private final List<Measured> pipeline = new ArrayList<>();
    private final List<Measured> acknowledged = new ArrayList<>();
    private final List<Measured> paced = new ArrayList<>();
    private final List<Measured> bareLater = new ArrayList<>();
    private final List<Measured> grown = new ArrayList<>();

    Benchmark(Stage stage, Report report) {
        this.stage = stage;
        this.options = stage.options();
        this.history = new History(stage.servers());
        this.ledgers = new Ledgers(stage, history);
        this.rounds = new Rounds(stage, ledgers);
        this.report = report;
    }

    public static void main(String[] args) {
        Report report = new Report(System.out);
        boolean right;
        try (Stage stage = new Stage(Options.of(args))) {
            right = new Benchmark(stage, report).run();
        }
        System.exit(right ? 0 : 1);
    }

    /** @return whether nothing was missing */
    boolean run() {
        report.conditions(stage);
        firstMessages();
        warmUp();
        for (int i = 0; i < options.rounds(); i++) {
            history.clear();
            ledgers.open();
            pipeline.add(report.round("pipeline, nothing stored", rounds.pipeline(options.seconds())));
            bare.add(report.round("bare", rounds.bare(options.seconds())));
            acknowledged.add(report.round("acknowledging", rounds.acknowledged(options.seconds())));
            check();
        }
        double half = Medians.of(pipeline, measured -> measured.result().seenRate()) / 2;
        for (int i = 0; i < options.rounds(); i++) {
            paced.add(report.round("half of the pipeline's load", rounds.paced(options.seconds(), half)));
        }
        check();
        history.fill(options.stored());
        ledgers.open();
        for (int i = 0; i < options.rounds(); i++) {
            grown.add(report.round("pipeline, much stored", rounds.pipeline(options.seconds())));
            bareLater.add(report.round("bare", rounds.bare(options.seconds())));
        }
        check();
        problems.addAll(rounds.faults());
        if (problems.isEmpty()) {
            figures();
        } else {
            report.refused(problems);
        }
        return problems.isEmpty();
    }

    /** Makes customers and conversations; agents can't tell yet whose conversation is whose. */
    private void firstMessages() {
        Measured first = report.round("first messages", rounds.greetings());
        long stored = history.messages();
        if (stored != first.result().accepted()) {
            problems.add("Of " + first.result().accepted() + " first messages " + stored + " are stored");
        }
    }

    private void warmUp() {
        ledgers.open();
        rounds.warmUp(options.warmUp()).forEach(warm -> report.round("warm-up", warm));
        report.round("warm-up: pipeline", rounds.messages(options.warmUp() / 2));
        check();
    }

    private void check() {
        problems.addAll(ledgers.check());
    }

    private void figures() {
        report.figure("bare", Medians.of(bare, m -> m.result().ackRate()), "calls/s");
        report.figure("bare.cpu", Medians.of(bare, Measured::hub), "µs of CPU a call");
        report.figure(
                "bare.driver",
                Medians.of(bare, Measured::busy),
                "of a core: the driver while the bare endpoint is called");
        report.figure("ack", Medians.of(acknowledged, m -> m.result().ackRate()), "webhooks/s");
        report.figure("ack.ratio", ratio(acknowledged, RoundResult::ackRate, bare), "of the bare endpoint");
        report.figure(
                "ack.p99",
                Medians.of(acknowledged, m -> m.result().ackP99() / 1000.0),
                "ms, with every connection busy");
        report.figure(
                "ack.backlog",
                Medians.of(acknowledged, m -> m.result().backlogShare()),
                "of the round's messages still under way at its end");
        report.figure("pipeline", Medians.of(pipeline, m -> m.result().seenRate()), "messages/s");
        report.figure("pipeline.ratio", ratio(pipeline, RoundResult::seenRate, bare), "of the bare endpoint");
        report.figure(
                "pipeline.backlog",
                Medians.of(pipeline, m -> m.result().backlogShare()),
                "of the round's messages still under way at its end");
        report.figure("cpu.hub", Medians.of(pipeline, Measured::hub), "µs of CPU a message");
        report.figure("cpu.database", Medians.of(pipeline, Measured::database), "µs of CPU a message");
        report.figure("cpu.redis", Medians.of(pipeline, Measured::redis), "µs of CPU a message");
        report.figure(
                "e2e.p50",
                Medians.of(paced, m -> m.result().e2eP50() / 1000.0),
                "ms from the scheduled call to the agent's socket");
        report.figure("e2e.p99", Medians.of(paced, m -> m.result().e2eP99() / 1000.0), "ms");
        report.figure("grown", Medians.of(grown, m -> m.result().seenRate()), "messages/s with much stored");
        report.figure(
                "growth.ratio",
                ratio(grown, RoundResult::seenRate, bareLater) / ratio(pipeline, RoundResult::seenRate, bare),
                "of the rate with nothing stored, each by the bare rounds beside it");
        report.figure("start", stage.hub().started().toMillis() / 1000.0, "s until ready, tables made");
        report.figure("memory.hub", ProcessFigures.residentMegabytes(stage.hub().pid()), "MB resident");
        report.figure(
                "memory.database",
                ProcessFigures.residentMegabytes(stage.servers().databasePid()),
                "MB resident");
        report.figure(
                "memory.redis", ProcessFigures.residentMegabytes(stage.servers().redisPid()), "MB resident");
        report.validity(Stream.of(pipeline, paced, grown).flatMap(List::stream));
    }

    private static double ratio(List<Measured> above, ToDoubleFunction<RoundResult> rate, List<Measured> below) {
        return Medians.ofRatios(
                above,
                measured -> rate.applyAsDouble(measured.result()),
                below,
                measured -> measured.result().ackRate());
    }
}
