package io.keshu.channels.email.client;

import io.keshu.channels.email.client.SealedToken.Token;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.email.config.OAuthGrant;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Has access tokens by a refresh token (RFC 6749, section 6). Thread-safe. */
final class TokenEndpoint {

    /** Below the time that sending a mail may take in all. */
    private static final Duration ANSWER = Duration.ofSeconds(6);

    private static final int MAX_ANSWER = 64 << 10;
    private static final long DEFAULT_SECONDS = 3600;

    /** No token is believed to hold for longer. */
    private static final long MOST_SECONDS = 30L * 24 * 3600;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final Duration patience;
    private final Clock clock;

    TokenEndpoint(EmailProperties properties, Clock clock) {
        this(properties, ANSWER, clock);
    }

    /** @param patience for how long a whole answer is waited for */
    TokenEndpoint(EmailProperties properties, Duration patience, Clock clock) {
        this.patience = patience;
        this.http = HttpClient.newBuilder()
                .connectTimeout(properties.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.clock = clock;
    }

    /** @param body as much of it as is looked at */
    private record Answer(int status, String body) {}

    /** @param refreshToken the latest, which may be another than the one that was entered */
    Token ask(OAuthGrant grant, String refreshToken) throws MailFailure {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("client_id", grant.clientId());
        if (!grant.clientSecret().isEmpty()) {
            form.put("client_secret", grant.clientSecret());
        }
        form.put("refresh_token", refreshToken);
        Answer answer = send(grant, form);
        JsonNode body = read(answer);
        String access = body.path("access_token").asString("");
        if (answer.status() == 200 && !access.isEmpty() && access.indexOf('\n') < 0) {
            long seconds = body.path("expires_in").asLong(DEFAULT_SECONDS);
            String next = body.path("refresh_token").asString("");
            return new Token(
                    access,
                    clock.instant().plusSeconds(Math.max(0, Math.min(seconds, MOST_SECONDS))),
                    next.isEmpty() ? refreshToken : next);
        }
        throw refusal(answer.status(), body);
    }

    private static MailFailure refusal(int status, JsonNode body) {
        String error = body.path("error").asString("");
        String detail = "Token endpoint " + status + " " + error + " "
                + body.path("error_description").asString("");
        MailFailure.Kind kind = switch (error) {
            case "invalid_grant", "interaction_required", "consent_required" -> MailFailure.Kind.CONSENT_REFUSED;
            case "invalid_client", "unauthorized_client", "invalid_request" -> MailFailure.Kind.BAD_CREDENTIALS;
            default -> MailFailure.Kind.BROKEN;
        };
        return new MailFailure(kind, detail.strip());
    }

    private Answer send(OAuthGrant grant, Map<String, String> form) throws MailFailure {
        HttpRequest request;
        try {
            request = HttpRequest.newBuilder(grant.tokenEndpoint())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Accept", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                            .map(field ->
                                    field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"))))
                    .build();
        } catch (IllegalArgumentException e) {
            throw failure(e);
        }
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        CompletableFuture<HttpResponse<Void>> call = http.sendAsync(
                request,
                HttpResponse.BodyHandlers.ofByteArrayConsumer(part -> part.ifPresent(
                        bytes -> body.write(bytes, 0, Math.min(bytes.length, MAX_ANSWER - body.size())))));
        try {
            // The request's own time-out would end with the answer's header.
            int status = call.get(patience.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return new Answer(status, body.toString(StandardCharsets.UTF_8));
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            call.cancel(true);
            throw new MailFailure(MailFailure.Kind.BROKEN, "Token endpoint: no whole answer in time");
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            throw new MailFailure(MailFailure.Kind.BROKEN, "Interrupted");
        }
    }

    private static MailFailure failure(Throwable e) {
        if (e instanceof ConnectException
                || e instanceof HttpConnectTimeoutException
                || e instanceof UnresolvedAddressException) {
            return new MailFailure(MailFailure.Kind.UNREACHABLE, "Token endpoint: " + e);
        }
        return new MailFailure(
                Sessions.untrusted(e) ? MailFailure.Kind.UNTRUSTED : MailFailure.Kind.BROKEN,
                "Token endpoint: " + e.getMessage());
    }

    private static JsonNode read(Answer answer) throws MailFailure {
        try {
            return JSON.readTree(answer.body());
        } catch (JacksonException e) {
            throw new MailFailure(
                    MailFailure.Kind.BROKEN, "Token endpoint " + answer.status() + ": no JSON that can be read");
        }
    }
}
