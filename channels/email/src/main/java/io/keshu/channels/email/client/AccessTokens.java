package io.keshu.channels.email.client;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.api.StateKey;
import io.keshu.channels.email.client.SealedToken.Token;
import io.keshu.channels.email.config.AccountSettings;
import io.keshu.channels.email.config.OAuthGrant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Access tokens of mailboxes that sign in by consent. Whoever serves a mailbox keeps them fresh and stores them for the other nodes, which
 * ask the provider themselves only if there is none that still holds. Thread-safe.
 */
final class AccessTokens {

    /** A token that ends sooner is replaced; the mailbox's own node looks every minute. */
    private static final Duration FRESH = Duration.ofMinutes(5);

    private static final String STATE = "oauth";

    /** More consents than that were never entered at once: what is older belongs to accounts as they were. */
    private static final int REMEMBERED = 1000;

    private static final Logger log = LoggerFactory.getLogger(AccessTokens.class);

    private final TokenEndpoint endpoint;
    private final ChannelState state;
    private final Clock clock;
    private final Map<OAuthGrant, Known> known = new ConcurrentHashMap<>();

    AccessTokens(TokenEndpoint endpoint, ChannelState state, Clock clock) {
        this.endpoint = endpoint;
        this.state = state;
        this.clock = clock;
    }

    /** What this node knows of one consent; guarded by itself, so that a token is asked for once. */
    private static final class Known {
        private @Nullable Token token;
        private String refused = "";
        private boolean stored = true;
    }

    private Known known(OAuthGrant grant) {
        if (known.size() > REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(grant, added -> new Known());
    }

    /** A token that holds for a while. */
    String of(AccountSettings account, OAuthGrant grant) throws MailFailure {
        Known mine = known(grant);
        synchronized (mine) {
            return fresh(account, grant, mine).access();
        }
    }

    private Token fresh(AccountSettings account, OAuthGrant grant, Known mine) throws MailFailure {
        Token token = mine.token;
        Instant now = clock.instant();
        if (token != null && token.expiresAt().isAfter(now.plus(FRESH))) {
            return token;
        }
        Optional<Token> others = kept(account)
                .flatMap(entry -> SealedToken.open(grant, entry.value()))
                .filter(other -> !other.access().equals(mine.refused));
        if (others.isPresent() && others.get().expiresAt().isAfter(now.plus(FRESH))) {
            mine.token = others.get();
            mine.stored = true;
            return others.get();
        }
        String refresh = others.map(Token::refresh).orElse(token == null ? grant.refreshToken() : token.refresh());
        try {
            Token next = endpoint.ask(grant, refresh);
            mine.token = next;
            mine.stored = false;
            return next;
        } catch (MailFailure e) {
            if (e.kind() == MailFailure.Kind.CONSENT_REFUSED && !refresh.equals(grant.refreshToken())) {
                // What was entered may still hold where its successor does not.
                mine.token = null;
                Token next = endpoint.ask(grant, grant.refreshToken());
                mine.token = next;
                mine.stored = false;
                return next;
            }
            if (token != null && token.expiresAt().isAfter(now)) {
                log.warn("event=token_not_refreshed mailbox={} detail=\"{}\"", account.address(), e.getMessage());
                return token;
            }
            throw e;
        }
    }

    /** A mail server does not take this token: another is to be had. */
    void refused(OAuthGrant grant, String access) {
        Known mine = known(grant);
        synchronized (mine) {
            Token token = mine.token;
            if (token != null && token.access().equals(access)) {
                // By the same refresh token; the access token is over.
                mine.token = new Token("", Instant.EPOCH, token.refresh());
            }
            mine.refused = access;
        }
    }

    /** What the other nodes and the next start are to know; empty if they do. For whoever holds the account's lease. */
    Optional<StateChange> unkept(AccountSettings account, OAuthGrant grant) throws MailFailure {
        Known mine = known(grant);
        synchronized (mine) {
            Token token = fresh(account, grant, mine);
            String sealed = mine.stored ? "" : SealedToken.seal(grant, token);
            mine.stored = true;
            if (sealed.isEmpty() || sealed.length() > StateChange.MAX_LENGTH) {
                return Optional.empty();
            }
            long seen = kept(account).map(ChannelState.Entry::version).orElse(0L);
            return Optional.of(new StateChange(new StateKey(account.id(), null, STATE), seen, sealed));
        }
    }

    private Optional<ChannelState.Entry> kept(AccountSettings account) {
        try {
            return state.find(new StateKey(account.id(), null, STATE));
        } catch (AcceptFailedException e) {
            log.warn("event=token_not_looked_up mailbox={} detail=\"{}\"", account.address(), e.getMessage());
            return Optional.empty();
        }
    }
}
