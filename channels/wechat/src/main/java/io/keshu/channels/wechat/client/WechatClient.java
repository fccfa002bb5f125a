package io.keshu.channels.wechat.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.wechat.config.PerAccount;
import io.keshu.channels.wechat.config.WechatProperties;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.mp.bean.kefu.WxMpKefuMessage;
import me.chanjar.weixin.mp.enums.WxMpApiUrl;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/**
 * Calls WeChat's API for all accounts. Each call makes one attempt, ends within {@link WechatProperties#deliveryTimeout()}, and doesn't
 * throw. Thread-safe; its width is {@link WechatProperties#maxConnections()}.
 */
public final class WechatClient implements AutoCloseable {

    private static final Duration REDIS_PAUSE = Duration.ofSeconds(15);

    private final TimedHttpClient http;
    private final SharedStore store;
    private final PerAccount<AccountService> services;

    /** @param redisson where nodes share access tokens; null keeps them in memory */
    public WechatClient(WechatProperties properties, @Nullable RedissonClient redisson) {
        this(properties, redisson, REDIS_PAUSE);
    }

    WechatClient(WechatProperties properties, @Nullable RedissonClient redisson, Duration redisPause) {
        this.http = new TimedHttpClient(properties);
        this.store = new SharedStore(redisson, redisPause);
        this.services = new PerAccount<>(account -> new AccountService(account, http, store, properties));
    }

    /** Calls of the menu API. */
    public MenuClient menus() {
        return new MenuClient(services);
    }

    /** Sends one text as a customer-service message (客服消息). */
    public SendOutcome sendText(ChannelAccount account, String openid, String text) {
        AccountService service = services.of(account);
        String message =
                WxMpKefuMessage.TEXT().toUser(openid).content(text).build().toJson();
        try {
            return read(service.post(WxMpApiUrl.Kefu.MESSAGE_CUSTOM_SEND, message));
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
            return clear ? new SendOutcome.Taken() : new SendOutcome.Unclear("answer without errcode");
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
        try {
            http.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
