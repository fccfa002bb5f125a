package io.keshu.channels.email.inbound;

import io.keshu.channels.api.AccountLease;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.EnvelopeRefusedException;
import io.keshu.channels.api.InboundContent.MailNotice;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.api.StateKey;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.client.MailFailure;
import io.keshu.channels.email.client.Mailbox;
import io.keshu.channels.email.config.AccountSettings;
import io.keshu.channels.email.config.EmailProperties;
import io.keshu.channels.email.convert.MailConverter;
import io.keshu.channels.email.convert.MailConverter.Converted;
import io.keshu.channels.email.convert.MailConverter.Origin;
import io.keshu.channels.email.convert.Reference;
import io.keshu.channels.email.convert.Threads;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a folder mail by mail and moves its watermark with each, so that none is read twice and none holds up the rest. */
final class FolderReader {

    /** Where the thread of a customer is kept. */
    static final String THREAD = "thread";

    /** How many mails are fetched at once, and how many bytes of them. */
    private static final int AHEAD = 50;

    private static final long AHEAD_BYTES = 1 << 20;

    private static final Logger log = LoggerFactory.getLogger(FolderReader.class);

    private final ChannelAccount account;
    private final AccountSettings settings;
    private final AccountLease lease;
    private final Attempts attempts;
    private final MailClient client;
    private final ChannelState state;
    private final EmailProperties properties;
    private final Clock clock;

    FolderReader(
            ChannelAccount account,
            AccountLease lease,
            Attempts attempts,
            MailClient client,
            ChannelState state,
            EmailProperties properties,
            Clock clock) {
        this.account = account;
        this.settings = AccountSettings.of(account);
        this.lease = lease;
        this.attempts = attempts;
        this.client = client;
        this.state = state;
        this.properties = properties;
        this.clock = clock;
    }

    private record Position(Watermark mark, long version) {}

    /** Reads and stores everything that came since. */
    void readNew(Mailbox mailbox) throws MailFailure {
        Position position = position(mailbox);
        List<Mailbox.Listed> mails = mailbox.after(position.mark().uid());
        int ahead = 0;
        for (int i = 0; i < mails.size(); i++) {
            Mailbox.Listed mail = mails.get(i);
            if (i == ahead) {
                ahead = fetchAhead(mailbox, mails, i);
            }
            boolean ours = !mail.receivedAt().isBefore(position.mark().since());
            Converted converted =
                    ours ? convert(mailbox, position.mark(), mail) : new Converted(List.of(), Optional.empty());
            position = store(mail, position, converted);
            attempts.done(mail.uid());
            mailbox.forget(mail);
        }
        attempts.oneByOne(false);
    }

    /**
     * Fetches a few small mails at once.
     *
     * @return the first that is not among them
     */
    private int fetchAhead(Mailbox mailbox, List<Mailbox.Listed> mails, int from) throws MailFailure {
        int to = from;
        long bytes = 0;
        while (to < mails.size() && to - from < AHEAD) {
            long size = mails.get(to).size();
            bytes += size;
            if (size < 0 || bytes > AHEAD_BYTES) {
                break;
            }
            to++;
        }
        if (to - from < 2 || attempts.oneByOne()) {
            return from + 1;
        }
        try {
            mailbox.ahead(mails.subList(from, to));
            return to;
        } catch (MailFailure e) {
            attempts.oneByOne(true);
            throw e;
        }
    }

