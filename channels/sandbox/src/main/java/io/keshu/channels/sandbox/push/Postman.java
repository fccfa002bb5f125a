package io.keshu.channels.sandbox.push;

import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Makes one try. Thread-safe. */
final class Postman {

    /**
     * How a try ended.
     *
     * @param taken whether it was the last
     * @param status HTTP status, or 0 if there was none
     * @param reply a passive reply, else null
     */
    record Outcome(
            boolean taken,
            int status,
            String result,
            @Nullable ReplyContent reply) {

        static Outcome notTaken(int status, String why) {
            return new Outcome(false, status, why, null);
        }
    }

    private final Duration deadline;
    private final Clock clock;
    private final HttpClient client;

    Postman(Duration deadline, Clock clock) {
        this.deadline = deadline;
        this.clock = clock;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(deadline)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    CompletableFuture<Outcome> carry(Delivery delivery) {
        AccountSettings account = delivery.push().account().settings();
        String url = account.webhookUrl();
        if (delivery.nextIsDropped()) {
            return CompletableFuture.completedFuture(Outcome.notTaken(0, "dropped"));
        }
        if (url == null) {
            return CompletableFuture.completedFuture(Outcome.notTaken(0, "the account has no address"));
        }
        PushMessage message = delivery.push().message();
        HttpRequest request;
        try {
            request = Letter.push(account, url, message, clock.instant(), deadline);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(Outcome.notTaken(0, "can't be sent: " + e.getMessage()));
        }
        CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request, BodyHandlers.ofByteArray());
        // The request's own time ends with the answer's headers; the body counts too.
        return sent.copy().orTimeout(deadline.toMillis(), TimeUnit.MILLISECONDS).handle((response, failure) -> {
            if (failure != null) {
                sent.cancel(true);
                return Outcome.notTaken(0, describe(failure));
            }
            return read(delivery.push().account(), message.openid(), response);
        });
    }

    private Outcome read(Account account, String openid, HttpResponse<byte[]> response) {
        try {
            PushAnswer answer =
                    PushAnswer.read(account, openid, response.statusCode(), response.body(), clock.instant());
            return new Outcome(true, response.statusCode(), answer.result(), answer.reply());
        } catch (BadAnswerException e) {
            return Outcome.notTaken(response.statusCode(), String.valueOf(e.getMessage()));
        }
    }

    AddressCheck check(AccountSettings account) {
        String url = account.webhookUrl();
        if (url == null) {
            return new AddressCheck(false, 0, "the account has no address");
        }
        String echo = Long.toString(ThreadLocalRandom.current().nextLong(1L << 60, Long.MAX_VALUE));
        try {
            HttpResponse<byte[]> response = client.send(
                    Letter.check(account, url, echo, clock.instant(), deadline), BodyHandlers.ofByteArray());
            boolean ok =
                    response.statusCode() == 200 && new String(response.body(), StandardCharsets.UTF_8).equals(echo);
            return new AddressCheck(ok, response.statusCode(), ok ? "ok" : "the answer is not the echo");
        } catch (IOException e) {
            return new AddressCheck(false, 0, describe(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new AddressCheck(false, 0, "interrupted");
        }
    }

    private static String describe(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            return "timeout";
        }
        return cause instanceof ConnectException ? "refused" : "cut";
    }
}
