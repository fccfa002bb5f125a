package io.keshu.console.letters;

import io.keshu.channels.api.PublicAddresses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ByteArrayResource;

/**
 * Fetches pictures that letters name, from public addresses only. The address that was checked is the one that is connected to, for
 * every step of a redirection. Says nothing of who asks: no cookies, no referrer. Thread-safe.
 */
final class RemotePictures implements AutoCloseable {

    static final int MAX_BYTES = 5 << 20;
    private static final int MAX_STEPS = 4;
    private static final int AT_ONCE = 16;
    private static final int BUFFER = 16_384;
    private static final Duration IN_ALL = Duration.ofSeconds(10);
    private static final Duration A_STEP = Duration.ofSeconds(5);

    private static final Logger log = LoggerFactory.getLogger(RemotePictures.class);

    /** Where a host is; refuses those that must not be called. */
    @FunctionalInterface
    interface Lookup {
        List<InetAddress> of(String host) throws UnknownHostException;
    }

    /** How a fetch ended. */
    sealed interface Outcome {

        record Picture(String contentType, ByteArrayResource content) implements Outcome {}

        enum Problem implements Outcome {
            /** Leads to a place that the hub doesn't call. */
            ADDRESS_REFUSED,
            /** Is no picture, or none of a kind that browsers show safely. */
            NO_PICTURE,
            TOO_LARGE,
            UNREACHABLE,
            /** Too many are being fetched. */
            BUSY
        }
    }

    private record Step(@Nullable Outcome end, @Nullable String next) {}

    private final CloseableHttpClient http;
    private final IntPredicate ports;
    private final Duration inAll;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "keshu-remote-pictures");
        thread.setDaemon(true);
        return thread;
    });

    RemotePictures() {
        this(PublicAddresses::of, port -> port == -1 || port == 80 || port == 443, IN_ALL);
    }

    /** @param ports that are called; -1 where the address names none */
    RemotePictures(Lookup lookup, IntPredicate ports, Duration inAll) {
        this.ports = ports;
        this.inAll = inAll;
        Timeout step = Timeout.of(A_STEP);
        this.http = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(new Checked(lookup))
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(step)
                                .setSocketTimeout(step)
                                .build())
                        .setMaxConnTotal(AT_ONCE)
                        .setMaxConnPerRoute(AT_ONCE)
                        .build())
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(step)
                        .setConnectionRequestTimeout(step)
                        .build())
                .setConnectionReuseStrategy((request, response, context) -> false)
                .setUserAgent("Keshu")
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableAutomaticRetries()
                .build();
    }

    /** Pins what is connected to to what was checked. */
    private record Checked(Lookup lookup) implements DnsResolver {

        @Override
        public InetAddress[] resolve(String host) throws UnknownHostException {
            return lookup.of(host).toArray(InetAddress[]::new);
        }

        @Override
        public String resolveCanonicalHostname(String host) {
            return host;
        }
    }

    /** @param address as a stranger wrote it */
    Outcome fetch(String address) {
        if (!places.tryAcquire()) {
            return Outcome.Problem.BUSY;
        }
        try {
            return follow(address);
        } finally {
            places.release();
        }
    }

    private Outcome follow(String first) {
        long end = System.nanoTime() + inAll.toNanos();
        Optional<URI> at = callable(first);
        for (int i = 0; i < MAX_STEPS && at.isPresent(); i++) {
            URI here = at.get();
            Step step = step(here, end);
            if (step.end() != null) {
                return step.end();
            }
            String next = step.next();
            at = next == null ? Optional.empty() : callable(resolved(here, next));
        }
        return Outcome.Problem.ADDRESS_REFUSED;
    }

    private static String resolved(URI here, String next) {
        try {
            return here.resolve(next).toString();
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Web addresses on the web's own ports, without anybody's name and password. */
    private Optional<URI> callable(String address) {
        try {
            URI uri = new URI(address);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            boolean plain = uri.getHost() != null && uri.getRawUserInfo() == null && ports.test(uri.getPort());
            return web && plain ? Optional.of(uri) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private Step step(URI at, long end) {
        HttpGet request = new HttpGet(at);
        request.setHeader(HttpHeaders.ACCEPT, "image/*");
        long left = end - System.nanoTime();
        // A server that says a byte now and then would keep every time-out from passing.
        ScheduledFuture<?> over = timer.schedule(request::abort, Math.max(0, left), TimeUnit.NANOSECONDS);
        try {
            return http.execute(request, RemotePictures::read);
        } catch (PublicAddresses.NotPublicException e) {
            log.info("event=remote_picture_refused host={}", at.getHost());
            return new Step(Outcome.Problem.ADDRESS_REFUSED, null);
        } catch (IOException e) {
            log.debug("event=remote_picture_failed host={} detail=\"{}\"", at.getHost(), e.getMessage());
            return new Step(Outcome.Problem.UNREACHABLE, null);
        } finally {
            over.cancel(false);
        }
    }

    private static Step read(ClassicHttpResponse response) throws IOException {
        Header location = response.getFirstHeader(HttpHeaders.LOCATION);
        int status = response.getCode();
        if (status >= 300 && status < 400 && location != null) {
            return new Step(null, location.getValue());
        }
        if (status != 200 || response.getEntity() == null) {
            return new Step(Outcome.Problem.UNREACHABLE, null);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream body = response.getEntity().getContent()) {
            byte[] buffer = new byte[BUFFER];
            for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
                bytes.write(buffer, 0, read);
                if (bytes.size() > MAX_BYTES) {
                    return new Step(Outcome.Problem.TOO_LARGE, null);
                }
            }
        }
        byte[] all = bytes.toByteArray();
        return new Step(
                PictureType.of(all)
                        .<Outcome>map(type -> new Outcome.Picture(type, new ByteArrayResource(all)))
                        .orElse(Outcome.Problem.NO_PICTURE),
                null);
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        http.close();
    }
}