    private Position position(Mailbox mailbox) throws MailFailure {
        StateKey key = Watermark.key(account.id(), settings.folder());
        Optional<ChannelState.Entry> entry = state.find(key);
        Optional<Watermark> known = entry.flatMap(found -> Watermark.parse(found.value()));
        long validity = mailbox.validity();
        if (known.isPresent() && known.get().validity() == validity) {
            return new Position(
                    known.get(), entry.map(ChannelState.Entry::version).orElse(0L));
        }
        // Renumbered: everything since the beginning is read again, and what was stored is known by its id.
        Watermark mark = known.isPresent()
                ? new Watermark(validity, 0, known.get().since())
                : new Watermark(validity, mailbox.last(), clock.instant().truncatedTo(ChronoUnit.DAYS));
        long seen = entry.map(ChannelState.Entry::version).orElse(0L);
        lease.commit(List.of(), List.of(new StateChange(key, seen, mark.toString())));
        log.info("event=mailbox_begun account={} watermark={}", account.key(), mark);
        return new Position(mark, seen + 1);
    }

    private Converted convert(Mailbox mailbox, Watermark mark, Mailbox.Listed mail) throws MailFailure {
        Origin origin = new Origin(
                account.id(), new Reference(mark.validity(), mail.uid(), Reference.WHOLE), settings.address());
        byte[] raw = {};
        try {
            if (mail.size() > properties.maxBytes()) {
                return MailConverter.convert(origin, mailbox.head(mail), MailNotice.TOO_LARGE);
            }
            int failed = attempts.failed(mail.uid());
            if (failed == Attempts.MOST) {
                return MailConverter.convert(origin, mailbox.head(mail), MailNotice.UNREADABLE);
            }
            if (failed > Attempts.MOST) {
                return unreadable(origin, mail.receivedAt(), raw, "The mail server does not hand it over");
            }
            raw = mailbox.raw(mail.uid());
            return MailConverter.convert(origin, client.read(raw, mail.receivedAt()), MailNotice.NONE);
        } catch (MailFailure e) {
            if (e.kind() != MailFailure.Kind.MISSING) {
                int failed = attempts.fail(mail.uid());
                log.warn("event=mail_not_fetched account={} uid={} attempt={}", account.key(), mail.uid(), failed);
                throw e;
            }
            log.info("event=mail_gone account={} uid={}", account.key(), mail.uid());
            return new Converted(List.of(), Optional.empty());
        } catch (IOException | RuntimeException e) {
            log.warn("event=mail_unreadable account={} uid={}", account.key(), mail.uid(), e);
            return unreadable(origin, mail.receivedAt(), raw, String.valueOf(e.getMessage()));
        }
    }

    private static Converted unreadable(Origin origin, Instant receivedAt, byte[] raw, String problem) {
        String begin = new String(raw, 0, Math.min(raw.length, 16_384), StandardCharsets.ISO_8859_1);
        return new Converted(MailConverter.unreadable(origin, receivedAt, begin, problem), Optional.empty());
    }

    private Position store(Mailbox.Listed mail, Position position, Converted converted) {
        Watermark next = position.mark().at(mail.uid());
        List<StateChange> changes = new ArrayList<>();
        changes.add(
                new StateChange(Watermark.key(account.id(), settings.folder()), position.version(), next.toString()));
        try {
            converted.thread().map(this::threadChange).ifPresent(changes::add);
            lease.commit(converted.envelopes(), changes);
        } catch (EnvelopeRefusedException e) {
            log.error("event=mail_refused_by_store account={} uid={}", account.key(), mail.uid(), e);
            Origin origin = new Origin(
                    account.id(), new Reference(next.validity(), mail.uid(), Reference.WHOLE), settings.address());
            List<InboundEnvelope> told =
                    MailConverter.unreadable(origin, mail.receivedAt(), "", "The store refused it");
            lease.commit(told, changes.subList(0, 1));
        }
        return new Position(next, position.version() + 1);
    }

    private StateChange threadChange(Converted.Answerable thread) {
        StateKey key = new StateKey(account.id(), thread.user(), THREAD);
        Optional<ChannelState.Entry> entry = state.find(key);
        Threads known = entry.map(found -> Threads.parse(found.value())).orElse(Threads.none());
        return new StateChange(
                key,
                entry.map(ChannelState.Entry::version).orElse(0L),
                known.with(thread.mail()).toString());
    }
}
