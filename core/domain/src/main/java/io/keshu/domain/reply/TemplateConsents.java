package io.keshu.domain.reply;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ConsentedTemplates;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundContent.ConsentAnswer;
import io.keshu.channels.api.InboundContent.TemplateConsent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.ConversationQueries.Row;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.reply.ConsentLedger.Effect;
import io.keshu.domain.reply.ConsentLedger.Entry;
import io.keshu.domain.reply.ConsentLedger.Place;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Counts how many messages by which template a customer still consents to, where her channel needs that ({@link ConsentedTemplates}). Lives
 * on facts and writes down what each message did, as the message stands when the fact comes: facts may come in any order, and twice. Of
 * other channels it looks at nothing. Thread-safe.
 */
public final class TemplateConsents implements FactDestination {

    static final String NAME = "template-consents";

    private static final String TEMPLATE = "template";

    /** How far back it counts; who did more with one account has what the latest allow. */
    private static final int LATEST = 1000;

    /** Whose unread messages don't matter here. */
    private static final AgentId NOBODY = new AgentId(0);

    private final ConsentLedger ledger;
    private final AccountDirectory accounts;
    private final Channels channels;
    private final ConversationQueries queries;

    public TemplateConsents(
            ConsentLedger ledger, AccountDirectory accounts, Channels channels, ConversationQueries queries) {
        this.ledger = ledger;
        this.accounts = accounts;
        this.channels = channels;
        this.queries = queries;
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * How many messages may be sent, by template; a template that is missing has none.
     *
     * @return empty where the channel asks for no consent
     */
    public Optional<Map<String, Integer>> left(Identity identity) {
        if (!counts(identity.address().account())) {
            return Optional.empty();
        }
        Map<String, Integer> left = new HashMap<>();
        for (Entry entry : ledger.latest(identity.id(), LATEST)) {
            int before = left.getOrDefault(entry.template(), 0);
            left.put(
                    entry.template(),
                    switch (entry.effect()) {
                        case GIVEN -> before + 1;
                        case USED -> Math.max(0, before - 1);
                        case NONE -> before;
                        case EMPTIED -> 0;
                    });
        }
        return Optional.of(left);
    }

    /** The same for a message to this address, from a conversation with this identity. */
    public Optional<Map<String, Integer>> left(Identity with, ChannelAddress to) {
        return to.equals(with.address())
                ? left(with)
                : counts(to.account()) ? at(with.customer(), to).flatMap(this::left) : Optional.empty();
    }

    private boolean counts(ChannelAccountId account) {
        return accounts.find(account)
                .flatMap(found -> channels.find(found.type()))
                .filter(ConsentedTemplates.class::isInstance)
                .isPresent();
    }

    @Override
    public void apply(List<FactBatch> batches) {
        Map<ChannelAccountId, Boolean> counted = new HashMap<>();
        Set<Place> changed = new LinkedHashSet<>();
        Set<Place> delivered = new LinkedHashSet<>();
        for (FactBatch batch : batches) {
            for (Fact fact : batch.facts()) {
                if (fact instanceof Fact.MessageAdded added
                        && matters(added)
                        && counted.computeIfAbsent(added.account(), this::counts)) {
                    changed.add(new Place(added.conversation(), added.number()));
                } else if (fact instanceof Fact.DeliveryEnded ended
                        && counted.computeIfAbsent(ended.account(), this::counts)) {
                    delivered.add(new Place(ended.conversation(), ended.number()));
                }
            }
        }
        delivered.removeAll(changed);
        // One that is not known yet is read, as it stands by then, when the fact of its coming does.
        changed.addAll(ledger.known(delivered));
        if (!changed.isEmpty()) {
            ledger.write(entries(changed));
        }
    }

    private static boolean matters(Fact.MessageAdded added) {
        return added.kind().equals(TEMPLATE) || added.kind().equals(ContentFlattener.TEMPLATE_CONSENTS);
    }

    private List<Entry> entries(Set<Place> places) {
        Map<ConversationId, Row> rows =
                queries.rows(places.stream().map(Place::conversation).collect(Collectors.toSet()), NOBODY).stream()
                        .collect(Collectors.toMap(row -> row.conversation().id(), row -> row));
        List<Entry> entries = new ArrayList<>();
        for (Place place : places) {
            Row row = rows.get(place.conversation());
            if (row != null) {
                queries.messagesFrom(place.conversation(), place.number(), 1).stream()
                        .filter(message -> message.number() == place.number())
                        .forEach(message -> consenting(row, message)
                                .ifPresent(identity -> entries.addAll(entries(place, identity, message))));
            }
        }
        return entries;
    }

    /** Whose consents a message is about: one that left by another way is about those of whoever is there. */
    private Optional<IdentityId> consenting(Row row, Message message) {
        ChannelAddress via = message.content() instanceof MessageContent.Sent sent ? sent.via() : null;
        return via == null
                ? Optional.of(row.identity().id())
                : at(row.customer().id(), via).map(Identity::id);
    }

    private Optional<Identity> at(CustomerId customer, ChannelAddress address) {
        return queries.identities(customer).stream()
                .filter(identity -> identity.address().equals(address))
                .findFirst();
    }

    private static List<Entry> entries(Place place, IdentityId identity, Message message) {
        if (message.content() instanceof MessageContent.Received received
                && received.content() instanceof InboundContent.TemplateConsents consents) {
            List<Entry> entries = new ArrayList<>();
            for (TemplateConsent consent : consents.answers()) {
                if (kept(consent.templateId()) && consent.answer() != ConsentAnswer.REFUSED) {
                    Effect effect = consent.answer() == ConsentAnswer.GIVEN ? Effect.GIVEN : Effect.EMPTIED;
                    entries.add(new Entry(place, consent.templateId(), identity, effect, message.createdAt()));
                }
            }
            return entries;
        }
        if (message.content() instanceof MessageContent.Sent sent
                && sent.content() instanceof OutboundContent.Template template
                && message.delivery() != null
                && kept(template.templateId())) {
            Instant ended = message.delivery().at();
            return List.of(new Entry(
                    place,
                    template.templateId(),
                    identity,
                    effect(message.delivery()),
                    ended == null ? message.createdAt() : ended));
        }
        return List.of();
    }

    private static boolean kept(String template) {
        return !template.isEmpty() && template.length() <= ConsentLedger.MAX_TEMPLATE;
    }

    /** What may have arrived counts as if it had. */
    private static Effect effect(Delivery delivery) {
        if (delivery.state() != DeliveryState.FAILED) {
            return Effect.USED;
        }
        DeliveryProblem problem = delivery.problem();
        return problem != null && problem.reason() == DeliveryProblem.Reason.REFUSED_BY_CUSTOMER
                ? Effect.EMPTIED
                : Effect.NONE;
    }

    @Override
    public void reset() {
        ledger.clear();
    }
}
