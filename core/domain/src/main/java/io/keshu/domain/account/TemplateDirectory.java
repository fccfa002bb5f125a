package io.keshu.domain.account;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.MessageTemplate;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.api.TemplateCatalog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Accounts' message templates, kept in memory for a while: they change rarely and providers count the questions. Where the provider can't
 * be asked, what it said last goes on being served. Thread-safe.
 */
public final class TemplateDirectory {

    /** How long an answer is good for. */
    static final Duration FRESH = Duration.ofMinutes(10);

    /** How soon the provider is asked again by somebody who wants to know better. */
    static final Duration BETWEEN = Duration.ofSeconds(3);

    private final AccountDirectory accounts;
    private final Channels channels;
    private final Clock clock;
    private final ConcurrentMap<ChannelAccountId, Known> known = new ConcurrentHashMap<>();

    public TemplateDirectory(AccountDirectory accounts, Channels channels, Clock clock) {
        this.accounts = accounts;
        this.channels = channels;
        this.clock = clock;
    }

    private record Known(long version, Instant askedAt, Catalog catalog) {}

    /**
     * An account's templates.
     *
     * @param at when the provider said so; null if it never did
     * @param problem why it could not be asked anew, if it could not
     */
    public record Catalog(
            List<MessageTemplate> templates,
            @Nullable Instant at,
            @Nullable DeliveryProblem problem) {

        public Catalog {
            templates = List.copyOf(templates);
        }

        public Optional<MessageTemplate> find(String id) {
            return templates.stream()
                    .filter(template -> template.id().equals(id))
                    .findFirst();
        }
    }

    /**
     * May wait for the provider, hence is never called under a lock or in a transaction.
     *
     * @param anew whether the provider is to be asked now
     * @return empty if the account's channel has no templates
     */
    public Optional<Catalog> of(ChannelAccountId id, boolean anew) {
        Optional<ChannelAccount> account = accounts.find(id);
        Optional<TemplateCatalog> channel = account.flatMap(found -> channels.find(found.type()))
                .filter(TemplateCatalog.class::isInstance)
                .map(TemplateCatalog.class::cast);
        return channel.map(catalog -> catalog(account.get(), catalog, anew));
    }

    private Catalog catalog(ChannelAccount account, TemplateCatalog channel, boolean anew) {
        Instant now = clock.instant();
        Known before = known.get(account.id());
        if (before != null && before.version == account.version()) {
            boolean good = before.catalog.problem() == null
                    && before.askedAt.plus(FRESH).isAfter(now);
            boolean justAsked = before.askedAt.plus(BETWEEN).isAfter(now);
            if (anew ? justAsked : good || justAsked) {
                return before.catalog;
            }
        }
        Catalog asked = ask(account, channel, before, now);
        known.put(account.id(), new Known(account.version(), now, asked));
        return asked;
    }

    private static Catalog ask(ChannelAccount account, TemplateCatalog channel, @Nullable Known before, Instant now) {
        TemplateAnswer answer = channel.templates(account.id());
        if (answer instanceof TemplateAnswer.Given given) {
            return new Catalog(given.templates(), now, null);
        }
        DeliveryProblem problem = ((TemplateAnswer.Failed) answer).problem();
        // Of other credentials it says nothing about these.
        return before == null || before.version != account.version()
                ? new Catalog(List.of(), null, problem)
                : new Catalog(before.catalog.templates(), before.catalog.at(), problem);
    }
}
