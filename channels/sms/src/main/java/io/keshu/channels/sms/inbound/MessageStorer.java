package io.keshu.channels.sms.inbound;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.AccountLease;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.EnvelopeRefusedException;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundEnvelope;
import io.keshu.channels.api.LeaseLostException;
import io.keshu.channels.api.StaleStateException;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.sms.client.Delivered;
import io.keshu.channels.sms.config.SmppSettings;
import io.keshu.channels.sms.config.SmsProperties;
import io.keshu.channels.sms.convert.Ids;
import io.keshu.channels.sms.inbound.Intake.Verdict;
import io.keshu.channels.sms.inbound.Intake.Waiting;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stores what came on one bind, group by group, each with what has to be remembered of it. For one thread. */
final class MessageStorer {

    private static final Logger log = LoggerFactory.getLogger(MessageStorer.class);

    private final ChannelAccount account;
    private final AccountLease lease;
    private final ChannelState state;
    private final SmsProperties properties;
    private final Clock clock;
    private final DeliveredReader reader;
    private final SmppSettings settings;
    private @Nullable Reassembly reassembly;
    private @Nullable Recent recent;
    private long count;

    MessageStorer(
            ChannelAccount account, AccountLease lease, ChannelState state, SmsProperties properties, Clock clock) {
        this.account = account;
        this.lease = lease;
        this.state = state;
        this.properties = properties;
        this.clock = clock;
        this.settings = SmppSettings.of(account);
        this.reader = new DeliveredReader(settings);
    }

    /**
     * Stores a group, and says to each message what became of it.
     *
     * @throws LeaseLostException if another node serves the account now
     */
    void store(List<Waiting> group) {
        Verdict verdict = Verdict.LATER;
        try {
            commit(group);
            verdict = Verdict.STORED;
        } catch (EnvelopeRefusedException e) {
            forget();
            apart(group, e);
            return;
        } catch (StaleStateException e) {
            forget();
            log.warn("event=sms_state_changed account={} detail=\"{}\"", account.key(), e.getMessage());
        } catch (AcceptFailedException e) {
            forget();
            log.warn("event=sms_not_stored account={} detail=\"{}\"", account.key(), e.getMessage());
        } catch (LeaseLostException e) {
            throw e;
        } catch (RuntimeException e) {
            // One message that can't be understood must not hold up the others.
            forget();
            apart(group, e);
            return;
        } finally {
            say(group, verdict);
        }
    }

    private void apart(List<Waiting> group, RuntimeException cause) {
        if (group.size() > 1) {
            group.forEach(one -> store(List.of(one)));
            return;
        }
        log.warn("event=sms_refused account={} count={}", account.key(), group.size(), cause);
        say(group, Verdict.NEVER);
    }

    /** The first word counts. */
    private static void say(List<Waiting> group, Verdict verdict) {
        group.forEach(one -> one.verdict().complete(verdict));
    }

    /** What is remembered here may not be what is stored. */
    private void forget() {
        reassembly = null;
        recent = null;
    }

    private Reassembly reassembly() {
        Reassembly loaded = reassembly;
        if (loaded == null) {
            loaded = Reassembly.load(account.id(), state, settings.alphabet(), properties.partsWait());
            reassembly = loaded;
        }
        return loaded;
    }

    private Recent recent() {
        Recent loaded = recent;
        if (loaded == null) {
            loaded = Recent.load(account.id(), state, properties.resentWithin());
            recent = loaded;
        }
        return loaded;
    }

    private void commit(List<Waiting> group) {
        Reassembly parts = reassembly();
        Recent last = recent();
        Instant now = clock.instant();
        List<InboundEnvelope> envelopes = new ArrayList<>();
        boolean fresh = false;
        for (Waiting one : group) {
            String hash = hash(one.message());
            if (last.again(hash, now)) {
                continue;
            }
            fresh = true;
            last.storing(hash, one.received(), now);
            envelope(one.message(), parts, now).ifPresent(envelopes::add);
        }
        if (!fresh) {
            return;
        }
        List<StateChange> changes = new ArrayList<>(parts.changes());
        changes.add(last.change());
        lease.commit(envelopes, changes);
        parts.committed();
        last.committed();
    }

    private Optional<InboundEnvelope> envelope(Delivered message, Reassembly parts, Instant now) {
        String sender = reader.sender(message);
        if (message.tells()) {
            return message.receipt()
                    ? Receipts.read(message, settings.receiptIds())
                            .map(receipt -> envelope(
                                    Ids.derived("receipt", receipt.providerMessageId(), receipt.status()),
                                    sender,
                                    now,
                                    receipt,
                                    raw(message)))
                    : Optional.empty();
        }
        Optional<Part> part = reader.part(message);
        InboundContent content = part.isPresent()
                ? parts.add(sender, part.get(), now, state)
                        .map(finished -> reader.text(finished.text()))
                        .orElse(null)
                : reader.content(message);
        return Optional.ofNullable(content).map(said -> envelope(id(message), sender, now, said, raw(message)));
    }

    /** Nobody sends it again under this id: what comes again is told apart before. */
    private ExternalMessageId id(Delivered message) {
        return Ids.derived("sms", hash(message), clock.instant().toString(), Long.toString(++count));
    }

    private InboundEnvelope envelope(
            ExternalMessageId id, String sender, Instant now, InboundContent content, String raw) {
        return new InboundEnvelope(account.id(), id, new ExternalUserId(sender), now, content, raw);
    }

    private static String hash(Delivered message) {
        return Ids.hash(raw(message), String.valueOf(message.sar()), String.valueOf(message.receiptedId()));
    }

    private static String raw(Delivered message) {
        return "deliver_sm from=" + message.source() + " to=" + message.destination() + " esm_class="
                + message.esmClass() + " data_coding=" + message.dataCoding() + " message="
                + HexFormat.of().formatHex(message.octets());
    }

    /** Delivers what has waited long enough for its missing parts. */
    void tend() {
        try {
            Reassembly parts = reassembly();
            Instant now = clock.instant();
            List<Reassembly.Finished> finished = parts.expire(now);
            if (finished.isEmpty()) {
                return;
            }
            List<InboundEnvelope> envelopes = new ArrayList<>();
            for (Reassembly.Finished one : finished) {
                ExternalMessageId id = Ids.derived("sms", one.text(), now.toString(), Long.toString(++count));
                envelopes.add(envelope(id, one.sender(), now, reader.text(one.text()), ""));
            }
            lease.commit(envelopes, parts.changes());
            parts.committed();
        } catch (AcceptFailedException | StaleStateException e) {
            forget();
            log.warn("event=sms_not_stored account={} detail=\"{}\"", account.key(), e.getMessage());
        }
    }
}
