package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.wechat.client.MediaType;
import io.keshu.channels.wechat.client.UploadOutcome;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Brings media to WeChat before they are sent: checked, converted where that helps, and uploaded unless WeChat has them already. */
final class MediaUploader {

    /** What can be opened without filling the memory. */
    private static final long MOST_PIXELS = 50_000_000;

    private final WechatClient client;
    private final MediaStore store;
    private final WechatMediaProperties properties;
    private final Map<MediaKind, MediaLimit> limits;

    MediaUploader(WechatClient client, MediaStore store, WechatMediaProperties properties) {
        this.client = client;
        this.store = store;
        this.properties = properties;
        this.limits = MediaLimits.taken(properties);
    }

    /** What came of it. */
    sealed interface Brought {

        /**
         * @param content under which the upload is remembered
         * @param before whether WeChat had it already
         */
        record There(String mediaId, String content, boolean before) implements Brought {}

        /** @param end of the message that needs the media; nothing was sent */
        record Not(DeliveryResult end) implements Brought {}
    }

    Brought bring(ChannelAccount account, MediaId id, MediaType type) {
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
    Optional<String> known(ChannelAccount account, MediaId id, MediaType type) {
        try {
            return store.find(id)
                    .filter(media -> check(media, type).isEmpty())
                    .flatMap(media -> client.uploaded(account, type.code() + ":" + media.sha256()));
        } catch (MediaUnavailableException e) {
            return Optional.empty();
        }
    }

    private Optional<Brought> check(StoredMedia media, MediaType type) {
        MediaLimit limit = limits.get(MediaLimits.kind(type));
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
        Path file = Files.createTempFile("keshu-wechat-", ".media");
        UploadFile original = new UploadFile(file, type.code() + ending(media.contentType()), media.contentType());
        boolean done = false;
        try {
            try (InputStream bytes = store.open(media, 0)) {
                Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!fits(media, type)) {
                long most = type == MediaType.THUMB ? properties.thumbnail() : properties.image();
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
            case IMAGE -> MediaLimits.PICTURES.contains(media.contentType()) && media.sizeBytes() <= properties.image();
            case THUMB -> media.contentType().equals("image/jpeg") && media.sizeBytes() <= properties.thumbnail();
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
