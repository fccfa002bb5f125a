package io.keshu.console.session;

import io.keshu.domain.agent.AgentId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.DeferredSecurityContext;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.session.web.http.CookieSerializer;
import org.springframework.stereotype.Component;

/**
 * Keeps who is signed in as three plain texts in the session: nothing whose serial form changes with a library's version. While the
 * sessions can't be read, whoever was known a while ago is taken to be signed in still.
 */
@Component
final class AgentSessions implements SecurityContextRepository {

    private static final String ID = "agent.id";
    private static final String USERNAME = "agent.username";
    private static final String DISPLAY_NAME = "agent.displayName";

    private final RecentSessions recent;
    private final CookieSerializer cookies;

    AgentSessions(RecentSessions recent, CookieSerializer cookies) {
        this.recent = recent;
        this.cookies = cookies;
    }

    /** Opens a session for the agent; a session that was open gets another id. */
    void signIn(SignedInAgent agent, HttpServletRequest request) {
        if (request.getSession(false) != null) {
            // Whoever planted the old id does not get to share the new session, nor the one before while Redis is away.
            request.changeSessionId();
            recent.forget(cookies.readCookieValues(request));
        }
        HttpSession session = request.getSession(true);
        session.setAttribute(ID, agent.id().toString());
        session.setAttribute(USERNAME, agent.username());
        session.setAttribute(DISPLAY_NAME, agent.displayName());
    }

    @Override
    @Deprecated
    @SuppressWarnings("deprecation")
    public SecurityContext loadContext(HttpRequestResponseHolder holder) {
        return load(holder.getRequest());
    }

    @Override
    public DeferredSecurityContext loadDeferredContext(HttpServletRequest request) {
        return new Deferred(request);
    }

    private SecurityContext load(HttpServletRequest request) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        SignedInAgent agent = agentOf(request);
        if (agent != null) {
            context.setAuthentication(authentication(agent));
        }
        return context;
    }

    private @Nullable SignedInAgent agentOf(HttpServletRequest request) {
        HttpSession session;
        try {
            session = request.getSession(false);
        } catch (DataAccessException e) {
            RecentSessions.Known known =
                    recent.recall(cookies.readCookieValues(request)).orElseThrow(() -> e);
            request.setAttribute(SignedInAgent.SESSION_ID, known.sessionId());
            return known.agent();
        }
        SignedInAgent agent = session == null ? null : read(session);
        if (session == null || agent == null) {
            recent.forget(cookies.readCookieValues(request));
            return null;
        }
        recent.remember(session.getId(), agent);
        request.setAttribute(SignedInAgent.SESSION_ID, session.getId());
        return agent;
    }

    private static @Nullable SignedInAgent read(HttpSession session) {
        if (session.getAttribute(ID) instanceof String id
                && session.getAttribute(USERNAME) instanceof String username
                && session.getAttribute(DISPLAY_NAME) instanceof String displayName) {
            return new SignedInAgent(new AgentId(Long.parseLong(id)), username, displayName);
        }
        return null;
    }

    private static Authentication authentication(SignedInAgent agent) {
        return UsernamePasswordAuthenticationToken.authenticated(agent, null, List.of());
    }

    /** Only {@link #signIn} writes. */
    @Override
    public void saveContext(SecurityContext context, HttpServletRequest request, HttpServletResponse response) {}

    @Override
    public boolean containsContext(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null && session.getAttribute(ID) != null;
    }

    /** Reads the session when somebody asks who it is, and not for pages that anybody may see. */
    private final class Deferred implements DeferredSecurityContext {
        private final HttpServletRequest request;
        private @Nullable SecurityContext context;

        Deferred(HttpServletRequest request) {
            this.request = request;
        }

        @Override
        public SecurityContext get() {
            if (context == null) {
                context = load(request);
            }
            return context;
        }

        @Override
        public boolean isGenerated() {
            return get().getAuthentication() == null;
        }
    }
}
