package io.keshu.channels.sandbox.start;

import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.mail.MailTown;
import io.keshu.channels.sandbox.push.PushSettings;
import io.keshu.channels.sandbox.shop.Shop;
import io.keshu.channels.sandbox.world.Account;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.apache.commons.logging.Log;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.logging.DeferredLogFactory;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Starts the sandbox before the hub and declares its account to the hub. Does nothing with {@code keshu.sandbox.enabled=false}, nor while
 * another hub on the same data folder has it. {@code keshu.sandbox.port} is the port it would like best, 8090 unless set.
 */
public final class SandboxPostProcessor implements EnvironmentPostProcessor, Ordered {

    private static final int PORT = 8090;

    /** What the shop's page carries; a hub without the website's channel has none. */
    private static final String WIDGET = "/META-INF/resources/widget/keshu.js";

    private static final int LOGGED = 10_000;

    private final Log log;

    SandboxPostProcessor(DeferredLogFactory logs) {
        this.log = logs.getLog(SandboxPostProcessor.class);
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.getProperty("keshu.sandbox.enabled", Boolean.class, true)) {
            return;
        }
        Path folder =
                Path.of(environment.getProperty("keshu.data-dir", ".keshu")).resolve("sandbox");
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't use the folder " + folder, e);
        }
        Optional<FolderLock> lock = FolderLock.take(folder);
        if (lock.isEmpty()) {
            log.info("event=sandbox_elsewhere folder=" + folder);
            return;
        }
        int port = environment.getProperty("keshu.sandbox.port", Integer.class, PORT);
        SandboxServer server = SandboxServer.start(
                new SandboxOptions("127.0.0.1", port, PushSettings.WECHAT, LOGGED, null, folder.resolve("world.json")),
                Clock.systemUTC());
        MailTown mail = MailTown.start(folder.resolve("mail"), Clock.systemUTC());
        server.open(mail);
        Account account = FirstAccount.of(server.world());
        Account mini = FirstAccount.ofMini(server.mini().world());
        Shop shop = null;
        if (SandboxPostProcessor.class.getResource(WIDGET) != null) {
            shop = Shop.keptIn(folder.resolve("shop-secret"), Clock.systemUTC());
            server.open(shop);
        }
        DeclaredAccounts accounts = new DeclaredAccounts(server.url())
                .official(account.settings())
                .miniProgram(mini.settings(), server.mini())
                .mailbox(mail)
                .shop(shop);
        SandboxPropertySource sandbox = new SandboxPropertySource(server, account, mini, accounts, lock.get());
        environment.getPropertySources().addLast(sandbox);
        // A hub that fails before its beans are there would leave the sandbox behind, and with it its own process.
        application.addListeners((ApplicationListener<ApplicationFailedEvent>) failed -> sandbox.end());
    }

    /** After the configuration files were read, since they may switch it off. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 110;
    }
}
