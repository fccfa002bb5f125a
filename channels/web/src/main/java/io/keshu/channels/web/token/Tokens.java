package io.keshu.channels.web.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.keshu.channels.api.AccountKeys;
import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.config.Deployment;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Visitors' tokens, signed by the hub with a key of the deployment's, and members' tokens, signed by the company's own login. Both are
 * JWTs with HS256 and nothing else. Thread-safe.
 */
public final class Tokens {

    /** How long a visitor's token is good; using it renews it. */
    public static final Duration VALID = Duration.ofDays(180);

    private static final String PURPOSE = "visitor";
    private static final String MEMBER = "member";
    private static final String NAME = "name";
    private static final Duration MEMBER_AHEAD = Duration.ofDays(1).plusMinutes(1);
    /** Halves of characters are kept by no store, so that two members could become one. */
    private static final Pattern MEMBER_ID = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,100}");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");
    private static final int LONGEST_ID = 100;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST = 4096;
    private static final int ID_BYTES = 16;

    private final AccountKeys keys;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public Tokens(AccountKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** @param expires when the token ends */
    public record Issued(String token, Instant expires) {}

    /** Somebody new. */
    public Visitor newVisitor(Deployment deployment) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        return new Visitor(
                deployment, "v_" + Base64.getUrlEncoder().withoutPadding().encodeToString(id), false, null);
    }

    public Issued issue(Visitor visitor) {
        Instant expires = clock.instant().plus(VALID).truncatedTo(ChronoUnit.SECONDS);
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(visitor.id())
                .audience(visitor.deployment().key())
                .expirationTime(Date.from(expires));
        if (visitor.member()) {
            claims.claim(MEMBER, true);
        }
        if (visitor.name() != null) {
            claims.claim(NAME, visitor.name());
        }
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
        try {
            jwt.sign(new MACSigner(keys.key(visitor.deployment().id(), PURPOSE)));
        } catch (JOSEException e) {
            throw new IllegalStateException("This JVM can't sign with HMAC-SHA256", e);
        }
        return new Issued(jwt.serialize(), expires);
    }

    /** @throws Refusal if the token is none of the deployment's, was changed, or has ended */
    public Visitor check(Deployment deployment, String token) {
        JWTClaimsSet claims = verified(token, keys.key(deployment.id(), PURPOSE))
                .orElseThrow(() -> new Refusal(Refusal.Code.TOKEN_INVALID));
        String subject = claims.getSubject();
        if (subject == null || !claims.getAudience().contains(deployment.key())) {
            throw new Refusal(Refusal.Code.TOKEN_INVALID);
        }
        return new Visitor(deployment, subject, Boolean.TRUE.equals(claims.getClaim(MEMBER)), text(claims, NAME));
    }

    /** @throws Refusal if the company's login did not sign it, or not for now */
    public Visitor checkMember(Deployment deployment, String token) {
        Optional<JWTClaimsSet> claims =
                deployment.memberSecret().flatMap(secret -> verified(token, secret.getBytes(StandardCharsets.UTF_8)));
        String id = claims.map(JWTClaimsSet::getSubject).orElse("");
        boolean good = claims.isPresent()
                && id.length() <= LONGEST_ID
                && MEMBER_ID.matcher(id).matches()
                && claims.get()
                        .getExpirationTime()
                        .toInstant()
                        .isBefore(clock.instant().plus(MEMBER_AHEAD));
        if (!good) {
            throw new Refusal(Refusal.Code.MEMBER_INVALID);
        }
        return new Visitor(deployment, "m_" + id, true, text(claims.get(), NAME));
    }

    private Optional<JWTClaimsSet> verified(String token, byte[] key) {
        if (token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            if (!JWSAlgorithm.HS256.equals(jwt.getHeader().getAlgorithm()) || !jwt.verify(new MACVerifier(key))) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            Date expires = claims.getExpirationTime();
            return expires != null && expires.toInstant().isAfter(clock.instant())
                    ? Optional.of(claims)
                    : Optional.empty();
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String text(JWTClaimsSet claims, String name) {
        String text = claims.getClaim(name) instanceof String given && given.length() <= LONGEST_NAME
                ? UNPRINTABLE.matcher(given).replaceAll("").strip()
                : "";
        return text.isEmpty() ? null : text;
    }
}
