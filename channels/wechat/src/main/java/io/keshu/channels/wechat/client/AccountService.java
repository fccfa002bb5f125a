package io.keshu.channels.wechat.client;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.wechat.config.WechatProperties;
import io.keshu.channels.weixin.client.SharedStore;
import io.keshu.channels.weixin.client.StoredToken;
import io.keshu.channels.weixin.client.TimedHttpClient;
import io.keshu.channels.weixin.client.TokenedCalls;
import io.keshu.channels.weixin.config.AccountSettings;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import me.chanjar.weixin.mp.config.impl.WxMpRedissonConfigImpl;
import me.chanjar.weixin.mp.util.WxMpConfigStorageHolder;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RedissonClient;

/** The SDK's service for one version of one account, with the hub's own way of calling, see {@link TokenedCalls}. Thread-safe. */
final class AccountService extends WxMpServiceImpl {

    private final TimedHttpClient http;
    private final TokenedCalls calls;

    AccountService(ChannelAccount account, TimedHttpClient http, SharedStore store, WechatProperties properties) {
        AccountSettings settings = AccountSettings.of(account);
        this.http = http;
        this.calls = new TokenedCalls(
                account,
                http,
                store,
                stored(store.redisson(), account.id().value(), settings.appId()),
                properties.calls(),
                WxType.MP);
        setMaxRetryTimes(0);
        setWxMpConfigStorage(config(settings));
        // The SDK binds the account to this thread, which serves other accounts too; with one account it needs no
        // binding.
        WxMpConfigStorageHolder.remove();
    }

    private static WxMpDefaultConfigImpl config(AccountSettings settings) {
        WxMpDefaultConfigImpl config = new WxMpDefaultConfigImpl();
        config.setAppId(settings.appId());
        config.setSecret(settings.appSecret());
        config.useStableAccessToken(true);
        String base = settings.apiBaseUrl();
        config.setHostConfig(WxMpHostConfig.builder()
                .apiHost(base)
                .mpHost(base)
                .openHost(base)
                .build());
        return config;
    }

    /** @param accountId keeps the keys of one account together on one shard of a Redis cluster */
    private static @Nullable StoredToken stored(@Nullable RedissonClient redisson, long accountId, String appId) {
        if (redisson == null) {
            return null;
        }
        WxMpRedissonConfigImpl storage = new WxMpRedissonConfigImpl(redisson, "keshu:wechat:{" + accountId + "}");
        storage.setAppId(appId);
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

    @Override
    public <T, E> T execute(RequestExecutor<T, E> executor, String uri, E data) throws WxErrorException {
        return calls.execute(executor, uri, data);
    }

    @Override
    public String getAccessToken(boolean forceRefresh) {
        return calls.token(forceRefresh);
    }
}
