package io.keshu.channels.weixin.client;

import io.keshu.channels.weixin.config.CallTimes;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of all accounts. The SDK's own trusts any certificate and any host name, keeps ten connections to a host and lets an
 * answer trickle in for as long as it likes; this one verifies, is wide enough for hundreds of messages at once, and ends every call after
 * its time, whatever the other side does. Nothing is repeated or redirected: whether to try again is the hub's decision.
 */
public final class TimedHttpClient extends CloseableHttpClient {

    /** WeChat's front ends drop idle connections; a request written to one that is gone would end unclear. */
    private static final TimeValue CHECK_AFTER_IDLE = TimeValue.ofMilliseconds(300);

    private static final TimeValue CLOSE_AFTER_IDLE = TimeValue.ofSeconds(20);
    private static final TimeValue LONGEST_USE = TimeValue.ofMinutes(10);

    private final CloseableHttpClient client;
    private final Duration limit;
    private final ScheduledThreadPoolExecutor watchdog;

    public TimedHttpClient(CallTimes times) {
        this.limit = times.readTimeout();
        this.client = pooled(times);
        this.watchdog = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "weixin-http-watchdog");
            thread.setDaemon(true);
            return thread;
        });
        watchdog.setRemoveOnCancelPolicy(true);
    }

    private static CloseableHttpClient pooled(CallTimes times) {
        ConnectionConfig connection = ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(times.connectTimeout()))
                .setSocketTimeout(Timeout.of(times.readTimeout()))
                .setValidateAfterInactivity(CHECK_AFTER_IDLE)
                .setTimeToLive(LONGEST_USE)
                .build();
        RequestConfig request = RequestConfig.custom()
                .setConnectionRequestTimeout(Timeout.of(times.connectTimeout()))
                .setResponseTimeout(Timeout.of(times.readTimeout()))
                .build();
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .useSystemProperties()
                        .setMaxConnTotal(times.maxConnections())
                        .setMaxConnPerRoute(times.maxConnections())
                        .setDefaultConnectionConfig(connection)
                        .build())
                .setDefaultRequestConfig(request)
                .useSystemProperties()
                .evictExpiredConnections()
                .evictIdleConnections(CLOSE_AFTER_IDLE)
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .setUserAgent("Keshu")
                .build();
    }

    @Override
    public <T> T execute(ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler)
            throws IOException {
        return execute(request, handler, limit);
    }

    /** @param limit from now to the answer's last byte; the call is cut off when it has passed */
    public <T> T execute(ClassicHttpRequest request, HttpClientResponseHandler<? extends T> handler, Duration limit)
            throws IOException {
        if (!(request instanceof HttpUriRequestBase cancellable)) {
            return client.execute(request, handler);
        }
        Future<?> cut = watchdog.schedule(cancellable::abort, limit.toNanos(), TimeUnit.NANOSECONDS);
        try {
            return client.execute(request, handler);
        } finally {
            cut.cancel(false);
        }
    }

    @Override
    @SuppressWarnings("deprecation") // of the two that the SDK's executors may call, this is the open one
    protected CloseableHttpResponse doExecute(
            @Nullable HttpHost target, ClassicHttpRequest request, @Nullable HttpContext context) throws IOException {
        ClassicHttpResponse response = client.execute(target, request, context);
        return (CloseableHttpResponse) response;
    }

    @Override
    public void close() throws IOException {
        watchdog.shutdownNow();
        client.close();
    }

    @Override
    public void close(CloseMode mode) {
        watchdog.shutdownNow();
        client.close(mode);
    }
}
