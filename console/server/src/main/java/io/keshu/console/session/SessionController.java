package io.keshu.console.session;

import io.keshu.console.web.Fails;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Refusals;
import io.keshu.domain.agent.Agent;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in and out. */
@RestController
@RequestMapping("/api/session")
@Tag(name = "session")
class SessionController {

    private static final Logger log = LoggerFactory.getLogger(SessionController.class);

    private final AgentAuthenticator authenticator;
    private final LoginAttempts attempts;
    private final AgentSessions sessions;
    private final CsrfTokenRepository csrfTokens;
    private final ApplicationEventPublisher events;
    private final Refusals refusals;

    SessionController(
            AgentAuthenticator authenticator,
            LoginAttempts attempts,
            AgentSessions sessions,
            CsrfTokenRepository csrfTokens,
            ApplicationEventPublisher events,
            Refusals refusals) {
        this.authenticator = authenticator;
        this.attempts = attempts;
        this.sessions = sessions;
        this.csrfTokens = csrfTokens;
        this.events = events;
        this.refusals = refusals;
    }

    @Schema(name = "Agent")
    record AgentView(String id, String username, String displayName) {}

    @Schema(name = "Session")
    record SessionView(AgentView agent) {}

    record Credentials(
            String username, @Schema(format = "password") String password) {}

    @GetMapping
    @Operation(operationId = "currentSession")
    SessionView current(@CurrentAgent @Nullable SignedInAgent agent) {
        return view(required(agent));
    }

    @PostMapping
    @Operation(operationId = "signIn")
    @Fails(status = 429, codes = "session.too_many_attempts")
    SessionView signIn(@RequestBody Credentials credentials, HttpServletRequest request, HttpServletResponse response) {
        String username = credentials.username().strip();
        String address = request.getRemoteAddr();
        Duration wait = attempts.waitFor(username, address);
        if (!wait.isZero()) {
            refusals.refused(Refusals.Reason.SIGN_IN_LIMIT, address);
            throw ProblemException.later(
                    HttpStatus.TOO_MANY_REQUESTS, "session.too_many_attempts", (int) wait.toSeconds() + 1);
        }
        Agent agent = authenticator
                .authenticate(username, credentials.password())
                .orElseThrow(() -> refused(username, address));
        attempts.succeeded(username, address);
        SignedInAgent signedIn = new SignedInAgent(agent.id(), agent.username(), agent.displayName());
        sessions.signIn(signedIn, request);
        csrfTokens.saveToken(csrfTokens.generateToken(request), request, response);
        log.info("event=signed_in agent={} remote={}", agent.id(), address);
        return view(signedIn);
    }

    private ProblemException refused(String username, String address) {
        attempts.failed(username, address);
        refusals.refused(Refusals.Reason.BAD_CREDENTIALS, address);
        return ProblemException.of(HttpStatus.UNAUTHORIZED, "session.bad_credentials");
    }

    @DeleteMapping
    @Operation(operationId = "signOut")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void signOut(@CurrentAgent @Nullable SignedInAgent agent, HttpServletRequest request) {
        required(agent);
        HttpSession session = request.getSession(false);
        if (session != null) {
            String id = session.getId();
            session.invalidate();
            events.publishEvent(new SessionEnded(id));
        }
    }

    private static SignedInAgent required(@Nullable SignedInAgent agent) {
        if (agent == null) {
            throw ProblemException.of(HttpStatus.UNAUTHORIZED, "session.required");
        }
        return agent;
    }

    private static SessionView view(SignedInAgent agent) {
        return new SessionView(new AgentView(agent.id().toString(), agent.username(), agent.displayName()));
    }
}
