package io.keshu.channels.wechat.client;

import com.google.gson.JsonParseException;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.wechat.config.AccountSettings;
import io.keshu.channels.wechat.config.WechatProperties;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import me.chanjar.weixin.common.api.WxConsts;
import me.chanjar.weixin.common.bean.WxAccessToken;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.common.util.http.hc.BasicResponseHandler;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import me.chanjar.weixin.mp.bean.WxMpStableAccessTokenRequest;
import me.chanjar.weixin.mp.config.WxMpHostConfig;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import me.chanjar.weixin.mp.enums.WxMpApiUrl;
import me.chanjar.weixin.mp.util.WxMpConfigStorageHolder;
import org.apache.hc.client5.http.HttpResponseException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SDK's service for one version of one account, with the hub's own way of calling: the SDK's sleeps on the caller when WeChat is busy,
 * renews a refused token without forcing it (and so gets the same one again), and logs tokens and customers' texts when something fails.
 * Thread-safe.
 */
final class AccountService extends WxMpServiceImpl {

    /** WeChat forces a new token 20 times a day; a storm of refusals must not use that up. */
    private static final Duration BETWEEN_FORCED = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(AccountService.class);

    private final TimedHttpClient http;
    private final AccessTokens tokens;
    private final WechatProperties properties;
    private final ChannelAccount account;
    private final TokenFetch fetch;
    private volatile @Nullable SendOutcome failure;
    private long forcedAt = System.nanoTime() - BETWEEN_FORCED.toNanos();

    AccountService(ChannelAccount account, TimedHttpClient http, SharedStore store, WechatProperties properties) {
        AccountSettings settings = AccountSettings.of(account);
        this.account = account;
        this.http = http;
        this.properties = properties;
        this.tokens = new AccessTokens(store, account.id().value(), settings.appId());
        this.fetch = new TokenFetch(properties.tokenTimeout().plusMillis(500));
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

    @Override
    public void initHttp() {
        // The client is shared by all accounts and was built before.
    }

    @Override
    public CloseableHttpClient getRequestHttpClient() {
        return http;
    }

    /**
     * One call; a second one if the first was refused for its token and there is time for it.
     *
     * @throws TokenUnavailableException if there is no token to call with; nothing has left then
     */
    @Override
    public <T, E> T execute(RequestExecutor<T, E> executor, String uri, E data) throws WxErrorException {
        long started = System.nanoTime();
        String token = getAccessToken(false);
        try {
            return call(executor, uri, data, token);
        } catch (WxErrorException e) {
            if (!WxConsts.ACCESS_TOKEN_ERROR_CODES.contains(e.getError().getErrorCode()) || !timeForAnother(started)) {
                throw e;
            }
        }
        return call(executor, uri, data, renewed(token));
    }

    /** Why there was no token when one was last asked for. */
    Optional<SendOutcome> tokenFailure() {
        return Optional.ofNullable(failure);
    }

    /** An address of the API on this account's host, with its placeholders filled. */
    String url(WxMpApiUrl.Material address, Object... values) {
        String url = address.getUrl(getWxMpConfigStorage());
        return values.length == 0 ? url : String.format(url, values);
    }

    private static <T, E> T call(RequestExecutor<T, E> executor, String uri, E data, String token)
            throws WxErrorException {
        try {
            String separator = uri.contains("?") ? "&" : "?";
            return executor.execute(uri + separator + "access_token=" + token, data, WxType.MP);
        } catch (IOException e) {
            throw new WxErrorException(e);
        }
    }

    private boolean timeForAnother(long started) {
        Duration needed = properties.tokenTimeout().plus(properties.readTimeout());
        return properties
                        .deliveryTimeout()
                        .minusNanos(System.nanoTime() - started)
                        .compareTo(needed)
                >= 0;
    }

    @Override
    public String getAccessToken(boolean forceRefresh) {
        if (forceRefresh) {
            return fetch.once(() -> fetched(true));
        }
        return tokens.known().orElseGet(() -> fetch.once(() -> fetched(false)));
    }

    private String renewed(String refused) {
        String token = tokens.knownOtherThan(refused).orElseGet(() -> fetch.once(() -> forced(refused)));
        if (token.equals(refused)) {
            throw unavailable(new SendOutcome.Refused(40001, "the access token is refused and not renewed", false));
        }
        return token;
    }

    /** Runs in one thread at a time, see {@link TokenFetch}. */
    private String forced(String refused) {
        // Somebody else may have finished between the refusal and this turn.
        return tokens.knownOtherThan(refused).orElseGet(() -> {
            long now = System.nanoTime();
            boolean mayForce = now - forcedAt >= BETWEEN_FORCED.toNanos();
            if (mayForce) {
                forcedAt = now;
            }
            return fetched(mayForce);
        });
    }

    private String fetched(boolean force) {
        try {
            String body = doGetStableAccessTokenRequest(force);
            WxError error = WxError.fromJson(body, WxType.MP);
            if (error.getErrorCode() != 0) {
                throw unavailable(new SendOutcome.Refused(error.getErrorCode(), Failures.words(error), true));
            }
            WxAccessToken token = WxAccessToken.fromJson(body);
            if (token.getAccessToken() == null || token.getAccessToken().isBlank() || token.getExpiresIn() <= 0) {
                throw unavailable(new SendOutcome.NotSent(true, "access token: answer without a token"));
            }
            tokens.learn(token.getAccessToken(), token.getExpiresIn());
            failure = null;
            log.info("event=wechat_token_fetched account={} forced={}", account.key(), force);
            return token.getAccessToken();
        } catch (HttpResponseException e) {
            throw unavailable(new SendOutcome.NotSent(true, "access token: HTTP " + e.getStatusCode()));
        } catch (IOException e) {
            throw unavailable(new SendOutcome.NotSent(false, "access token: " + Failures.describe(e)));
        } catch (JsonParseException | NullPointerException | IllegalArgumentException e) {
            // The SDK's way of saying that the answer, or the address, is not what it should be.
            throw unavailable(new SendOutcome.NotSent(true, "access token: " + Failures.describe(e)));
        }
    }

    @Override
    protected String doGetStableAccessTokenRequest(boolean forceRefresh) throws IOException {
        WxMpStableAccessTokenRequest request = new WxMpStableAccessTokenRequest();
        request.setAppid(getWxMpConfigStorage().getAppId());
        request.setSecret(getWxMpConfigStorage().getSecret());
        request.setGrantType("client_credential");
        request.setForceRefresh(forceRefresh);
        HttpPost post = new HttpPost(WxMpApiUrl.Other.GET_STABLE_ACCESS_TOKEN_URL.getUrl(getWxMpConfigStorage()));
        post.setEntity(new StringEntity(request.toJson(), ContentType.APPLICATION_JSON));
        return http.execute(post, BasicResponseHandler.INSTANCE, properties.tokenTimeout());
    }

    private TokenUnavailableException unavailable(SendOutcome outcome) {
        failure = outcome;
        log.warn("event=wechat_token_unavailable account={} detail=\"{}\"", account.key(), outcome);
        return new TokenUnavailableException(outcome);
    }
}
