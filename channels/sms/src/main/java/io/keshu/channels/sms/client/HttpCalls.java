package io.keshu.channels.sms.client;

import io.keshu.channels.sms.config.SmsProperties;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Calls over HTTP that tell what never left from what may have arrived. Thread-safe. */
public final class HttpCalls {

    /** No answer of an interface is longer. */
    private static final int LONGEST = 1 << 20;

    private final HttpClient client;
    private final SmsProperties properties;

    public HttpCalls(SmsProperties properties) {
        this.properties = properties;
        this.client = HttpClient.newBuilder()
                .connectTimeout(properties.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** How a call ended. */
    public sealed interface Ended {
        record Answered(int status, String body) implements Ended {}

        record NotSent(String detail) implements Ended {}

        record Unclear(String detail) implements Ended {}
    }

    /**
     * Makes one call.
     *
     * @param body null for a GET
     */
    public Ended call(URI uri, Map<String, String> headers, @Nullable String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(properties.requestTimeout());
        headers.forEach(request::setHeader);
        if (body != null) {
            request.POST(HttpRequest.BodyPublishers.ofString(body));
        }
        try {
            HttpResponse<InputStream> response =
                    client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = response.body()) {
                byte[] read = in.readNBytes(LONGEST);
                return new Ended.Answered(response.statusCode(), new String(read, StandardCharsets.UTF_8));
            }
        } catch (ConnectException | UnknownHostException | HttpConnectTimeoutException e) {
            return new Ended.NotSent(described(e));
        } catch (IOException e) {
            return new Ended.Unclear(described(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Ended.Unclear("Interrupted");
        }
    }

    /** Opens what is to be fetched; redirects are answered, not followed. */
    HttpResponse<InputStream> open(URI uri, Map<String, String> headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(properties.requestTimeout());
        headers.forEach(request::setHeader);
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static String described(IOException e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }
}
