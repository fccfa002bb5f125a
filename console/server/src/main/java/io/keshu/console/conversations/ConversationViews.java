package io.keshu.console.conversations;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.console.conversations.ConversationDetail.CustomerIdentity;
import io.keshu.console.conversations.ConversationDetail.CustomerView;
import io.keshu.console.conversations.ConversationSummary.ConversationChannel;
import io.keshu.console.conversations.ConversationSummary.ConversationGroup;
import io.keshu.console.conversations.ConversationSummary.CustomerName;
import io.keshu.console.conversations.ConversationSummary.MessagePreview;
import io.keshu.console.web.Words;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversation.ConversationQueries.Row;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.timeline.TimelineQueries;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Conversations as the console shows them. */
@Component
final class ConversationViews {

    private static final String UNKNOWN = "unknown";
    private static final int SHOWN_OF_ID = 4;

    private final AccountDirectory accounts;
    private final ReplyLimits limits;
    private final TimelineQueries timelines;
    private final Words words;

    ConversationViews(AccountDirectory accounts, ReplyLimits limits, TimelineQueries timelines, Words words) {
        this.timelines = timelines;
        this.accounts = accounts;
        this.limits = limits;
        this.words = words;
    }

    ConversationSummary summary(Row row) {
        Conversation conversation = row.conversation();
        ChannelAccountId account = row.identity().address().account();
        return new ConversationSummary(
                conversation.id().toString(),
                lower(conversation.state()),
                conversation.version(),
                new CustomerName(conversation.customer().toString(), name(row.customer(), row.identity())),
                new ConversationChannel(type(account), account.toString(), accountName(account)),
                group(row.group()),
                conversation.lastNumber(),
                new MessagePreview(
                        lower(conversation.preview().author()),
                        conversation.preview().kind(),
                        conversation.preview().text()),
                conversation.activityAt(),
                conversation.waitingSince(),
                row.unread());
    }

    ConversationDetail detail(Row row, List<Identity> identities) {
        Customer customer = row.customer();
        return new ConversationDetail(
                summary(row),
                new CustomerView(
                        customer.id().toString(),
                        name(customer, row.identity()),
                        customer.firstSeenAt(),
                        identities.stream().map(this::identity).toList()),
                limits.of(row.conversation(), row.identity()),
                timelines.readByCustomer(row.conversation().id()));
    }

    private static @Nullable ConversationGroup group(@Nullable AgentGroupRef group) {
        return group == null ? null : new ConversationGroup(group.id().toString(), group.name());
    }

    private CustomerIdentity identity(Identity identity) {
        ChannelAccountId account = identity.address().account();
        return new CustomerIdentity(
                type(account),
                accountName(account),
                left(identity) ? "" : identity.address().user().value());
    }

    /** Where the channel gives no name, the channel's word for its users and the end of the id tell people apart. */
    private String name(Customer customer, Identity identity) {
        if (left(identity)) {
            return words.say("customer.erased");
        }
        if (customer.name() != null && !customer.name().isBlank()) {
            return customer.name();
        }
        String id = identity.address().user().value();
        if (id.indexOf('@') > 0) {
            // A mail address says more of its owner than any word would.
            return id;
        }
        String type = type(identity.address().account());
        String user = words.find("channel." + type + ".user").orElseGet(() -> words.say("customer.unnamed"));
        return user + " " + end(identity.address().user());
    }

    private static boolean left(Identity identity) {
        return identity.address().user().value().startsWith(Erasure.PREFIX);
    }

    private static String end(ExternalUserId user) {
        String id = user.value();
        int from = Math.max(0, id.length() - SHOWN_OF_ID);
        return id.substring(Character.isLowSurrogate(id.charAt(from)) ? from + 1 : from);
    }

    private String type(ChannelAccountId account) {
        return accounts.typeOf(account).map(ChannelType::value).orElse(UNKNOWN);
    }

    private String accountName(ChannelAccountId account) {
        return accounts.nameOf(account).orElse("");
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
