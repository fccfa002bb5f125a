package io.keshu.benchmarks.driver;

/**
 * What the driver is to send.
 *
 * @param hub whether the hub is called, whose messages are accounted for, or the bare endpoint
 * @param connections kept open; each carries one call at a time
 * @param millis after which no call begins
 * @param count of messages after which no call begins
 * @param window messages at most that were sent and are not at the agents' sockets yet; 0 for any number
 * @param rate calls a second, each at its time whether or not those before were answered; 0 for as many as get answered
 * @param everybody whether each customer writes in turn, rather than by their share
 */
public record Round(
        boolean hub, int port, int connections, long millis, long count, int window, double rate, boolean everybody) {

    static Round of(Wire command) {
        return new Round(
                Boolean.parseBoolean(command.text("hub")),
                (int) command.number("port"),
                (int) command.number("connections"),
                command.number("millis"),
                command.number("count"),
                (int) command.number("window"),
                command.decimal("rate"),
                Boolean.parseBoolean(command.text("everybody")));
    }

    /** The command for this round. */
    public Wire command() {
        return Wire.of(
                "run",
                "hub",
                hub,
                "port",
                port,
                "connections",
                connections,
                "millis",
                millis,
                "count",
                count,
                "window",
                window,
                "rate",
                rate,
                "everybody",
                everybody);
    }
}
