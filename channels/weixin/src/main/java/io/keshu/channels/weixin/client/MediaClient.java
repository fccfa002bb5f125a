package io.keshu.channels.weixin.client;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.MediaSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import me.chanjar.weixin.common.bean.result.WxMediaUploadResult;
import org.jspecify.annotations.Nullable;

/** Temporary media (临时素材): up, down, and which WeChat has already. Thread-safe. */
public final class MediaClient {

    private final Function<ChannelAccount, TokenedCalls> calls;
    private final TimedHttpClient http;
    private final UploadedMedia uploads;
    private final Duration uploadTimeout;
    private final Duration downloadTimeout;

    public MediaClient(
            Function<ChannelAccount, TokenedCalls> calls,
            TimedHttpClient http,
            UploadedMedia uploads,
            Duration uploadTimeout,
            Duration downloadTimeout) {
        this.calls = calls;
        this.http = http;
        this.uploads = uploads;
        this.uploadTimeout = uploadTimeout;
        this.downloadTimeout = downloadTimeout;
    }

    /**
     * Uploads media for three days (新增临时素材).
     *
     * @param name in ASCII, with the ending that WeChat expects
     */
    public UploadOutcome upload(ChannelAccount account, MediaType type, Path file, String name, String contentType) {
        TokenedCalls service = calls.apply(account);
        AtomicReference<String> mediaId = new AtomicReference<>("");
        SendOutcome outcome = Answers.outcome(() -> {
            WxMediaUploadResult result = service.execute(
                    new MediaUpload(http, uploadTimeout),
                    service.url("/cgi-bin/media/upload?type=" + type.code()),
                    new MediaUpload.File(file, name, contentType));
            String id = result.getMediaId() == null ? result.getThumbMediaId() : result.getMediaId();
            mediaId.set(id == null ? "" : id);
            return id == null || id.isBlank()
                    ? new SendOutcome.Unclear("answer without a media id")
                    : new SendOutcome.Taken(null);
        });
        return outcome instanceof SendOutcome.Taken
                ? new UploadOutcome.Uploaded(Objects.requireNonNull(mediaId.get()))
                : new UploadOutcome.Failed(outcome);
    }

    /** What WeChat calls media that were uploaded before, if it still has them. */
    public Optional<String> uploaded(ChannelAccount account, String content) {
        return uploads.find(account, content);
    }

    /** Remembers an upload. */
    public void remember(ChannelAccount account, String content, String mediaId) {
        uploads.learn(account, content, mediaId);
    }

    /** WeChat doesn't know it any more. */
    public void forget(ChannelAccount account, String content) {
        uploads.forget(account, content);
    }

    /** Downloads media (获取临时素材) while they come. What the receiver throws unchecked passes through. */
    public FetchOutcome fetch(ChannelAccount account, String mediaId, MediaSource.Receiver receiver) {
        TokenedCalls service = calls.apply(account);
        AtomicReference<@Nullable RuntimeException> thrown = new AtomicReference<>();
        MediaSource.Receiver watched = (name, body) -> {
            try {
                receiver.receive(name, body);
            } catch (RuntimeException e) {
                thrown.set(e);
                throw e;
            }
        };
        SendOutcome outcome = Answers.outcome(() -> {
            String url =
                    service.url("/cgi-bin/media/get?media_id=" + URLEncoder.encode(mediaId, StandardCharsets.UTF_8));
            service.execute(new MediaDownload(http, downloadTimeout), url, watched);
            return new SendOutcome.Taken(null);
        });
        RuntimeException receivers = thrown.get();
        if (receivers != null) {
            throw receivers;
        }
        return outcome instanceof SendOutcome.Taken ? new FetchOutcome.Fetched() : new FetchOutcome.Failed(outcome);
    }
}
