package io.keshu.channels.web.token;

import io.keshu.channels.api.AccountKeys;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.MediaId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signed references: to an upload, for whoever made it, and to media, for whoever has the address, for a time. Thread-safe. */
public final class MediaPasses {

    private static final String ALGORITHM = "HmacSHA256";
    private static final String PURPOSE = "media";
    private static final Duration VALID = Duration.ofDays(1);

    private final AccountKeys keys;
    private final Clock clock;

    public MediaPasses(AccountKeys keys, Clock clock) {
        this.keys = keys;
        this.clock = clock;
    }

    /** What an upload is called towards the visitor who made it. */
    public String upload(Visitor visitor, MediaId id) {
        return id + "." + sign(visitor.deployment().id(), "upload/" + visitor.id() + "/" + id);
    }

    /** The upload that this visitor was given under that name. */
    public Optional<MediaId> uploaded(Visitor visitor, String upload) {
        int dot = upload.indexOf('.');
        return dot < 0
                ? Optional.empty()
                : id(upload.substring(0, dot)).filter(id -> same(upload(visitor, id), upload));
    }

    /** The end of an address: the same all day, so that browsers keep what they loaded. */
    public String path(ChannelAccountId account, MediaId id) {
        long until = clock.instant()
                .truncatedTo(ChronoUnit.DAYS)
                .plus(VALID)
                .plus(VALID)
                .getEpochSecond();
        return id + "?until=" + until + "&pass=" + sign(account, "show/" + id + "/" + until);
    }

    /** The media that an address leads to, as long as it does. */
    public Optional<MediaId> shown(ChannelAccountId account, String id, String until, String pass) {
        return id(id).filter(media -> same(sign(account, "show/" + media + "/" + until), pass)
                && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(until))));
    }

    private static Optional<MediaId> id(String text) {
        try {
            return Optional.of(new MediaId(Long.parseLong(text)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private String sign(ChannelAccountId account, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(keys.key(account, PURPOSE), ALGORITHM));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JVM can't sign with HMAC-SHA256", e);
        }
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
