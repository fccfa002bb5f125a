package io.keshu.bot.audience;

import io.keshu.channels.api.AudienceDirectory;
import io.keshu.channels.api.AudienceDirectory.AudienceTag;
import io.keshu.channels.api.AudienceDirectory.FollowerPage;
import io.keshu.channels.api.AudienceDirectory.FollowerProfile;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads all followers of all accounts in the background, each account on one node at a time. */
final class AudienceReader {

    static final Duration EVERY = Duration.ofHours(6);
    private static final Duration AFTER_FAILURE = Duration.ofMinutes(15);
    private static final Logger log = LoggerFactory.getLogger(AudienceReader.class);

    private final AccountDirectory accounts;
    private final Channels channels;
    private final FollowerStore store;
    private final ReadingLease lease;
    private final Clock clock;

    AudienceReader(AccountDirectory accounts, Channels channels, FollowerStore store, ReadingLease lease, Clock clock) {
        this.accounts = accounts;
        this.channels = channels;
        this.store = store;
        this.lease = lease;
        this.clock = clock;
    }

    /** Ends a reading. Foreseen, hence without a stack trace. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient @Nullable ProviderProblem problem;

        /** @param problem null if the lease was lost */
        Stopped(@Nullable ProviderProblem problem) {
            super("The reading was stopped", null, false, false);
            this.problem = problem;
        }
    }

    /** Reads what is due. To be called every few seconds; blocks while it reads. */
    void sweep() {
        for (ChannelAccount account : accounts.all()) {
            Optional<AudienceDirectory> directory = channels.find(account.type())
                    .filter(AudienceDirectory.class::isInstance)
                    .map(AudienceDirectory.class::cast);
            if (account.enabled()
                    && directory.isPresent()
                    && !Thread.currentThread().isInterrupted()) {
                lease.take(account.id()).ifPresent(token -> read(account.id(), directory.get(), token));
            }
        }
    }

    private void read(ChannelAccountId account, AudienceDirectory directory, String token) {
        try {
            int read = readAll(account, directory, token);
            lease.ended(account, token, EVERY);
            log.info("event=followers_read account={} followers={}", account, read);
        } catch (Stopped e) {
            ProviderProblem problem = e.problem;
            log.warn("event=followers_not_read account={} problem=\"{}\"", account, problem);
            if (problem != null) {
                lease.failed(account, token, problem, AFTER_FAILURE);
            }
        }
    }

    private int readAll(ChannelAccountId account, AudienceDirectory directory, String token) {
        Instant began = clock.instant();
        List<AudienceTag> tags = given(directory.tags(account));
        store.keepTags(account, tags);
        int batch = directory.audienceLimits().profilesAtOnce();
        int read = 0;
        String cursor = null;
        do {
            FollowerPage page = given(directory.followers(account, cursor));
            List<ExternalUserId> users = page.users();
            for (int from = 0; from < users.size(); from += batch) {
                if (!lease.renew(account, token) || Thread.currentThread().isInterrupted()) {
                    throw new Stopped(null);
                }
                List<FollowerProfile> profiles =
                        given(directory.profiles(account, users.subList(from, Math.min(users.size(), from + batch))));
                store.keep(account, profiles, clock.instant());
            }
            read += users.size();
            cursor = page.next();
        } while (cursor != null);
        int gone = store.forgetUnseen(account, began);
        log.debug("event=followers_gone account={} count={}", account, gone);
        return read;
    }

    private static <T> T given(ProviderAnswer<T> answer) {
        if (answer instanceof ProviderAnswer.Given<T> given) {
            return given.value();
        }
        throw new Stopped(((ProviderAnswer.Failed<T>) answer).problem());
    }
}
