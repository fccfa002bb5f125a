package io.keshu.channels.weixin.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.weixin.client.MediaClient;
import io.keshu.channels.weixin.client.MediaType;
import io.keshu.channels.weixin.client.SendOutcome;
import io.keshu.channels.weixin.client.UploadOutcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** Brings media to WeChat before they are sent: checked, converted where that helps, and uploaded unless WeChat has them already. */
public final class MediaUploader {

    /** What can be opened without filling the memory. */
    private static final long MOST_PIXELS = 50_000_000;

    /** Media that WeChat was told of and doesn't know (any more). */
    private static final int UNKNOWN_MEDIA = 40007;

    /** After an upload that took longer than this the message leaves in the next attempt, so that no attempt takes too long. */
    private static final Duration UPLOAD_AND_SEND = Duration.ofSeconds(2);

    private final MediaClient client;
    private final MediaStore store;
    private final UploadRules rules;

    public MediaUploader(MediaClient client, MediaStore store, UploadRules rules) {
        this.client = client;
        this.store = store;
        this.rules = rules;
    }

    /** What came of it. */
    private sealed interface Brought {

        /**
         * @param content under which the upload is remembered
         * @param before whether WeChat had it already
         */
        record There(String mediaId, String content, boolean before) implements Brought {}

        /** @param end of the message that needs the media; nothing was sent */
        record Not(DeliveryResult end) implements Brought {}
    }

    /**
     * Brings the media and then sends what shows them.
     *
     * @param sending given what WeChat calls the media
     */
    public DeliveryResult send(
            ChannelAccount account, MediaId media, MediaType type, Function<String, SendOutcome> sending) {
        long started = System.nanoTime();
        Brought brought = bring(account, media, type);
        if (brought instanceof Brought.Not not) {
            return not.end();
        }
        Brought.There there = (Brought.There) brought;
        if (!there.before() && System.nanoTime() - started > UPLOAD_AND_SEND.toNanos()) {
            return new DeliveryResult.RetryLater(
                    Duration.ZERO,
                    new DeliveryProblem(
                            Reason.PROVIDER_BUSY, "", "Uploaded; the message follows with the next attempt"));
        }
        SendOutcome outcome = sending.apply(there.mediaId());
        if (outcome instanceof SendOutcome.Refused refused && refused.code() == UNKNOWN_MEDIA && there.before()) {
            client.forget(account, there.content());
            return new DeliveryResult.RetryLater(
                    Duration.ZERO,
                    new DeliveryProblem(Reason.MEDIA_MISSING, Integer.toString(UNKNOWN_MEDIA), refused.message()));
        }
        return Results.of(outcome);
    }

    private Brought bring(ChannelAccount account, MediaId id, MediaType type) {
        try {
            return bring(account, id, type, store.find(id));
        } catch (MediaUnavailableException e) {
            return unavailable(e);
        }
    }

    private Brought bring(ChannelAccount account, MediaId id, MediaType type, Optional<StoredMedia> found) {
        if (found.isEmpty()) {
            return rejected(Reason.MEDIA_MISSING, "Media " + id + " are not stored");
        }
        StoredMedia media = found.get();
        Optional<Brought> refusal = check(media, type);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        String content = type.code() + ":" + media.sha256();
        return client.uploaded(account, content)
                .<Brought>map(known -> new Brought.There(known, content, true))
                .orElseGet(() -> upload(account, media, type, content));
    }

    /** What WeChat calls these media if it has them already; nothing is uploaded. */
    public Optional<String> known(ChannelAccount account, MediaId id, MediaType type) {
        try {
            return store.find(id)
                    .filter(media -> check(media, type).isEmpty())
                    .flatMap(media -> client.uploaded(account, type.code() + ":" + media.sha256()));
        } catch (MediaUnavailableException e) {
            return Optional.empty();
        }
    }

    private Optional<Brought> check(StoredMedia media, MediaType type) {
        MediaLimit limit = rules.taken().get(type.kind());
        if (limit == null || !limit.takes(media.contentType())) {
            return Optional.of(rejected(Reason.MEDIA_TYPE_REFUSED, media.contentType()));
        }
        if (media.sizeBytes() > limit.maxBytes()) {
            return Optional.of(rejected(
                    Reason.MEDIA_TOO_LARGE, media.sizeBytes() + " bytes where " + limit.maxBytes() + " are taken"));
        }
        Duration plays = media.duration();
        Duration longest = limit.maxDuration();
        return plays != null && longest != null && plays.compareTo(longest) > 0
                ? Optional.of(
                        rejected(Reason.MEDIA_TOO_LARGE, "Plays for " + plays + " where " + longest + " is taken"))
                : Optional.empty();
    }

    private Brought upload(ChannelAccount account, StoredMedia media, MediaType type, String content) {
        try (UploadFile file = prepare(media, type)) {
            UploadOutcome outcome = client.upload(account, type, file.path(), file.name(), file.contentType());
            if (outcome instanceof UploadOutcome.Uploaded uploaded) {
                client.remember(account, content, uploaded.mediaId());
                return new Brought.There(uploaded.mediaId(), content, false);
            }
            return new Brought.Not(Results.ofUpload(((UploadOutcome.Failed) outcome).why()));
        } catch (IOException e) {
            return rejected(Reason.MEDIA_TYPE_REFUSED, String.valueOf(e.getMessage()));
        }
    }

    private static Brought unavailable(MediaUnavailableException e) {
        String detail = String.valueOf(e.getMessage());
        return e.gone()
                ? rejected(Reason.MEDIA_MISSING, detail)
                : new Brought.Not(new DeliveryResult.RetryLater(
                        Duration.ZERO, new DeliveryProblem(Reason.MEDIA_MISSING, "", detail)));
    }

    private UploadFile prepare(StoredMedia media, MediaType type) throws IOException {
        Path file = Files.createTempFile("keshu-weixin-", ".media");
        UploadFile original = new UploadFile(file, type.code() + ending(media.contentType()), media.contentType());
        boolean done = false;
        try {
            try (InputStream bytes = store.open(media, 0)) {
                Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!fits(media, type)) {
                long most = type == MediaType.THUMB ? rules.thumbnail() : rules.image();
                if ((long) media.width() * media.height() > MOST_PIXELS) {
                    throw new IOException("Too many pixels: " + media.width() + " x " + media.height());
                }
                Pictures.toJpeg(file, media.width(), media.height(), most, file);
                original = new UploadFile(file, type.code() + ".jpg", "image/jpeg");
            }
            done = true;
            return original;
        } finally {
            if (!done) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Whether WeChat takes it as it is. */
    private boolean fits(StoredMedia media, MediaType type) {
        return switch (type) {
            case IMAGE -> UploadRules.PICTURES.contains(media.contentType()) && media.sizeBytes() <= rules.image();
            case THUMB -> media.contentType().equals("image/jpeg") && media.sizeBytes() <= rules.thumbnail();
            case VOICE, VIDEO -> true;
        };
    }

    private static String ending(String contentType) {
        return switch (contentType) {
            case "image/jpeg" -> ".jpg";
            case "image/png" -> ".png";
            case "image/gif" -> ".gif";
            case "audio/amr" -> ".amr";
            case "audio/mpeg" -> ".mp3";
            case "video/mp4" -> ".mp4";
            default -> ".bin";
        };
    }

    private static Brought rejected(Reason reason, String detail) {
        return new Brought.Not(new DeliveryResult.Rejected(new DeliveryProblem(reason, "", detail)));
    }
}
