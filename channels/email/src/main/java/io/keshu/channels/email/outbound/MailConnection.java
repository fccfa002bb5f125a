package io.keshu.channels.email.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ConnectionCheck.Connected;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ProviderProblem.Reason;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.client.MailFailure;
import io.keshu.channels.email.client.Mailbox;
import io.keshu.channels.email.config.AccountSettings;
import java.util.Optional;

/** Whether a mailbox can be read and written from, as {@link io.keshu.channels.api.ConnectionCheck} has it. Thread-safe. */
public final class MailConnection {

    private final MailClient client;

    public MailConnection(MailClient client) {
        this.client = client;
    }

    /** Tries both ways with these settings. */
    public ProviderAnswer<Connected> check(ChannelAccount account) {
        AccountSettings settings = AccountSettings.of(account);
        Optional<ProviderProblem> reading = reading(settings);
        Optional<ProviderProblem> writing = writing(settings);
        if (reading.isPresent() && writing.isPresent()) {
            return new ProviderAnswer.Failed<>(both(reading.get(), writing.get()));
        }
        return reading.or(() -> writing)
                .<ProviderAnswer<Connected>>map(ProviderAnswer.Failed::new)
                .orElseGet(() -> new ProviderAnswer.Given<>(new Connected(settings.address())));
    }

    private Optional<ProviderProblem> reading(AccountSettings settings) {
        try (Mailbox mailbox = client.look(settings)) {
            long unused = mailbox.validity();
            return Optional.empty();
        } catch (MailFailure e) {
            return Optional.of(problem("IMAP", e));
        }
    }

    private Optional<ProviderProblem> writing(AccountSettings settings) {
        try {
            client.checkSending(settings);
            return Optional.empty();
        } catch (MailFailure e) {
            return Optional.of(problem("SMTP", e));
        }
    }

    /** The first comes first: whoever has mended it tries again. */
    private static ProviderProblem both(ProviderProblem reading, ProviderProblem writing) {
        boolean same = reading.reason() == writing.reason();
        return new ProviderProblem(
                reading.reason(), same ? "IMAP, SMTP" : "IMAP", reading.detail() + "; " + writing.detail());
    }

    private static ProviderProblem problem(String way, MailFailure failure) {
        return problem(way, failure.kind(), String.valueOf(failure.getMessage()));
    }

    /** @param way which of the two servers it is about */
    public static ProviderProblem problem(String way, MailFailure.Kind kind, String detail) {
        Reason reason = switch (kind) {
            case UNREACHABLE -> Reason.PROVIDER_UNREACHABLE;
            case BAD_CREDENTIALS -> Reason.BAD_SECRET;
            case CONSENT_REFUSED -> Reason.CONSENT_REFUSED;
            case UNTRUSTED -> Reason.CERTIFICATE_NOT_TRUSTED;
            case MISSING -> Reason.REFUSED;
            case BROKEN -> Reason.NO_CLEAR_ANSWER;
        };
        return new ProviderProblem(reason, way, way + ": " + detail);
    }
}
