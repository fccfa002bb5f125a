package io.keshu.console.accounts;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ConnectionCheck;
import io.keshu.channels.api.ConnectionCheck.Connected;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.console.web.Fails;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.ProviderWords;
import io.keshu.console.web.Words;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.stats.AccountActivity;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether accounts work: a try on demand, and what happened last. */
@RestController
@RequestMapping("/api/channel-accounts")
@Tag(name = "channels")
class AccountHealthController {

    /** What a try is called in logs; it is never stored. */
    private static final ChannelAccountId TRIED = new ChannelAccountId(0);

    private final AccountDirectory accounts;
    private final Channels channels;
    private final AddressGuard addresses;
    private final AccountActivity activity;
    private final InboundStore inbound;
    private final ProviderWords providerWords;
    private final Words words;
    private final Clock clock;

    AccountHealthController(
            AccountDirectory accounts,
            Channels channels,
            AddressGuard addresses,
            AccountActivity activity,
            InboundStore inbound,
            ProviderWords providerWords,
            Words words,
            Clock clock) {
        this.accounts = accounts;
        this.channels = channels;
        this.addresses = addresses;
        this.activity = activity;
        this.inbound = inbound;
        this.providerWords = providerWords;
        this.words = words;
        this.clock = clock;
    }

    /**
     * What is to be tried.
     *
     * @param id of the stored account whose secrets are taken where none are given; empty for one that is not saved
     */
    record ConnectionTrial(String id, String type, Map<String, String> settings, Map<String, String> secrets) {}

    /**
     * How a try ended.
     *
     * @param code why not; null if it works
     * @param text in the reader's words
     * @param detail the provider's own words, for whoever mends it
     */
    record ConnectionTried(
            boolean works,
            @Nullable String code,
            String text,
            @Nullable String detail) {}

    /**
     * What happened last; null where it never did.
     *
     * @param failure what went wrong when something last could not be sent
     * @param waitingSeconds for how long the oldest message waits that is not in a conversation yet, of any account
     * @param connection why this node can't call the provider
     */
    record AccountHealth(
            @Nullable Instant receivedAt,
            @Nullable Instant sentAt,
            @Nullable Instant failedAt,
            @Nullable String failure,
            long waitingSeconds,
            @Nullable String connection) {}

    @PostMapping("/test")
    @Operation(operationId = "testConnection")
    @Fails(status = 404, codes = "account.unknown")
    @Fails(status = 422, codes = "request.invalid")
    ConnectionTried test(@RequestBody ConnectionTrial trial) {
        ConnectionCheck channel = channels.all().stream()
                .filter(found -> found.type().value().equals(trial.type()))
                .filter(ConnectionCheck.class::isInstance)
                .map(ConnectionCheck.class::cast)
                .findFirst()
                .orElseThrow(() -> ProblemException.fields(List.of(problem("type", "choice", 0))));
        Optional<ChannelAccount> stored = trial.id().isEmpty() ? Optional.empty() : Optional.of(account(trial.id()));
        ProviderAnswer<Connected> answer = channel.checkConnection(tried(channel, trial, stored));
        if (answer instanceof ProviderAnswer.Given<Connected>) {
            return new ConnectionTried(true, null, words.say("connection.works"), null);
        }
        ProviderProblem problem = ((ProviderAnswer.Failed<Connected>) answer).problem();
        return new ConnectionTried(
                false,
                problem.reason().name(),
                providerWords.say(channel.type(), problem),
                providerWords.detail(problem));
    }

    private ChannelAccount tried(Channel channel, ConnectionTrial trial, Optional<ChannelAccount> stored) {
        AccountDescriptor descriptor = channel.accountDescriptor();
        AccountForm form = AccountForm.of(descriptor, "tried", "tried", trial.settings(), trial.secrets());
        List<AccountForm.Fault> faults =
                new ArrayList<>(stored.map(form::faults).orElseGet(() -> form.faults(Set.of())));
        if (faults.isEmpty()) {
            faults.addAll(addresses.faults(
                    descriptor,
                    form.settings(),
                    stored.map(ChannelAccount::settings).orElse(Map.of())));
        }
        if (!faults.isEmpty()) {
            throw ProblemException.fields(faults.stream()
                    .map(fault -> problem(fault.field(), fault.code(), fault.limit()))
                    .toList());
        }
        return new ChannelAccount(
                TRIED,
                descriptor.type(),
                stored.map(ChannelAccount::key).orElse("tried"),
                "",
                true,
                form.settings(),
                stored.map(form::secretsOver).orElse(form.secrets()),
                0);
    }

    @GetMapping("/{id}/health")
    @Operation(operationId = "accountHealth")
    @Fails(status = 404, codes = "account.unknown")
    AccountHealth health(@PathVariable String id) {
        ChannelAccount account = account(id);
        AccountActivity.Latest latest = activity.of(account.id());
        String reason = latest.failedReason();
        Optional<ProviderProblem> connection = channels.find(account.type())
                .filter(ConnectionCheck.class::isInstance)
                .map(ConnectionCheck.class::cast)
                .flatMap(channel -> channel.connectionProblem(account.id()));
        Instant now = clock.instant();
        return new AccountHealth(
                latest.receivedAt(),
                latest.sentAt(),
                latest.failedAt(),
                reason == null ? null : words.say("delivery." + reason),
                inbound.oldestWaiting()
                        .map(since -> Math.max(0, Duration.between(since, now).toSeconds()))
                        .orElse(0L),
                connection
                        .map(problem -> providerWords.say(account.type(), problem))
                        .orElse(null));
    }

    private ChannelAccount account(String id) {
        return accounts.find(Ids.parse(id, ChannelAccountId::new, AccountHealthController::unknown))
                .orElseThrow(AccountHealthController::unknown);
    }

    private FieldProblem problem(String field, String code, int limit) {
        return new FieldProblem(field, code, words.say("field." + code, limit));
    }

    private static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "account.unknown");
    }
}
