package io.keshu.channels.sandbox;

import com.sun.net.httpserver.HttpServer;
import io.keshu.channels.sandbox.control.ControlHandler;
import io.keshu.channels.sandbox.control.LocalGuard;
import io.keshu.channels.sandbox.fault.Faults;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.mail.MailHandler;
import io.keshu.channels.sandbox.mail.MailTown;
import io.keshu.channels.sandbox.mini.MiniPrograms;
import io.keshu.channels.sandbox.phone.PhoneHandler;
import io.keshu.channels.sandbox.push.Pusher;
import io.keshu.channels.sandbox.shop.Shop;
import io.keshu.channels.sandbox.shop.ShopHandler;
import io.keshu.channels.sandbox.wechat.PictureHandler;
import io.keshu.channels.sandbox.wechat.WechatHandler;
import io.keshu.channels.sandbox.world.World;
import io.keshu.channels.sandbox.world.WorldKeeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The sandbox as one HTTP server: WeChat's API under /cgi-bin/, its control under /control/, the phone at /. */
public final class SandboxServer implements AutoCloseable {

    private static final int BACKLOG = 1000;

    static {
        // Answers leave at once, and as many connections stay open as a busy hub keeps. Read by the JDK's server when
        // it starts.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxIdleConnections", "2000");
    }

    private final HttpServer http;
    private final ExecutorService threads;
    private final World world;
    private final Journal journal;
    private final Faults faults = new Faults();
    private final Pusher pusher;
    private final MiniPrograms mini;
    private final String host;
    private final @Nullable WorldKeeper keeper;
    private volatile String consoleUrl = "";
    private final LocalGuard guard;
    private volatile @Nullable MailTown mail;
    private final List<String> pages = new CopyOnWriteArrayList<>(List.of("/", "/mini"));

    private SandboxServer(SandboxOptions options, Clock clock) throws IOException {
        this.host = options.host();
        Path file = options.worldFile();
        this.world = new World(clock, file == null ? null : file.resolveSibling("media"));
        this.http = bind(options);
        this.keeper = file == null ? null : new WorldKeeper(world, file);
        this.journal = new Journal(options.logBound(), options.logFile());
        this.pusher = new Pusher(options.push(), faults, journal, clock);
        this.mini = new MiniPrograms(options, clock, faults, journal);
        AtomicInteger number = new AtomicInteger();
        this.threads = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "sandbox-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        this.guard = new LocalGuard(options.host());
        http.setExecutor(threads);
        http.createContext("/cgi-bin/", new WechatHandler(world, faults, journal, pusher));
        http.createContext(
                "/control/", new ControlHandler(world, pusher, faults, journal, guard, this::consoleUrl, () -> pages));
        http.createContext(PictureHandler.PATH, new PictureHandler(world));
        mini.serve(http, guard);
        http.createContext("/", new PhoneHandler(guard));
    }

    /** Starts a server, and takes up the world that an earlier one kept. */
    public static SandboxServer start(SandboxOptions options, Clock clock) {
        try {
            SandboxServer server = new SandboxServer(options, clock);
            if (server.keeper != null) {
                server.keeper.start();
            }
            server.mini.start();
            server.http.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox can't be started", e);
        }
    }

    /**
     * Runs a sandbox until it is killed, and prints its address once it listens.
     *
     * @param args {@code --host=}, {@code --port=}, {@code --log=FILE}, {@code --log-bound=}, {@code --world=FILE}, {@code --deadline-ms=},
     *     {@code --interval-ms=}, {@code --tries=}, {@code --in-flight=}, {@code --seed=}
     */
    public static void main(String[] args) throws InterruptedException {
        SandboxServer server;
        try {
            server = start(Arguments.read(args), Clock.systemUTC());
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(2);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "sandbox-end"));
        System.out.println("Sandbox " + server.url());
        System.out.flush();
        new CountDownLatch(1).await();
    }

    private static HttpServer bind(SandboxOptions options) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(options.host(), options.port()), BACKLOG);
        } catch (BindException e) {
            return HttpServer.create(new InetSocketAddress(options.host(), 0), BACKLOG);
        }
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Without a slash at the end; what an account's settings take as the API's address. */
    public String url() {
        return "http://" + host + ":" + http.getAddress().getPort();
    }

    /** Gives the sandbox a mail server, which ends with it, and the page of a customer's mail program. */
    public void open(MailTown town) {
        this.mail = town;
        MailHandler handler = new MailHandler(town, guard);
        http.createContext(MailHandler.CONTROL, handler);
        http.createContext(MailHandler.PATH, handler);
        pages.add(MailHandler.PATH);
    }

    /** Opens a shop, whose page carries the hub's widget. */
    public void open(Shop shop) {
        http.createContext(ShopHandler.PATH, new ShopHandler(shop, guard, this::consoleUrl));
        pages.add(ShopHandler.PATH);
    }

    /** Tells the page where agents answer. */
    public void consoleAt(String url) {
        this.consoleUrl = url;
    }

    /** Where agents answer; empty if that is not known. */
    public String consoleUrl() {
        return consoleUrl;
    }

    /** What WeChat would know. */
    public World world() {
        return world;
    }

    /** The side of mini programs. */
    public MiniPrograms mini() {
        return mini;
    }

    /** What is to fail. */
    public Faults faults() {
        return faults;
    }

    /** What crossed. */
    public Journal journal() {
        return journal;
    }

    /** Who tells accounts what happens. */
    public Pusher pusher() {
        return pusher;
    }

    @Override
    public void close() {
        pusher.close();
        http.stop(0);
        threads.shutdownNow();
        mini.close();
        MailTown town = mail;
        if (town != null) {
            town.close();
        }
        if (keeper != null) {
            keeper.close();
        }
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException("The sandbox's log was not written to its end", e);
        }
    }
}
