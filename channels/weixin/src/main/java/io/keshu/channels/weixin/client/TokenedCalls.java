package io.keshu.channels.weixin.client;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.weixin.config.AccountSettings;
import io.keshu.channels.weixin.config.CallTimes;
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
import org.apache.hc.client5.http.HttpResponseException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls that carry one account's access token, in the hub's own way: the SDK's sleeps on the caller when WeChat is busy, renews a refused
 * token without forcing it (and so gets the same one again), and logs tokens and customers' texts when something fails. Thread-safe.
 */
public final class TokenedCalls {

    /** WeChat forces a new token 20 times a day; a storm of refusals must not use that up. */
    private static final Duration BETWEEN_FORCED = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(TokenedCalls.class);

    private final ChannelAccount account;
    private final AccountSettings settings;
    private final TimedHttpClient http;
    private final AccessTokens tokens;
    private final CallTimes times;
    private final WxType platform;
    private final TokenFetch fetch;
    private volatile @Nullable SendOutcome failure;
    private long forcedAt = System.nanoTime() - BETWEEN_FORCED.toNanos();

    /** @param shared where all nodes find the token; null keeps it to this one */
    public TokenedCalls(
            ChannelAccount account,
            TimedHttpClient http,
            SharedStore store,
            @Nullable StoredToken shared,
            CallTimes times,
            WxType platform) {
        this.account = account;
        this.settings = AccountSettings.of(account);
        this.http = http;
        this.tokens = new AccessTokens(store, shared);
        this.times = times;
        this.platform = platform;
        this.fetch = new TokenFetch(times.tokenTimeout().plusMillis(500));
    }

    /** The address of a part of the API on this account's host. */
    public String url(String path) {
        return settings.apiBaseUrl() + path;
    }

    /**
     * One call; a second one if the first was refused for its token and there is time for it.
     *
     * @throws TokenUnavailableException if there is no token to call with; nothing has left then
     */
    public <T, E> T execute(RequestExecutor<T, E> executor, String uri, E data) throws WxErrorException {
        long started = System.nanoTime();
        String token = token(false);
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
    public Optional<SendOutcome> tokenFailure() {
        return Optional.ofNullable(failure);
    }

    private <T, E> T call(RequestExecutor<T, E> executor, String uri, E data, String token) throws WxErrorException {
        try {
            String separator = uri.contains("?") ? "&" : "?";
            return executor.execute(uri + separator + "access_token=" + token, data, platform);
        } catch (IOException e) {
            throw new WxErrorException(e);
        }
    }

    private boolean timeForAnother(long started) {
        Duration needed = times.tokenTimeout().plus(times.readTimeout());
        return times.deliveryTimeout().minusNanos(System.nanoTime() - started).compareTo(needed) >= 0;
    }

    /** @throws TokenUnavailableException if there is none */
    public String token(boolean forceRefresh) {
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
            String body = stableToken(force);
            WxError error = WxError.fromJson(body, platform);
            if (error.getErrorCode() != 0) {
                throw unavailable(new SendOutcome.Refused(error.getErrorCode(), Failures.words(error), true));
            }
            WxAccessToken token = WxAccessToken.fromJson(body);
            if (token.getAccessToken() == null || token.getAccessToken().isBlank() || token.getExpiresIn() <= 0) {
                throw unavailable(new SendOutcome.NotSent(true, "access token: answer without a token"));
            }
            tokens.learn(token.getAccessToken(), token.getExpiresIn());
            failure = null;
            log.info("event=weixin_token_fetched type={} account={} forced={}", account.type(), account.key(), force);
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

    /** 获取稳定版接口调用凭据. */
    private String stableToken(boolean force) throws IOException {
        JsonObject request = new JsonObject();
        request.addProperty("grant_type", "client_credential");
        request.addProperty("appid", settings.appId());
        request.addProperty("secret", settings.appSecret());
        request.addProperty("force_refresh", force);
        HttpPost post = new HttpPost(url("/cgi-bin/stable_token"));
        post.setEntity(new StringEntity(request.toString(), ContentType.APPLICATION_JSON));
        return http.execute(post, BasicResponseHandler.INSTANCE, times.tokenTimeout());
    }

    private TokenUnavailableException unavailable(SendOutcome outcome) {
        failure = outcome;
        log.warn(
                "event=weixin_token_unavailable type={} account={} detail=\"{}\"",
                account.type(),
                account.key(),
                outcome);
        return new TokenUnavailableException(outcome);
    }
}
