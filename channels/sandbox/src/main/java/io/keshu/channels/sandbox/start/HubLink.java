package io.keshu.channels.sandbox.start;

import io.keshu.channels.sandbox.world.Account;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/** Tells the sandbox where the hub is once it is up, and ends the sandbox after the hub's work has ended. */
final class HubLink implements ApplicationListener<ApplicationReadyEvent>, DisposableBean, Ordered {

    private final ConfigurableEnvironment environment;

    HubLink(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        String port = environment.getProperty("local.server.port");
        if (port == null || !(source() instanceof SandboxPropertySource sandbox)) {
            return;
        }
        String hub = "http://" + environment.getProperty("server.address", "127.0.0.1") + ":" + port
                + environment.getProperty("server.servlet.context-path", "");
        Account account = sandbox.account();
        account.change(account.settings().pushedTo(hub + "/webhooks/wechat/" + DeclaredAccounts.KEY));
        Account mini = sandbox.mini();
        mini.change(mini.settings().pushedTo(hub + "/webhooks/miniprogram/" + DeclaredAccounts.KEY));
        sandbox.server().consoleAt(console(environment.getProperty("keshu.public-url", ""), port));
    }

    /** Agents' browsers use the public address, unless the hub took a port that the address can't know. */
    private static String console(String publicUrl, String port) {
        boolean known = !publicUrl.isBlank() && URI.create(publicUrl).getPort() != 0;
        return known ? publicUrl : "http://localhost:" + port;
    }

    private @Nullable PropertySource<?> source() {
        return environment.getPropertySources().get(SandboxPropertySource.NAME);
    }

    /** Before the address is printed. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    @Override
    public void destroy() {
        if (source() instanceof SandboxPropertySource sandbox) {
            sandbox.end();
        }
    }
}
