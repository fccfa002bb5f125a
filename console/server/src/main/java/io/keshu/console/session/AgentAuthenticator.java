package io.keshu.console.session;

import io.keshu.console.web.ProblemException;
import io.keshu.domain.agent.Agent;
import io.keshu.domain.agent.AgentStore;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.http.HttpStatus;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Checks user name and password, with the same work for names that don't exist. */
@Component
final class AgentAuthenticator {

    private static final int MAX_USERNAME = 64;
    private static final int MAX_PASSWORD = 256;
    private static final int RETRY_SECONDS = 5;

    private final AgentStore agents;
    private final PasswordEncoder passwords;
    private final String nobodysHash;

    /** Each check takes 19 MiB and a core: more than this at a time would let strangers use up the hub. */
    private final Semaphore checks =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors() / 2));

    AgentAuthenticator(AgentStore agents, PasswordEncoder passwords) {
        this.agents = agents;
        this.passwords = passwords;
        this.nobodysHash = String.valueOf(passwords.encode("nobody's password"));
    }

    /**
     * @return empty if name or password is wrong
     * @throws ProblemException 429 if too many are being checked
     */
    Optional<Agent> authenticate(String username, String password) {
        if (username.isEmpty() || username.length() > MAX_USERNAME || password.length() > MAX_PASSWORD) {
            return Optional.empty();
        }
        Optional<Agent> found = agents.find(username);
        String hash = found.map(Agent::passwordHash).orElse(nobodysHash);
        return matches(password, hash) ? found : Optional.empty();
    }

    private boolean matches(String password, String hash) {
        try {
            if (!checks.tryAcquire(2, TimeUnit.SECONDS)) {
                throw ProblemException.later(HttpStatus.TOO_MANY_REQUESTS, "session.too_many_attempts", RETRY_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.later(HttpStatus.TOO_MANY_REQUESTS, "session.too_many_attempts", RETRY_SECONDS);
        }
        try {
            return passwords.matches(password, hash);
        } finally {
            checks.release();
        }
    }
}
