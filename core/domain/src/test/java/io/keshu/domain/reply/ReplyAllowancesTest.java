package io.keshu.domain.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.LimitedReplies;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.ReplyPolicy;
import io.keshu.channels.api.ReplyPolicy.Grant;
import io.keshu.channels.api.ReplyPolicy.Trigger;
import io.keshu.domain.ScriptedChannel;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.store.InMemoryStores;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReplyAllowancesTest {

    private final InMemoryStores stores = new InMemoryStores();
    private final Story story = new Story(stores);
    private AccountDirectory accounts;

    @BeforeEach
    void begin() {
        story.haveAccount();
        accounts = new AccountDirectory(stores.accounts(), story.ids);
        accounts.refresh();
    }

    private ReplyAllowance allowance(ConversationId id) {
        return new ReplyAllowances(accounts, new Channels(List.of(new Strict())), stores.queries(), story.clock)
                .of(stores.conversations().find(id).orElseThrow().identity())
                .orElseThrow();
    }

    @Test
    void what_a_customer_was_allowed_outlives_the_conversation() {
        ConversationId first = story.write("oA", "1");
        story.reply(first, "您好");
        story.close(first);
        story.pass(Duration.ofHours(1));
        ConversationId second = story.write("oA", "2", new InboundContent.MenuClick("VIEW", "https://example.com"));

        assertThat(second).isNotEqualTo(first);
        assertThat(allowance(second).pools())
                .singleElement()
                .satisfies(pool -> assertThat(pool.left()).isEqualTo(OptionalInt.of(1)));
        story.pass(Duration.ofHours(47));
        assertThat(allowance(second).pools()).isEmpty();
    }

    @Test
    void another_customers_messages_count_for_nothing() {
        ConversationId first = story.write("oA", "1");
        story.write("oB", "2");
        story.reply(first, "您好");
        story.reply(first, "再见");

        assertThat(allowance(first).open()).isFalse();
        assertThat(allowance(story.write("oB", "3")).open()).isTrue();
    }

    @Test
    void a_channel_without_limits_has_none() {
        ConversationId id = story.write("oA", "1");

        assertThat(new ReplyAllowances(
                                accounts, new Channels(List.of(new ScriptedChannel())), stores.queries(), story.clock)
                        .of(stores.conversations().find(id).orElseThrow().identity()))
                .isEmpty();
    }

    /** Two messages within two days of the customer's last. */
    private static final class Strict implements LimitedReplies {
        @Override
        public ReplyPolicy replyPolicy() {
            return new ReplyPolicy(List.of(Grant.of(Trigger.WROTE, 2, Duration.ofDays(2))));
        }

        @Override
        public ChannelType type() {
            return ScriptedChannel.TYPE;
        }

        @Override
        public Set<ChannelCapability> capabilities() {
            return Set.of(ChannelCapability.SEND_TEXT);
        }

        @Override
        public AccountDescriptor accountDescriptor() {
            return new AccountDescriptor(type(), false, List.of());
        }

        @Override
        public DeliveryResult deliver(OutboundMessage message) {
            return new DeliveryResult.Accepted(null);
        }
    }
}
