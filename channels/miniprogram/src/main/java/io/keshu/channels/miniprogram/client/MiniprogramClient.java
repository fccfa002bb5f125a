package io.keshu.channels.miniprogram.client;

import cn.binarywang.wx.miniapp.constant.WxMaApiUrlConstants;
import com.google.gson.Gson;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.miniprogram.config.MiniprogramMediaProperties;
import io.keshu.channels.miniprogram.config.MiniprogramProperties;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import me.chanjar.weixin.common.bean.subscribemsg.TemplateInfo;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/**
 * Calls WeChat's API for all mini programs. Each call makes one attempt, ends within {@link MiniprogramProperties#deliveryTimeout()}, and
 * doesn't throw. Thread-safe; its width is {@link MiniprogramProperties#maxConnections()}.
 */
public final class MiniprogramClient implements AutoCloseable {

    private static final Gson GSON = new Gson();
    private static final Duration REDIS_PAUSE = Duration.ofSeconds(15);
    private static final String KEYS = "keshu:miniprogram";

    private final MiniprogramProperties properties;
    private final TimedHttpClient http;
    private final SharedStore store;
    private final PerAccount<AccountService> services;
    private final MediaClient media;

    /** For accounts that are only tried: what WeChat gives them is nobody else's. */
    private final SharedStore unshared = new SharedStore(null, REDIS_PAUSE);

    /** @param redisson where nodes share what WeChat gave them; null keeps it in memory */
    public MiniprogramClient(
            MiniprogramProperties properties, MiniprogramMediaProperties media, @Nullable RedissonClient redisson) {
        this.properties = properties;
        this.http = new TimedHttpClient(properties.calls());
        this.store = new SharedStore(redisson, REDIS_PAUSE);
        this.services = new PerAccount<>(account -> new AccountService(account, http, store, properties.calls()));
        this.media = new MediaClient(
                account -> services.of(account).calls(),
                http,
                new UploadedMedia(store, KEYS, media.keptFor()),
                media.uploadTimeout(),
                media.downloadTimeout());
    }

    /**
     * One of the account's subscribe-message templates as WeChat gives it.
     *
     * @param content with {@code {{name.DATA}}} where values come
     */
    public record Raw(String id, String title, String content, String example) {}

    /**
     * Asks for an access token and then for something harmless with it. Nothing is kept, so that an account may be tried that is not
     * saved.
     *
     * @return how many templates it has, in WeChat's own terms
     */
    public ApiAnswer<String> check(ChannelAccount account) {
        AccountService tried = new AccountService(account, http, unshared, properties.calls());
        return Calls.of(() ->
                "templates: " + tried.getSubscribeService().getTemplateList().size());
    }

    /** Why this node had no access token when it last needed one; empty if it has one or has not asked. */
    public Optional<SendOutcome> tokenFailure(ChannelAccount account) {
        return services.of(account).calls().tokenFailure();
    }

    /** Calls about temporary media. */
    public MediaClient media() {
        return media;
    }

    /**
     * Sends one customer-service message (发送客服消息).
     *
     * @param media what WeChat calls the media that the content names
     * @throws IllegalArgumentException for kinds that mini programs don't carry
     */
    public SendOutcome send(
            ChannelAccount account, String openid, OutboundContent content, Function<MediaId, String> media) {
        String message = KefuMessages.json(openid, content, media);
        return Answers.outcome(
                () -> Answers.read(services.of(account).post(WxMaApiUrlConstants.Msg.KEFU_MESSAGE_SEND_URL, message)));
    }

    /**
     * Sends one subscribe message (发送订阅消息); the SDK's own method throws WeChat's number of it away.
     *
     * @param page where a tap leads; null for nowhere
     */
    public SendOutcome subscribe(
            ChannelAccount account, String openid, OutboundContent.Template template, @Nullable String page) {
        String message = SubscribeMessages.json(openid, template, page);
        return Answers.outcome(() ->
                Answers.read(services.of(account).post(WxMaApiUrlConstants.Subscribe.SUBSCRIBE_MSG_SEND_URL, message)));
    }

    /** The account's templates (获取个人模板列表). */
    public ApiAnswer<List<Raw>> templates(ChannelAccount account) {
        return Calls.of(() -> services.of(account).getSubscribeService().getTemplateList().stream()
                .map(MiniprogramClient::raw)
                .toList());
    }

    private static Raw raw(TemplateInfo template) {
        return new Raw(
                String.valueOf(template.getPriTmplId()),
                text(template.getTitle()),
                text(template.getContent()),
                text(template.getExample()));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** Shows that somebody is writing (客服输入状态), or takes it back; the SDK has no method for it. */
    public SendOutcome typing(ChannelAccount account, String openid, boolean typing) {
        AccountService service = services.of(account);
        String message = GSON.toJson(Map.of("touser", openid, "command", typing ? "Typing" : "CancelTyping"));
        return Answers.outcome(() -> Answers.read(service.post(service.calls().url(properties.typingPath()), message)));
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
