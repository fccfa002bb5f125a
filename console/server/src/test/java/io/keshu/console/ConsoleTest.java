package io.keshu.console;

import io.keshu.domain.agent.Agent;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationCommands;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.embedded.EmbeddedRedis;
import io.keshu.embedded.EmbeddedServers;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.mockito.Mockito;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The console on a real port, with a real Redis and without the core's stores. */
@SpringBootTest(
        classes = {HubApplication.class, FakeCore.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            "keshu.embedded.enabled=false",
            "keshu.sandbox.enabled=false",
            "KESHU_ADMIN_PASSWORD=first-password",
            "spring.autoconfigure.exclude=io.keshu.infra.CoreAutoConfiguration,io.keshu.infra.MediaAutoConfiguration,io.keshu.infra.StoreAutoConfiguration,"
                    + "io.keshu.infra.redis.RedisAutoConfiguration,io.keshu.bot.BotAutoConfiguration,"
                    + "io.keshu.stats.StatsAutoConfiguration,io.keshu.channels.wechat.WechatAutoConfiguration,"
                    + "io.keshu.channels.email.EmailAutoConfiguration,"
                    + "io.keshu.channels.miniprogram.MiniprogramAutoConfiguration,"
                    + "io.keshu.channels.web.WebAutoConfiguration,"
                    + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration,"
                    + "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration"
        })
public abstract class ConsoleTest {

    protected static final AgentId AGENT = new AgentId(77);

    @LocalServerPort
    protected int port;

    @Autowired
    protected FakeCore.Agents agents;

    @Autowired
    protected FakeChannel channel;

    @Autowired
    protected ConversationQueries queries;

    @Autowired
    protected ConversationCommands commands;

    @Autowired
    private PasswordEncoder passwords;

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry registry) {
        registry.add("keshu.redis.address", () -> redis().address());
    }

    protected static EmbeddedRedis redis() {
        return EmbeddedServers.shared().redis();
    }

    @BeforeEach
    void haveAnAgent() {
        Mockito.reset(queries, commands);
        if (agents.find("mei").isEmpty()) {
            agents.insert(new Agent(AGENT, "mei", "小梅", passwords.encode("correct horse"), Instant.now()));
        }
    }

    protected Browser stranger() {
        return new Browser(port);
    }

    protected Browser agent() {
        Browser browser = stranger();
        Browser.Answer answer = browser.signIn("mei", "correct horse");
        if (answer.status() != 200) {
            throw new AssertionError("Can't sign in: " + answer.status() + " " + answer.text());
        }
        return browser;
    }
}
