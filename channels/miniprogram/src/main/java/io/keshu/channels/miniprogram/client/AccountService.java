package io.keshu.channels.miniprogram.client;

import cn.binarywang.wx.miniapp.api.impl.WxMaServiceHttpComponentsImpl;
import cn.binarywang.wx.miniapp.config.WxMaConfig;
import cn.binarywang.wx.miniapp.config.impl.WxMaDefaultConfigImpl;
import cn.binarywang.wx.miniapp.config.impl.WxMaRedissonConfigImpl;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.weixin.client.SharedStore;
import io.keshu.channels.weixin.client.StoredToken;
import io.keshu.channels.weixin.client.TimedHttpClient;
import io.keshu.channels.weixin.client.TokenedCalls;
import io.keshu.channels.weixin.config.AccountSettings;
import io.keshu.channels.weixin.config.CallTimes;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/** The SDK's service for one version of one mini program, with the hub's own way of calling, see {@link TokenedCalls}. Thread-safe. */
final class AccountService extends WxMaServiceHttpComponentsImpl {

    private final TimedHttpClient http;
    private final TokenedCalls calls;

    AccountService(ChannelAccount account, TimedHttpClient http, SharedStore store, CallTimes times) {
        AccountSettings settings = AccountSettings.of(account);
        this.http = http;
        this.calls = new TokenedCalls(
                account,
                http,
                store,
                stored(store.redisson(), account.id().value(), settings.appId()),
                times,
                WxType.MiniApp);
        setMaxRetryTimes(0);
        WxMaDefaultConfigImpl config = new WxMaDefaultConfigImpl();
        config.setAppid(settings.appId());
        config.setApiHostUrl(settings.apiBaseUrl());
        setWxMaConfig(config);
    }

    /** @param accountId keeps the keys of one account together on one shard of a Redis cluster */
    private static @Nullable StoredToken stored(@Nullable RedissonClient redisson, long accountId, String appId) {
        if (redisson == null) {
            return null;
        }
        WxMaRedissonConfigImpl storage = new WxMaRedissonConfigImpl(redisson, "keshu:miniprogram:{" + accountId + "}");
        storage.setAppid(appId);
        return new StoredToken() {
            @Override
            public @Nullable String read() {
                return storage.isAccessTokenExpired() ? null : storage.getAccessToken();
            }

            @Override
            public void write(String token, int expiresInSeconds) {
                storage.updateAccessToken(token, expiresInSeconds);
            }
        };
    }

    /** For calls that the SDK has no method for. */
    TokenedCalls calls() {
        return calls;
    }

    @Override
    public void initHttp() {
        // The client is shared by all accounts and was built before.
    }

    @Override
    public CloseableHttpClient getRequestHttpClient() {
        return http;
    }

    /** The SDK's methods name WeChat's own host; the account may have another. */
    @Override
    public <R, T> R execute(RequestExecutor<R, T> executor, String uri, T data) throws WxErrorException {
        String host = WxMaConfig.DEFAULT_API_HOST_URL;
        String address = uri.startsWith(host) ? calls.url(uri.substring(host.length())) : uri;
        return calls.execute(executor, address, data);
    }

    @Override
    public String getAccessToken(boolean forceRefresh) {
        return calls.token(forceRefresh);
    }
}
