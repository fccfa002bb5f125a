package io.keshu.domain.reply;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.customer.Contact;
import io.keshu.domain.customer.CustomerContacts;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.reply.ReplyWay.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells by which ways a customer can be written to beside the conversation's own: templates first, since they reach her where she is, then
 * phones, then mailboxes. Knows channels by what they can do.
 */
public final class ReplyWays {

    private final AccountDirectory accounts;
    private final Channels channels;
    private final ConversationQueries queries;
    private final CustomerContacts contacts;

    public ReplyWays(
            AccountDirectory accounts, Channels channels, ConversationQueries queries, CustomerContacts contacts) {
        this.accounts = accounts;
        this.channels = channels;
        this.queries = queries;
        this.contacts = contacts;
    }

    /** An account that is switched on, and its channel. */
    private record Open(ChannelAccount account, Channel channel) {

        boolean can(ChannelCapability what) {
            return channel.capabilities().contains(what);
        }
    }

    /** In the order in which they are to be offered, each once. */
    public List<ReplyWay> of(Identity with) {
        List<Open> open = open();
        List<Identity> known = met(with.customer());
        Optional<Contact> contact = contacts.find(with.customer());
        List<ReplyWay> ways = new ArrayList<>(templates(open, known, with));
        ways.addAll(addressed(
                open, known, with, Kind.PHONE, contact.map(Contact::phone).orElse(null)));
        ways.addAll(addressed(
                open, known, with, Kind.MAILBOX, contact.map(Contact::email).orElse(null)));
        return ways;
    }

    public Optional<ReplyWay> find(Identity with, String id) {
        return of(with).stream().filter(way -> way.id().equals(id)).findFirst();
    }

    /** An address that the customer's identities tell, for a contact that nobody wrote down; the one that was met first. */
    public Optional<String> knownAddress(CustomerId customer, Kind kind) {
        List<Open> open = open();
        return met(customer).stream()
                .filter(identity -> open.stream().anyMatch(each -> holds(each, identity) && each.can(reaching(kind))))
                .map(identity -> identity.address().user().value())
                .findFirst();
    }

    private List<ReplyWay> templates(List<Open> open, List<Identity> known, Identity with) {
        return known.stream()
                .sorted(Comparator.comparing(identity -> !identity.id().equals(with.id())))
                .flatMap(identity -> open.stream()
                        .filter(each -> holds(each, identity) && each.can(ChannelCapability.SEND_TEMPLATE))
                        .filter(each -> identity.id().equals(with.id())
                                || (!each.can(ChannelCapability.REACHES_PHONES)
                                        && !each.can(ChannelCapability.REACHES_MAILBOXES)))
                        .map(each -> new ReplyWay(
                                Kind.TEMPLATE,
                                each.account.type(),
                                identity.address(),
                                false,
                                true,
                                identity.id().equals(with.id()))))
                .toList();
    }

    /** What was written down goes before what identities tell; accounts that have met the customer before those that have not. */
    private static List<ReplyWay> addressed(
            List<Open> open, List<Identity> known, Identity with, Kind kind, @Nullable String written) {
        List<Open> reaching = open.stream()
                .filter(each -> each.can(reaching(kind)))
                .filter(each -> each.can(ChannelCapability.SEND_TEXT) || each.can(ChannelCapability.SEND_TEMPLATE))
                .sorted(Comparator.comparing(each -> known.stream().noneMatch(identity -> holds(each, identity))))
                .toList();
        Set<String> addresses = new LinkedHashSet<>();
        Stream.ofNullable(written).forEach(addresses::add);
        known.stream()
                .filter(identity -> reaching.stream().anyMatch(each -> holds(each, identity)))
                .forEach(identity -> addresses.add(identity.address().user().value()));
        return addresses.stream()
                .flatMap(address -> reaching.stream()
                        .map(each -> new ChannelAddress(each.account.id(), new ExternalUserId(address)))
                        .filter(to -> !to.equals(with.address()))
                        .map(to -> way(kind, reaching, to)))
                .toList();
    }

    private static ReplyWay way(Kind kind, List<Open> reaching, ChannelAddress to) {
        Open by = reaching.stream()
                .filter(each -> each.account.id().equals(to.account()))
                .findFirst()
                .orElseThrow();
        return new ReplyWay(
                kind,
                by.account.type(),
                to,
                by.can(ChannelCapability.SEND_TEXT),
                by.can(ChannelCapability.SEND_TEMPLATE),
                false);
    }

    private static ChannelCapability reaching(Kind kind) {
        return kind == Kind.PHONE ? ChannelCapability.REACHES_PHONES : ChannelCapability.REACHES_MAILBOXES;
    }

    private static boolean holds(Open open, Identity identity) {
        return open.account.id().equals(identity.address().account());
    }

    private List<Identity> met(CustomerId customer) {
        return queries.identities(customer).stream()
                .filter(identity -> !identity.address().user().value().startsWith(Erasure.PREFIX))
                .sorted(Comparator.comparing(Identity::firstSeenAt))
                .toList();
    }

    private List<Open> open() {
        return accounts.all().stream()
                .filter(ChannelAccount::enabled)
                .sorted(Comparator.comparing(ChannelAccount::name)
                        .thenComparing(account -> account.id().value()))
                .flatMap(account -> channels.find(account.type()).map(found -> new Open(account, found)).stream())
                .toList();
    }
}
