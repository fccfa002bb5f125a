package io.keshu.console.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.fault.ApiFault;
import io.keshu.channels.sandbox.fault.PushFault;
import io.keshu.channels.sandbox.push.PushSettings;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedRedis;
import io.keshu.embedded.EmbeddedServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two nodes, five hundred customers and five thousand texts, delivered twice or out of order, an answer to each; and meanwhile nodes die at
 * the worst moments, Redis forgets and ends, the database ends. Afterwards the database and the provider's own log have to agree.
 *
 * <p>{@code -Dkeshu.fault.seeds=n} runs as many seeds instead of two, {@code -Dkeshu.fault.seed=n} that one alone.
 */
class FaultTest {

    private static final int CUSTOMERS = 500;
    private static final int TEXTS = 5_000;
    private static final int DESKS = 4;
    private static final String PASSWORD = "fault-test-password";
    private static final String SEND = "/cgi-bin/message/custom/send";

    @TempDir
    Path folder;

    static LongStream seeds() {
        Long one = Long.getLong("keshu.fault.seed");
        return one == null ? LongStream.rangeClosed(1, Long.getLong("keshu.fault.seeds", 2)) : LongStream.of(one);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void nothingIsLostNothingComesTwiceNothingOutOfOrder(long seed) throws Exception {
        EmbeddedMariaDb database = EmbeddedServers.shared().mariaDb();
        EmbeddedRedis redis = EmbeddedServers.shared().redis();
        String url = EmbeddedServers.shared().freshDatabase();
        PushSettings pushing = new PushSettings(Duration.ofSeconds(5), Duration.ofSeconds(2), 4, 48, seed);
        try (SandboxServer sandbox =
                SandboxServer.start(SandboxOptions.defaults().pushing(pushing), Clock.systemUTC())) {
            Customers customers = new Customers(sandbox, 2, CUSTOMERS, seed);
            List<HubNode> nodes = new ArrayList<>();
            Chaos chaos = new Chaos(nodes, database, redis, seed);
            Random lots = new Random(seed);
            try (Passage toSandbox = new Passage(() -> watched(sandbox, chaos));
                    Passage toHub = new Passage(() -> balanced(nodes, lots, chaos))) {
                Map<String, String> settings = new HashMap<>(customers.declarations(toSandbox.address()));
                settings.put("spring.datasource.url", url);
                settings.put("spring.datasource.username", database.username());
                settings.put("spring.datasource.password", database.password());
                settings.put("keshu.redis.address", redis.address());
                settings.put("keshu.sandbox.enabled", "false");
                settings.put("KESHU_ADMIN_PASSWORD", PASSWORD);
                settings.put("keshu.data-dir", folder.resolve("data").toString());
                for (String name : List.of("a", "b")) {
                    nodes.add(new HubNode(name, freePort(), folder, settings));
                    nodes.get(nodes.size() - 1).start();
                    awaitReady(nodes);
                }
                customers.pushTo(toHub.address());
                run(seed, sandbox, customers, nodes, chaos, url, database);
            } finally {
                nodes.forEach(HubNode::close);
            }
        }
    }

    private void run(
            long seed,
            SandboxServer sandbox,
            Customers customers,
            List<HubNode> nodes,
            Chaos chaos,
            String url,
            EmbeddedMariaDb database)
            throws Exception {
        sandbox.faults().add(new PushFault(null, 1, 0, 0, 0, TEXTS / 4));
        sandbox.faults().add(new PushFault(null, 0, 8, 0, 0, TEXTS / 4));
        sandbox.faults().add(new PushFault(null, 0, 0, 1, 0, TEXTS / 20));
        sandbox.faults().add(new ApiFault(null, SEND, ApiFault.Answer.ERRCODE, -1, 0, 0, ApiFault.When.BEFORE, -1, 50));
        sandbox.faults().add(new ApiFault(null, SEND, ApiFault.Answer.CUT, 0, 0, 0, ApiFault.When.AFTER, -1, 149));
        Set<String> replies = ConcurrentHashMap.newKeySet();
        List<Desk> desks = new ArrayList<>();
        List<Thread> agents = new ArrayList<>();
        for (int share = 0; share < DESKS; share++) {
            Desk desk = new Desk(turn -> nodes.get(turn % nodes.size()), chaos::heard, PASSWORD, share, DESKS, replies);
            desks.add(desk);
            agents.add(new Thread(desk, "desk-" + share));
        }
        agents.forEach(Thread::start);
        try {
            List<Chaos.Blow> blows = chaos.blows();
            System.out.println("Fault test, seed " + seed + ": " + blows);
            int rounds = blows.size() + 1;
            for (int round = 0; round < rounds; round++) {
                long before = customers.pushed();
                customers.write(TEXTS / rounds + (round < TEXTS % rounds ? 1 : 0));
                if (round < blows.size()) {
                    await().atMost(Duration.ofMinutes(1)).until(() -> customers.pushed() > before + TEXTS / rounds / 4);
                    chaos.strike(blows.get(round));
                }
                await().atMost(Duration.ofMinutes(2)).until(customers::allPushed);
                awaitReady(nodes);
            }
            try (Checker checker = new Checker(url, database.username(), database.password())) {
                awaitQuiet(checker, replies);
                close(desks, agents);
                awaitQuiet(checker, replies);
                List<String> breaches =
                        checker.check(customers.acknowledged(), replies, customers.delivered(), customers.sent());
                System.out.printf(
                        "Fault test, seed %d: %d texts sent, %d acknowledged; %d replies taken; our messages accepted %d,"
                                + " failed %d, unknown %d; breaches %s%n",
                        seed,
                        customers.sent().size(),
                        customers.acknowledged().size(),
                        replies.size(),
                        checker.ended(Checker.ACCEPTED),
                        checker.ended(Checker.FAILED),
                        checker.ended(Checker.UNKNOWN),
                        breaches);
                assertThat(breaches).isEmpty();
                assertThat(customers.acknowledged()).hasSizeGreaterThan(TEXTS * 9 / 10);
            }
        } finally {
            close(desks, agents);
        }
    }

    private static void close(List<Desk> desks, List<Thread> agents) throws InterruptedException {
        desks.forEach(Desk::close);
        for (Thread agent : agents) {
            agent.join();
        }
    }

    /** What was stored without being acknowledged is answered too. */
    private static void awaitQuiet(Checker checker, Set<String> replies) {
        await("everything answered and delivered")
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    assertThat(checker.quiet()).as(checker.waiting()).isTrue();
                    assertThat(replies).as("replies").hasSize(checker.customersTexts());
                });
    }

    private static void awaitReady(List<HubNode> nodes) {
        await("nodes ready")
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> nodes.stream().allMatch(HubNode::ready));
    }

    private static Passage.Hop watched(SandboxServer sandbox, Chaos chaos) {
        return new Passage.Hop() {
            @Override
            public String address() {
                return sandbox.url();
            }

            @Override
            public void passing() {
                chaos.sending();
            }
        };
    }

    private static Passage.Hop balanced(List<HubNode> nodes, Random lots, Chaos chaos) {
        HubNode node = nodes.get(lots.nextInt(nodes.size()));
        return new Passage.Hop() {
            @Override
            public String address() {
                return "http://127.0.0.1:" + node.port();
            }

            @Override
            public void answered(int status) {
                if (status == 200) {
                    chaos.acknowledged(node);
                }
            }
        };
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
