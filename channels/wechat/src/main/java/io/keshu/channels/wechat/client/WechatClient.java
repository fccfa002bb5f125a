package io.keshu.channels.wechat.client;

import com.google.gson.Gson;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import io.keshu.channels.weixin.client.Answers;
import io.keshu.channels.weixin.client.ApiAnswer;
import io.keshu.channels.weixin.client.Calls;
import io.keshu.channels.weixin.client.MediaClient;
import io.keshu.channels.weixin.client.SendOutcome;
import io.keshu.channels.weixin.client.SharedStore;
import io.keshu.channels.weixin.client.TimedHttpClient;
import io.keshu.channels.weixin.client.UploadedMedia;
import io.keshu.channels.weixin.config.PerAccount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
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
    private final MediaClient media;
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
        this.properties = properties;
        this.unshared = new SharedStore(null, redisPause);
        this.http = new TimedHttpClient(properties.calls());
        this.store = new SharedStore(redisson, redisPause);
        this.services = new PerAccount<>(account -> new AccountService(account, http, store, properties));
        this.media = new MediaClient(
                account -> services.of(account).calls(),
                http,
                new UploadedMedia(store, "keshu:wechat", media.keptFor()),
                media.uploadTimeout(),
                media.downloadTimeout());
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
        return services.of(account).calls().tokenFailure();
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
        return Answers.outcome(
                () -> Answers.read(services.of(account).post(WxMpApiUrl.Kefu.MESSAGE_CUSTOM_SEND, message)));
    }

    /** Sends one template message (模板消息); its id keeps WeChat from sending it twice. */
    public SendOutcome send(
            ChannelAccount account, String openid, OutboundMessageId id, OutboundContent.Template template) {
        String message = TemplateMessages.json(openid, id, template);
        return Answers.outcome(
                () -> Answers.read(services.of(account).post(WxMpApiUrl.TemplateMsg.MESSAGE_TEMPLATE_SEND, message)));
    }

    /** Calls about templates. */
    public TemplateClient templates() {
        return new TemplateClient(services);
    }

    /** Shows that somebody is writing (客服输入状态), or takes it back. */
    public SendOutcome typing(ChannelAccount account, String openid, boolean typing) {
        String message = GSON.toJson(Map.of("touser", openid, "command", typing ? "Typing" : "CancelTyping"));
        return Answers.outcome(() -> Answers.read(services.of(account).post(WxMpApiUrl.Kefu.CUSTOM_TYPING, message)));
    }

    /** Calls about temporary media. */
    public MediaClient media() {
        return media;
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
