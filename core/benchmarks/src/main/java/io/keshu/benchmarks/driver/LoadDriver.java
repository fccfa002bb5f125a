package io.keshu.benchmarks.driver;

import io.keshu.benchmarks.wechat.WechatAccount;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * The load in a process of its own: reads commands from its standard input, answers each with one line, {@code ok …} or
 * {@code failed …}, and ends with its input. Arguments: accounts, customers, agents.
 */
public final class LoadDriver {

    /** Larger than any message's id of WeChat's so far, so that they have as many digits. */
    private static final long FIRST_MESSAGE = 24_000_000_000_000_000L;

    private final Customers customers;
    private final Ledger ledger;
    private final Agents agents;
    private final LoadLoop loop;
    private final int agentCount;

    private LoadDriver(int accountCount, int customerCount, int agentCount, Selector selector) {
        List<WechatAccount> accounts = WechatAccount.list(accountCount);
        this.agentCount = agentCount;
        this.customers = new Customers(accounts, customerCount, 1);
        this.ledger = new Ledger(customerCount, agentCount);
        this.agents = new Agents(selector::wakeup);
        Calls calls = new Calls(customers, accounts, Clock.systemUTC(), FIRST_MESSAGE);
        this.loop = new LoadLoop(selector, customers, calls, ledger, agents);
    }

    public static void main(String[] args) throws IOException {
        try (Selector selector = Selector.open()) {
            LoadDriver driver = new LoadDriver(
                    Integer.parseInt(args[0]), Integer.parseInt(args[1]), Integer.parseInt(args[2]), selector);
            driver.obey(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)), System.out);
        }
        System.exit(0);
    }

    private void obey(BufferedReader commands, PrintStream answers) throws IOException {
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            Wire answer;
            try {
                answer = obey(Wire.parse(line));
            } catch (IOException | RuntimeException e) {
                answer = Wire.of("failed", "reason", String.valueOf(e).replaceAll("\\s+", "_"));
            }
            answers.println(answer);
            answers.flush();
        }
        agents.close();
    }

    private Wire obey(Wire command) throws IOException {
        return switch (command.word()) {
            case "connect" -> {
                agents.connect(agentCount, (int) command.number("port"), command.text("cookies"));
                yield Wire.of("ok");
            }
            case "begin" -> begin(Path.of(command.text("file")));
            case "run" -> run(Round.of(command));
            case "drain" -> drain(command.number("millis"));
            case "report" -> report(Path.of(command.text("file")));
            default -> throw new IllegalArgumentException("Unknown command");
        };
    }

    private Wire run(Round round) throws IOException {
        RoundResult result = loop.run(round);
        String fault = agents.fault();
        if (fault != null) {
            throw new IOException(fault);
        }
        return result.answer();
    }

    private Wire drain(long millis) throws IOException {
        boolean drained = loop.drain(millis);
        return Wire.of("ok", "drained", drained, "accepted", ledger.acceptedInAll(), "seen", ledger.seenByAll());
    }

    /** Takes the conversations that there are: conversation, customer and last number, by tabs. */
    private Wire begin(Path file) throws IOException {
        agents.read(ledger);
        ledger.begin();
        List<String> lines = Files.readAllLines(file);
        for (String line : lines) {
            String[] parts = line.split("\t", -1);
            ledger.known(Long.parseLong(parts[0]), Customers.ofOpenId(parts[1]), Integer.parseInt(parts[2]));
        }
        return Wire.of("ok", "conversations", lines.size());
    }

    /** Writes what was accepted from each customer and what all agents were told of, by tabs. */
    private Wire report(Path file) throws IOException {
        int[] seen = ledger.seenOfEach();
        List<String> lines = new ArrayList<>(customers.count());
        for (int customer = 0; customer < customers.count(); customer++) {
            lines.add(Customers.openId(customer) + "\t" + ledger.acceptedOf(customer) + "\t" + seen[customer]);
        }
        Files.write(file, lines);
        return Wire.of("ok", "accepted", ledger.acceptedInAll());
    }
}
