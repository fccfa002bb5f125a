package io.keshu.channels.sandbox.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.world.Account;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

/** A hub in small that nobody configured. */
class FirstRunTest {

    private static final String ACCOUNT = "keshu.channels.accounts.sandbox.";

    @EnableAutoConfiguration
    static class Hub {}

    /** Fails before any other bean is made. */
    static class Broken implements BeanFactoryPostProcessor {
        @Override
        public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
            throw new IllegalStateException("Something else is wrong");
        }
    }

    @TempDir
    private Path folder;

    private ConfigurableApplicationContext hub(String... more) {
        List<String> properties =
                new ArrayList<>(List.of("keshu.data-dir=" + folder, "keshu.sandbox.port=0", "local.server.port=12345"));
        properties.addAll(List.of(more));
        return new SpringApplicationBuilder(Hub.class)
                .web(WebApplicationType.NONE)
                .properties(properties.toArray(String[]::new))
                .run();
    }

    private static SandboxPropertySource sandbox(ConfigurableApplicationContext hub) {
        return (SandboxPropertySource) hub.getEnvironment().getPropertySources().get(SandboxPropertySource.NAME);
    }

    @Test
    void theHubIsToldOfAnAccountThatIsPushedToWhereItListens() {
        try (ConfigurableApplicationContext hub = hub()) {
            Environment told = hub.getEnvironment();
            SandboxServer server = sandbox(hub).server();
            Account account = server.world().accounts().iterator().next();

            assertThat(told.getProperty(ACCOUNT + "type")).isEqualTo("wechat");
            assertThat(told.getProperty(ACCOUNT + "settings.apiBaseUrl")).isEqualTo(server.url());
            assertThat(told.getProperty(ACCOUNT + "settings.appId"))
                    .isEqualTo(account.settings().appId());
            assertThat(told.getProperty(ACCOUNT + "secrets.token"))
                    .isEqualTo(account.settings().token());
            assertThat(told.getProperty("keshu.start-message.addresses.sandbox.url"))
                    .isEqualTo(server.url());
            assertThat(account.settings().webhookUrl()).isEqualTo("http://127.0.0.1:12345/webhooks/wechat/sandbox");
            assertThat(account.followers())
                    .hasSize(2)
                    .allSatisfy(person -> assertThat(person.following()).isTrue());
        }
    }

    @Test
    void aMiniProgramIsDeclaredBesideItAndPushedToWhereTheHubListens() {
        try (ConfigurableApplicationContext hub = hub()) {
            SandboxServer server = sandbox(hub).server();
            Account program = server.mini().world().accounts().iterator().next();
            String prefix = "keshu.channels.accounts.sandbox-mini.";

            assertThat(hub.getEnvironment().getProperty(prefix + "type")).isEqualTo("miniprogram");
            assertThat(hub.getEnvironment().getProperty(prefix + "settings.apiBaseUrl"))
                    .isEqualTo(server.url() + "/mini-api");
            assertThat(hub.getEnvironment().getProperty(prefix + "settings.appId"))
                    .isEqualTo(program.settings().appId());
            assertThat(program.settings().webhookUrl())
                    .isEqualTo("http://127.0.0.1:12345/webhooks/miniprogram/sandbox");
            assertThat(program.followers()).hasSize(2);
        }
    }

    @Test
    void theHubIsToldOfAMailboxThatIsOpen() throws Exception {
        try (ConfigurableApplicationContext hub = hub()) {
            Environment told = hub.getEnvironment();
            String mailbox = "keshu.channels.accounts.sandbox-mail.";
            assertThat(told.getProperty(mailbox + "type")).isEqualTo("email");
            int port = Integer.parseInt(told.getRequiredProperty(mailbox + "settings.imapPort"));
            try (Store store = Session.getInstance(new Properties()).getStore("imap")) {
                store.connect(
                        told.getProperty(mailbox + "settings.imapHost"),
                        port,
                        told.getProperty(mailbox + "settings.address"),
                        told.getProperty(mailbox + "secrets.password"));
                assertThat(store.getFolder("INBOX").exists()).isTrue();
            }
        }
    }

    @Test
    void theHubIsToldOfTheShopWhosePageCarriesItsWidget() {
        String shop = "keshu.channels.accounts.sandbox-shop.";
        String secret;
        try (ConfigurableApplicationContext hub = hub()) {
            Environment told = hub.getEnvironment();
            String url = sandbox(hub).server().url();
            assertThat(told.getProperty(shop + "type")).isEqualTo("web");
            assertThat(told.getRequiredProperty(shop + "settings.origins").lines())
                    .containsExactly(url, url.replace("127.0.0.1", "localhost"));
            secret = told.getRequiredProperty(shop + "secrets.memberSecret");
            assertThat(secret).hasSizeGreaterThanOrEqualTo(32);
        }
        try (ConfigurableApplicationContext hub = hub()) {
            assertThat(hub.getEnvironment().getProperty(shop + "secrets.memberSecret"))
                    .isEqualTo(secret);
        }
    }

    @Test
    void afterARestartTheAccountIsTheSameAndPushedToTheHubsNewPort() {
        String token;
        String openid;
        try (ConfigurableApplicationContext hub = hub()) {
            token = hub.getEnvironment().getProperty(ACCOUNT + "secrets.token");
            openid = sandbox(hub).account().followers().iterator().next().openid();
        }
        try (ConfigurableApplicationContext hub = hub("local.server.port=23456")) {
            assertThat(hub.getEnvironment().getProperty(ACCOUNT + "secrets.token"))
                    .isEqualTo(token);
            Account account = sandbox(hub).account();
            assertThat(account.follower(openid)).isPresent();
            assertThat(account.settings().webhookUrl()).contains(":23456/");
        }
    }

    @Test
    void aSecondHubOnTheSameFolderStartsNone() {
        try (ConfigurableApplicationContext first = hub();
                ConfigurableApplicationContext second = hub()) {
            assertThat(sandbox(first)).isNotNull();
            assertThat(sandbox(second)).isNull();
            assertThat(second.getEnvironment().containsProperty("keshu.sandbox.url"))
                    .isFalse();
        }
    }

    @Test
    void aHubThatFailsToStartLeavesNoSandboxBehind() {
        SpringApplicationBuilder failing = new SpringApplicationBuilder(Hub.class, Broken.class)
                .web(WebApplicationType.NONE)
                .properties("keshu.data-dir=" + folder, "keshu.sandbox.port=0");

        assertThatThrownBy(failing::run).hasMessageContaining("Something else is wrong");

        try (ConfigurableApplicationContext next = hub()) {
            assertThat(sandbox(next)).isNotNull();
        }
    }

    @Test
    void switchedOffItDoesNothing() {
        try (ConfigurableApplicationContext hub = hub("keshu.sandbox.enabled=false")) {
            assertThat(sandbox(hub)).isNull();
            assertThat(folder.resolve("sandbox")).doesNotExist();
        }
    }

    @Test
    void theConsoleIsWhereTheHubSaysUnlessThatCanNotBeKnown() {
        try (ConfigurableApplicationContext hub = hub("keshu.public-url=https://desk.example.com")) {
            assertThat(sandbox(hub).server().consoleUrl()).isEqualTo("https://desk.example.com");
        }
        try (ConfigurableApplicationContext hub = hub("keshu.public-url=http://localhost:0")) {
            assertThat(sandbox(hub).server().consoleUrl()).isEqualTo("http://localhost:12345");
        }
    }
}
