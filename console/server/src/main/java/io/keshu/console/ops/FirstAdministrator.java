package io.keshu.console.ops;

import io.keshu.domain.agent.Agent;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.store.KeyTakenException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Creates the administrator when there is no agent at all. Of several nodes that start at once, one does. */
@Component
final class FirstAdministrator implements ApplicationRunner {

    static final String USERNAME = "admin";
    private static final int GENERATED_LENGTH = 16;

    /** Nothing that looks like something else. */
    private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private final AgentStore agents;
    private final IdGenerator ids;
    private final PasswordEncoder passwords;
    private final Clock clock;
    private final Environment environment;
    private volatile Optional<String> generated = Optional.empty();

    FirstAdministrator(
            AgentStore agents, IdGenerator ids, PasswordEncoder passwords, Clock clock, Environment environment) {
        this.agents = agents;
        this.ids = ids;
        this.passwords = passwords;
        this.clock = clock;
        this.environment = environment;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        if (agents.any()) {
            return;
        }
        String given = environment.getProperty("KESHU_ADMIN_PASSWORD", "");
        String password = given.isBlank() ? generate() : given;
        try {
            agents.insert(new Agent(
                    new AgentId(ids.next()),
                    USERNAME,
                    "管理员",
                    String.valueOf(passwords.encode(password)),
                    clock.instant().truncatedTo(ChronoUnit.MICROS)));
        } catch (KeyTakenException e) {
            log.info("event=administrator_created_elsewhere");
            return;
        }
        if (given.isBlank()) {
            generated = Optional.of(password);
        }
        log.info("event=administrator_created username={}", USERNAME);
    }

    /** The password, if it was made up in this run: the only time that anybody can learn it. */
    Optional<String> generatedPassword() {
        return generated;
    }

    private static String generate() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GENERATED_LENGTH; i++) {
            password.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return password.toString();
    }
}
