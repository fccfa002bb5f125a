package io.keshu.benchmarks;

import io.keshu.benchmarks.wechat.WechatAccount;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The real hub in a process of its own, and what an administrator does with it. */
final class Hub implements AutoCloseable {

    private static final Duration STARTING = Duration.ofMinutes(3);
    private static final Pattern ID = Pattern.compile("\"id\":\"(\\d+)\"");
    private static final Pattern VERSION = Pattern.compile("\"version\":(\\d+)");

    private final JavaProcess process;
    private final int port;
    private final String password;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient client =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private Duration started = Duration.ZERO;

    private Hub(JavaProcess process, int port, String password) {
        this.process = process;
        this.port = port;
        this.password = password;
    }

    /** Starts it and waits until it is ready to accept durably. */
    static Hub start(Path folder, HubProgram program, Servers servers, Pinning pinning, Options options) {
        int port = Ports.free();
        String password = UUID.randomUUID().toString();
        Path settings = folder.resolve("hub.properties");
        HubProgram.write(settings, settings(folder, port, servers, password, options.accounts()));
        List<String> command = JavaProcess.java("-Xmx1g");
        command.addAll(program.arguments());
        command.add("--spring.config.additional-location=file:" + settings);
        long began = System.nanoTime();
        Hub hub = new Hub(JavaProcess.start(folder.resolve("hub.log"), pinning.measured(command)), port, password);
        hub.awaitReady();
        hub.started = Duration.ofNanos(System.nanoTime() - began);
        return hub;
    }

    private static byte[] settings(Path folder, int port, Servers servers, String password, int accounts) {
        List<String> lines = new ArrayList<>(List.of(
                "server.port=" + port,
                "keshu.public-url=http://localhost:" + port,
                "keshu.data-dir=" + folder.resolve("hub"),
                "keshu.embedded.enabled=false",
                "spring.datasource.url=" + servers.url(),
                "spring.datasource.username=" + servers.username(),
                "spring.datasource.password=" + servers.password(),
                "keshu.redis.address=" + servers.redisAddress(),
                "KESHU_ADMIN_PASSWORD=" + password));
        List<WechatAccount> declared = WechatAccount.list(accounts);
        for (int i = 0; i < declared.size(); i++) {
            WechatAccount account = declared.get(i);
            String prefix = "keshu.channels.accounts[" + i + "].";
            lines.addAll(List.of(
                    prefix + "type=wechat",
                    prefix + "key=" + account.key(),
                    prefix + "settings.appId=" + account.appId(),
                    prefix + "settings.mode=secure",
                    // Nothing is sent in these rounds; if something were, it would go nowhere.
                    prefix + "settings.apiBaseUrl=http://127.0.0.1:9",
                    prefix + "secrets.appSecret=" + account.token(),
                    prefix + "secrets.token=" + account.token(),
                    prefix + "secrets.encodingAesKey=" + account.encodingAesKey()));
        }
        return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    }

    private void awaitReady() {
        long giveUp = System.nanoTime() + STARTING.toNanos();
        while (!isReady()) {
            process.checkAlive();
            if (System.nanoTime() - giveUp > 0) {
                process.close();
                throw new IllegalStateException("The hub was not ready in " + STARTING);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(20);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private boolean isReady() {
        try {
            return send("GET", "/actuator/health/readiness", "").statusCode() == 200;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    /**
     * Signs the administrator in, and switches off the only rule, the greeting, which would answer each customer's first message.
     *
     * @param rules how many others to add: looked at for every message, answering none, so that as many messages are counted
     */
    void prepare(int rules) {
        send("GET", "/api/session", "");
        expect(send("POST", "/api/session", "{\"username\":\"admin\",\"password\":\"" + password + "\"}"));
        String greeting = expect(send("GET", "/api/bot/rules", ""));
        expect(send(
                "PUT",
                "/api/bot/rules/" + first(ID, greeting) + "/enabled",
                "{\"enabled\":false,\"version\":" + first(VERSION, greeting) + "}"));
        for (int i = 0; i < rules; i++) {
            expect(send("POST", "/api/bot/rules", rule(i)));
        }
    }

    /** Adds a mailbox on this machine, in the clear; the address is the user name. */
    void addMailbox(String address, String password, int imapPort, int smtpPort) {
        expect(send(
                "POST",
                "/api/channel-accounts",
                ("{'type':'email','key':'mail','name':'mail','enabled':true,'version':0,'secrets':{'password':'"
                                + password
                                + "'},'settings':{'address':'" + address
                                + "','imapHost':'127.0.0.1','imapSecurity':'none','imapPort':'" + imapPort
                                + "','smtpHost':'127.0.0.1','smtpSecurity':'none','smtpPort':'" + smtpPort + "'}}")
                        .replace('\'', '"')));
    }

    /** Words, whole messages and patterns in turn. */
    private static String rule(int i) {
        String trigger = switch (i % 5) {
            case 0 -> "'match':'EXACT','words':['benchmark rule " + i + "']";
            case 1 -> "'match':'PATTERN','words':['^benchmark [0-9]{" + (i + 1) + "} rule$']";
            default -> "'match':'CONTAINS','words':['benchmark rule " + i + "','rule of the benchmark " + i + "']";
        };
        String conditions =
                "{'channels':['wechat'],'accounts':[],'time':'ANY','language':'ANY','acquaintance':'ANY','tags':[],"
                        + "'window':{'days':[],'from':'','to':''}}";
        String answer = "{'kind':'TEXT','text':'answer','articles':[],'options':[],'media':'','title':'',"
                + "'description':'','url':'','appId':'','path':''}";
        return ("{'name':'rule " + i
                        + "','enabled':true,'trigger':{'kind':'KEYWORD','scenes':[],'kinds':[],'minutes':0,"
                        + trigger + "},'conditions':" + conditions + ",'answers':[" + answer
                        + "],'choice':'ALL','stop':true,'handOver':false,'group':''}")
                .replace('\'', '"');
    }

    private static String first(Pattern pattern, String json) {
        Matcher found = pattern.matcher(json);
        if (!found.find()) {
            throw new IllegalStateException("No " + pattern + " in " + json);
        }
        return found.group(1);
    }

    private static String expect(HttpResponse<String> response) {
        if (response.statusCode() != 200 && response.statusCode() != 201) {
            throw new IllegalStateException(response + ": " + response.body());
        }
        return response.body();
    }

    private HttpResponse<String> send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .forEach(cookie -> request.header("X-XSRF-TOKEN", cookie.getValue()));
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The administrator's cookies, for the agents' sockets. */
    String cookies() {
        return cookies.getCookieStore().getCookies().stream()
                .map((HttpCookie cookie) -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining(";"));
    }

    int port() {
        return port;
    }

    long pid() {
        return process.pid();
    }

    /** From the start of the process to its being ready. */
    Duration started() {
        return started;
    }

    @Override
    public void close() {
        process.close();
    }
}
