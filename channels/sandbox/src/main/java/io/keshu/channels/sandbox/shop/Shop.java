package io.keshu.channels.sandbox.shop;

import io.keshu.channels.sandbox.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The company behind the shop: it has a login of its own, and shares a secret with the hub to say who is signed in. */
public final class Shop {

    /** The deployment's key, as it stands in the visitors' addresses. */
    public static final String DEPLOYMENT = "shop";

    private static final Duration SIGNED_IN_FOR = Duration.ofHours(8);
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final Map<String, Object> HEADER = Map.of("alg", "HS256", "typ", "JWT");

    private final String secret;
    private final Clock clock;

    private Shop(String secret, Clock clock) {
        this.secret = secret;
        this.clock = clock;
    }

    /** A shop whose secret is kept in a file, since the hub is told of it only once. */
    public static Shop keptIn(Path file, Clock clock) {
        try {
            if (!Files.exists(file)) {
                byte[] random = new byte[32];
                new SecureRandom().nextBytes(random);
                Files.writeString(file, HexFormat.of().formatHex(random));
            }
            return new Shop(Files.readString(file).strip(), clock);
        } catch (IOException e) {
            throw new UncheckedIOException("The shop's secret can't be kept in " + file, e);
        }
    }

    /** What the hub checks members' tokens with. */
    public String memberSecret() {
        return secret;
    }

    /**
     * Says to the hub who somebody is.
     *
     * @return a JWT, signed with HS256 (RFC 7519), good for eight hours
     */
    public String memberToken(String id, String name) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", id);
        claims.put("name", name);
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(SIGNED_IN_FOR).getEpochSecond());
        String signed = BASE64.encodeToString(Json.bytes(HEADER)) + "." + BASE64.encodeToString(Json.bytes(claims));
        return signed + "." + BASE64.encodeToString(signature(signed));
    }

    private byte[] signature(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has HmacSHA256", e);
        }
    }
}
