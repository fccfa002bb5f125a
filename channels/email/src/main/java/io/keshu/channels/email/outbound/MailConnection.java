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

/** Whether a mailbox can be read and written from, as {@link io.keshu.channels.api.ConnectionCheck} has it. Thread-safe. */
public final class MailConnection {

    private final MailClient client;

    public MailConnection(MailClient client) {
        this.client = client;
    }

    /** Tries both ways with these settings. */
    public ProviderAnswer<Connected> check(ChannelAccount account) {
        AccountSettings settings = AccountSettings.of(account);
        try (Mailbox mailbox = client.look(settings)) {
            long unused = mailbox.validity();
        } catch (MailFailure e) {
            return new ProviderAnswer.Failed<>(problem("IMAP", e));
        }
        try {
            client.checkSending(settings);
        } catch (MailFailure e) {
            return new ProviderAnswer.Failed<>(problem("SMTP", e));
        }
        return new ProviderAnswer.Given<>(new Connected(settings.address()));
    }

    /** @param way which of the two servers it is about */
    public static ProviderProblem problem(String way, MailFailure failure) {
        Reason reason = switch (failure.kind()) {
            case UNREACHABLE -> Reason.PROVIDER_UNREACHABLE;
            case BAD_CREDENTIALS -> Reason.BAD_SECRET;
            case MISSING -> Reason.REFUSED;
            case BROKEN -> Reason.NO_CLEAR_ANSWER;
        };
        return new ProviderProblem(reason, way, way + ": " + failure.getMessage());
    }
}
