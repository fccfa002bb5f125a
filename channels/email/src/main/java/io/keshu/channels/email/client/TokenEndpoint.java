package io.keshu.channels.email.client;

import io.keshu.channels.email.client.SealedToken.Token;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.email.config.OAuthGrant;
import java.io.IOException;
import java.io.InputStream;
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
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final Clock clock;

    TokenEndpoint(EmailProperties properties, Clock clock) {
        this.http = HttpClient.newBuilder()
                .connectTimeout(properties.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.clock = clock;
    }

    /** @param refreshToken the latest, which may be another than the one that was entered */
    Token ask(OAuthGrant grant, String refreshToken) throws MailFailure {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "refresh_token");
        form.put("client_id", grant.clientId());
        if (!grant.clientSecret().isEmpty()) {
            form.put("client_secret", grant.clientSecret());
        }
        form.put("refresh_token", refreshToken);
        HttpResponse<InputStream> answer = send(grant, form);
        JsonNode body = read(answer);
        String access = body.path("access_token").asString("");
        if (answer.statusCode() == 200 && !access.isEmpty() && access.indexOf('\n') < 0) {
            long seconds = body.path("expires_in").asLong(DEFAULT_SECONDS);
            String next = body.path("refresh_token").asString("");
            return new Token(
                    access, clock.instant().plusSeconds(Math.max(0, seconds)), next.isEmpty() ? refreshToken : next);
        }
        throw refusal(answer.statusCode(), body);
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

    private HttpResponse<InputStream> send(OAuthGrant grant, Map<String, String> form) throws MailFailure {
        try {
            HttpRequest request = HttpRequest.newBuilder(grant.tokenEndpoint())
                    .timeout(ANSWER)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Accept", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(form.entrySet().stream()
                            .map(field ->
                                    field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"))))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (ConnectException | HttpConnectTimeoutException | UnresolvedAddressException e) {
            throw new MailFailure(MailFailure.Kind.UNREACHABLE, "Token endpoint: " + e);
        } catch (IOException | IllegalArgumentException e) {
            throw Sessions.untrusted(e)
                    ? new MailFailure(MailFailure.Kind.UNTRUSTED, "Token endpoint: " + e.getMessage())
                    : new MailFailure(MailFailure.Kind.BROKEN, "Token endpoint: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MailFailure(MailFailure.Kind.BROKEN, "Interrupted");
        }
    }

    private static JsonNode read(HttpResponse<InputStream> answer) throws MailFailure {
        try (InputStream body = answer.body()) {
            return JSON.readTree(body.readNBytes(MAX_ANSWER));
        } catch (IOException | JacksonException e) {
            throw new MailFailure(
                    MailFailure.Kind.BROKEN, "Token endpoint " + answer.statusCode() + ": no JSON that can be read");
        }
    }
}
