package io.keshu.channels.wechat.client;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaSource;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.wechat.config.PerAccount;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import me.chanjar.weixin.common.bean.result.WxMediaUploadResult;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.enums.WxMpApiUrl;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/**
 * Calls WeChat's API for all accounts. Each call makes one attempt, ends within {@link WechatProperties#deliveryTimeout()}, and doesn't
 * throw. Thread-safe; its width is {@link WechatProperties#maxConnections()}.
 */
public final class WechatClient implements AutoCloseable {

    private static final Gson GSON = new Gson();
    private static final Duration REDIS_PAUSE = Duration.ofSeconds(15);

    private final TimedHttpClient http;
    private final SharedStore store;
    private final PerAccount<AccountService> services;
    private final WechatMediaProperties media;
    private final UploadedMedia uploads;
    private final WechatProperties properties;

    /** For accounts that are only tried: what WeChat gives them is nobody else's. */
    private final SharedStore unshared;

    /** @param redisson where nodes share what WeChat gave them; null keeps it in memory */
    public WechatClient(WechatProperties properties, WechatMediaProperties media, @Nullable RedissonClient redisson) {
        this(properties, media, redisson, REDIS_PAUSE);
    }

    WechatClient(
            WechatProperties properties,
            WechatMediaProperties media,
            @Nullable RedissonClient redisson,
            Duration redisPause) {
        this.media = media;
        this.properties = properties;
        this.unshared = new SharedStore(null, redisPause);
        this.http = new TimedHttpClient(properties);
        this.store = new SharedStore(redisson, redisPause);
        this.uploads = new UploadedMedia(store, media.keptFor());
        this.services = new PerAccount<>(account -> new AccountService(account, http, store, properties));
    }

    /** Calls about followers and tags. */
    public AudienceClient audience() {
        return new AudienceClient(services);
    }

    /** Calls about QR codes with scenes. */
    public SceneClient scenes(Clock clock) {
        return new SceneClient(services, http, properties, clock);
    }

    /**
     * Asks for an access token and then for something harmless with it. Nothing is kept, so that an account may be tried that is not
     * saved.
     *
     * @return the addresses that WeChat calls from
     */
    public ApiAnswer<String> check(ChannelAccount account) {
        AccountService tried = new AccountService(account, http, unshared, properties);
        return Calls.of(() -> String.join(", ", tried.getCallbackIP()));
    }

    /** Why this node had no access token when it last needed one; empty if it has one or has not asked. */
    public Optional<SendOutcome> tokenFailure(ChannelAccount account) {
        return services.of(account).tokenFailure();
    }

    /** Calls of the menu API. */
    public MenuClient menus() {
        return new MenuClient(services);
    }

    /**
     * Sends one customer-service message (客服消息).
     *
     * @param media what WeChat calls the media that the content names
     * @throws IllegalArgumentException for kinds that WeChat doesn't carry
     */
    public SendOutcome send(
            ChannelAccount account, String openid, OutboundContent content, Function<MediaId, String> media) {
        String message = KefuMessages.json(openid, content, media);
        return outcome(() -> read(services.of(account).post(WxMpApiUrl.Kefu.MESSAGE_CUSTOM_SEND, message)));
    }

    /** Sends one template message (模板消息); its id keeps WeChat from sending it twice. */
    public SendOutcome send(
            ChannelAccount account, String openid, OutboundMessageId id, OutboundContent.Template template) {
        String message = TemplateMessages.json(openid, id, template);
        return outcome(() -> TemplateMessages.read(
                services.of(account).post(WxMpApiUrl.TemplateMsg.MESSAGE_TEMPLATE_SEND, message)));
    }

    /** Calls about templates. */
    public TemplateClient templates() {
        return new TemplateClient(services);
    }

    /** Shows that somebody is writing (客服输入状态), or takes it back. */
    public SendOutcome typing(ChannelAccount account, String openid, boolean typing) {
        String message = GSON.toJson(Map.of("touser", openid, "command", typing ? "Typing" : "CancelTyping"));
        return outcome(() -> read(services.of(account).post(WxMpApiUrl.Kefu.CUSTOM_TYPING, message)));
    }

    /**
     * Uploads media for three days (新增临时素材).
     *
     * @param name in ASCII, with the ending that WeChat expects
     */
    public UploadOutcome upload(ChannelAccount account, MediaType type, Path file, String name, String contentType) {
        AccountService service = services.of(account);
        AtomicReference<String> mediaId = new AtomicReference<>("");
        SendOutcome outcome = outcome(() -> {
            WxMediaUploadResult result = service.execute(
                    new MediaUpload(http, media.uploadTimeout()),
                    service.url(WxMpApiUrl.Material.MEDIA_UPLOAD_URL, type.code()),
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
        AccountService service = services.of(account);
        AtomicReference<@Nullable RuntimeException> thrown = new AtomicReference<>();
        MediaSource.Receiver watched = (name, body) -> {
            try {
                receiver.receive(name, body);
            } catch (RuntimeException e) {
                thrown.set(e);
                throw e;
            }
        };
        SendOutcome outcome = outcome(() -> {
            String url = service.url(WxMpApiUrl.Material.MEDIA_GET_URL) + "?media_id="
                    + URLEncoder.encode(mediaId, StandardCharsets.UTF_8);
            service.execute(new MediaDownload(http, media.downloadTimeout()), url, watched);
            return new SendOutcome.Taken(null);
        });
        RuntimeException receivers = thrown.get();
        if (receivers != null) {
            throw receivers;
        }
        return outcome instanceof SendOutcome.Taken ? new FetchOutcome.Fetched() : new FetchOutcome.Failed(outcome);
    }

    /** A call of the SDK's. */
    private interface Attempt {
        SendOutcome make() throws WxErrorException;
    }

    private static SendOutcome outcome(Attempt attempt) {
        try {
            return attempt.make();
        } catch (TokenUnavailableException e) {
            return e.outcome();
        } catch (WxErrorException e) {
            return Calls.outcome(e);
        } catch (RuntimeException e) {
            // Thrown by the SDK for whatever it did not expect in an answer, hence after sending.
            return new SendOutcome.Unclear(Failures.describe(e));
        }
    }

    /** To the SDK anything without an error code is a success; here only {@code errcode} 0 is. */
    private static SendOutcome read(@Nullable String answer) {
        try {
            JsonElement json = JsonParser.parseString(answer == null ? "" : answer);
            JsonElement code = json.isJsonObject() ? json.getAsJsonObject().get("errcode") : null;
            boolean clear =
                    code != null && code.isJsonPrimitive() && code.getAsString().equals("0");
            return clear ? new SendOutcome.Taken(null) : new SendOutcome.Unclear("answer without errcode");
        } catch (JsonParseException e) {
            return new SendOutcome.Unclear("answer is not JSON");
        }
    }

    /**
     * @return true
     * @throws IllegalStateException if the answer has no error code
     */
    static boolean clear(@Nullable String answer) {
        if (read(answer) instanceof SendOutcome.Unclear unclear) {
            throw new IllegalStateException(unclear.detail());
        }
        return true;
    }

    @Override
    public void close() {
        store.close();
        unshared.close();
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
