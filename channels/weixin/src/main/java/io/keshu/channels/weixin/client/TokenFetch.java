package io.keshu.channels.weixin.client;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * One fetch at a time: whoever needs a token while one is being fetched waits for that one and shares its end, good or bad, so that nobody
 * waits longer than one fetch takes. Thread-safe.
 */
final class TokenFetch {

    private final AtomicReference<CompletableFuture<String>> running = new AtomicReference<>();
    private final Duration patience;

    TokenFetch(Duration patience) {
        this.patience = patience;
    }

    /** @throws TokenUnavailableException if the fetch, or the one that was running, brought no token */
    String once(Supplier<String> fetch) {
        CompletableFuture<String> mine = new CompletableFuture<>();
        CompletableFuture<String> other = running.compareAndExchange(null, mine);
        if (other != null) {
            return join(other);
        }
        try {
            String token = fetch.get();
            mine.complete(token);
            return token;
        } catch (RuntimeException e) {
            mine.completeExceptionally(e);
            throw e;
        } finally {
            running.set(null);
        }
    }

    private String join(CompletableFuture<String> fetch) {
        try {
            return fetch.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TokenUnavailableException unavailable) {
                throw new TokenUnavailableException(unavailable.outcome());
            }
            throw new TokenUnavailableException(new SendOutcome.NotSent(false, String.valueOf(e.getCause())));
        } catch (TimeoutException e) {
            throw new TokenUnavailableException(new SendOutcome.NotSent(false, "no access token in time"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TokenUnavailableException(new SendOutcome.NotSent(false, "interrupted"));
        }
    }
}
