package io.keshu.domain.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.customer.Contact;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.reply.ReplyWay.Kind;
import io.keshu.domain.store.InMemoryStores;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReplyWaysTest {

    private static final String PHONE = "+8613800138000";
    private static final ChannelAccountId MINI = new ChannelAccountId(6);
    private static final ChannelAccountId GATEWAY = new ChannelAccountId(7);
    private static final ChannelAccountId FORMS = new ChannelAccountId(8);
    private static final ChannelAccountId BOX = new ChannelAccountId(9);

    private final InMemoryStores stores = new InMemoryStores();
    private final Story story = new Story(stores);
    private final AccountDirectory accounts = new AccountDirectory(stores.accounts(), story.ids);
    private final ReplyWays ways;
    private final ConversationId conversation;

    private record Plain(ChannelType type, Set<ChannelCapability> capabilities) implements Channel {

        @Override
        public AccountDescriptor accountDescriptor() {
            return new AccountDescriptor(type, false, List.of());
        }

        @Override
        public DeliveryResult deliver(OutboundMessage message) {
            return new DeliveryResult.Accepted(null);
        }
    }

    ReplyWaysTest() {
        Channels channels = new Channels(List.of(
                channel("chat", ChannelCapability.SEND_TEXT, ChannelCapability.SEND_TEMPLATE),
                channel("mini", ChannelCapability.SEND_TEXT, ChannelCapability.SEND_TEMPLATE),
                channel("gateway", ChannelCapability.SEND_TEXT, ChannelCapability.REACHES_PHONES),
                channel("forms", ChannelCapability.SEND_TEMPLATE, ChannelCapability.REACHES_PHONES),
                channel("box", ChannelCapability.SEND_TEXT, ChannelCapability.REACHES_MAILBOXES)));
        account(Story.ACCOUNT, "chat", true);
        account(MINI, "mini", true);
        account(GATEWAY, "gateway", true);
        account(FORMS, "forms", true);
        account(BOX, "box", true);
        accounts.refresh();
        ways = new ReplyWays(accounts, channels, stores.queries(), stores.contacts());
        conversation = story.write("o1", "1");
    }

    private static Plain channel(String type, ChannelCapability... capabilities) {
        return new Plain(new ChannelType(type), Set.of(capabilities));
    }

    private void account(ChannelAccountId id, String type, boolean enabled) {
        stores.accounts()
                .insert(new ChannelAccount(id, new ChannelType(type), "k", type, enabled, Map.of(), Map.of(), 1));
    }

    private Identity identity() {
        return stores.conversations().find(conversation).orElseThrow().identity();
    }

    private void write(String phone, String email) {
        CustomerId customer = story.head(conversation).customer();
        stores.contacts().save(new Contact(customer, phone, email, 0, new AgentId(1), story.now()));
    }

    @Test
    void with_nothing_known_the_conversations_own_templates_are_left() {
        assertThat(ways.of(identity()))
                .containsExactly(new ReplyWay(
                        Kind.TEMPLATE, new ChannelType("chat"), identity().address(), false, true, true));
    }

    @Test
    void templates_go_before_phones_and_phones_before_mailboxes() {
        write(PHONE, "li@example.com");
        story.reply(
                conversation, "c1", new OutboundContent.Text("好"), new ChannelAddress(MINI, new ExternalUserId("m1")));

        List<ReplyWay> found = ways.of(identity());

        assertThat(found)
                .extracting(way -> way.channel().value())
                .containsExactly("chat", "mini", "forms", "gateway", "box");
        assertThat(found).extracting(ReplyWay::freeText).containsExactly(false, false, false, true, true);
        assertThat(found.get(3).to()).isEqualTo(new ChannelAddress(GATEWAY, new ExternalUserId(PHONE)));
        assertThat(found).extracting(ReplyWay::id).doesNotHaveDuplicates();
        assertThat(ways.find(identity(), found.get(4).id())).contains(found.get(4));
        assertThat(ways.find(identity(), "x")).isEmpty();
    }

    @Test
    void what_a_channel_knows_stands_in_for_what_nobody_wrote_down() {
        story.reply(
                conversation,
                "c1",
                new OutboundContent.Text("好"),
                new ChannelAddress(BOX, new ExternalUserId("li@example.com")));

        assertThat(ways.knownAddress(identity().customer(), Kind.MAILBOX)).contains("li@example.com");
        assertThat(ways.knownAddress(identity().customer(), Kind.PHONE)).isEmpty();
        assertThat(ways.of(identity()))
                .extracting(way -> way.to().user().value())
                .containsExactly("o1", "li@example.com");
    }

    @Test
    void an_account_that_has_templates_only_offers_them_to_its_own_conversation() {
        ConversationId byPhone = story.writeTo(FORMS, PHONE, "s1");

        List<ReplyWay> found =
                ways.of(stores.conversations().find(byPhone).orElseThrow().identity());

        assertThat(found.get(0).own()).isTrue();
        assertThat(found.get(0).to()).isEqualTo(new ChannelAddress(FORMS, new ExternalUserId(PHONE)));
        assertThat(found).extracting(way -> way.channel().value()).containsExactly("forms", "gateway");
    }

    @Test
    void accounts_that_are_switched_off_offer_nothing() {
        write(PHONE, "li@example.com");
        ChannelAccount box = accounts.find(BOX).orElseThrow();
        stores.accounts()
                .update(new ChannelAccount(
                        BOX, box.type(), box.key(), box.name(), false, Map.of(), Map.of(), box.version()));
        accounts.refresh();

        assertThat(ways.of(identity())).extracting(ReplyWay::kind).doesNotContain(Kind.MAILBOX);
    }
}
