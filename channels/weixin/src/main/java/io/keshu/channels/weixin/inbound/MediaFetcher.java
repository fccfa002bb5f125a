package io.keshu.channels.weixin.inbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaSource.Receiver;
import io.keshu.channels.weixin.client.FetchOutcome;
import io.keshu.channels.weixin.client.MediaClient;
import io.keshu.channels.weixin.client.SendOutcome;
import java.time.Duration;
import java.util.Optional;

/** Fetches what customers sent and says how that ended. Thread-safe. */
public final class MediaFetcher {

    /** WeChat's answer for media that it never had, and for those that it has deleted. */
    private static final int UNKNOWN_MEDIA = 40007;

    /** For an account whose credentials, rights or address somebody has to mend: there are three days for that. */
    private static final Duration UNTIL_MENDED = Duration.ofMinutes(10);

    private final ChannelAccounts accounts;
    private final MediaClient client;

    public MediaFetcher(ChannelAccounts accounts, MediaClient client) {
        this.accounts = accounts;
        this.client = client;
    }

    /** As {@link io.keshu.channels.api.MediaSource#fetchMedia}. */
    public MediaFetch fetch(ChannelAccountId id, String mediaId, Receiver receiver) {
        Optional<ChannelAccount> account = accounts.find(id).filter(ChannelAccount::enabled);
        if (account.isEmpty()) {
            return new MediaFetch.RetryLater(
                    UNTIL_MENDED, new DeliveryProblem(Reason.ACCOUNT_DISABLED, "", "Switched off or gone"));
        }
        FetchOutcome outcome = client.fetch(account.get(), mediaId, receiver);
        return outcome instanceof FetchOutcome.Failed failed ? failed(failed.why()) : new MediaFetch.Fetched();
    }

    private static MediaFetch failed(SendOutcome why) {
        if (why instanceof SendOutcome.Refused refused) {
            String code = Integer.toString(refused.code());
            return refused.code() == UNKNOWN_MEDIA
                    ? new MediaFetch.Expired(new DeliveryProblem(Reason.MEDIA_MISSING, code, refused.message()))
                    : new MediaFetch.RetryLater(
                            refused.code() == -1 ? Duration.ZERO : UNTIL_MENDED,
                            new DeliveryProblem(Reason.PROVIDER_BUSY, code, refused.message()));
        }
        String detail = why instanceof SendOutcome.NotSent notSent ? notSent.detail() : why.toString();
        return new MediaFetch.RetryLater(Duration.ZERO, new DeliveryProblem(Reason.PROVIDER_UNREACHABLE, "", detail));
    }
}
