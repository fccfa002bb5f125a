package io.keshu.domain.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConsentedTemplates;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundContent.ConsentAnswer;
import io.keshu.channels.api.InboundContent.TemplateConsent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.domain.ScriptedChannel;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.outbox.ClaimLimit;
import io.keshu.domain.outbox.DeliveryOutcome;
import io.keshu.domain.outbox.OutboxItem;
import io.keshu.domain.store.InMemoryConsentLedger;
import io.keshu.domain.store.InMemoryStores;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TemplateConsentsTest {

    private static final int NODE = 1;
    private static final int ALL = 1000;

    private final InMemoryStores stores = new InMemoryStores();
    private final Story story = new Story(stores);
    private final InMemoryConsentLedger ledger = new InMemoryConsentLedger();
    private TemplateConsents consents;
    private ConversationId conversation;
    private int written;

    @BeforeEach
    void begin() {
        story.haveAccount();
        AccountDirectory accounts = new AccountDirectory(stores.accounts(), story.ids);
        accounts.refresh();
        consents = new TemplateConsents(ledger, accounts, new Channels(List.of(new Asking())), stores.queries());
        stores.facts().register(Set.of(consents.name()));
        conversation = story.write("oA", "hello");
    }

    private void answer(ConsentAnswer answer, String... templates) {
        story.pass(Duration.ofSeconds(1));
        story.write(
                "oA",
                "c" + ++written,
                new InboundContent.TemplateConsents(List.of(templates).stream()
                        .map(template -> new TemplateConsent(template, answer))
                        .toList()));
    }

    private int send(String template) {
        story.pass(Duration.ofSeconds(1));
        return story.reply(conversation, "s" + ++written, new OutboundContent.Template(template, "通知", List.of(), null))
                .number();
    }

    private void ends(DeliveryState state, @Nullable Reason reason) {
        story.pass(Duration.ofSeconds(1));
        List<OutboxItem> claimed = stores.outbox().claimDue(NODE, story.now(), new ClaimLimit(ALL, ALL, Map.of()));
        DeliveryProblem problem = reason == null ? null : new DeliveryProblem(reason, "", "");
        stores.outbox()
                .record(claimed.stream()
                        .map(item -> new DeliveryOutcome(
                                item,
                                new Delivery(state, problem, 1, null, story.now(), false),
                                story.now(),
                                story.ids.next()))
                        .toList());
    }

    private void deliverFacts() {
        while (stores.facts().deliver(consents, ALL) > 0) {}
    }

    private Map<String, Integer> left() {
        deliverFacts();
        return consents.left(
                        stores.conversations().find(conversation).orElseThrow().identity())
                .orElseThrow();
    }

    @Test
    void each_consent_is_one_message() {
        answer(ConsentAnswer.GIVEN, "T1", "T2");
        answer(ConsentAnswer.GIVEN, "T1");
        answer(ConsentAnswer.REFUSED, "T2");
        assertThat(left()).containsEntry("T1", 2).containsEntry("T2", 1);

        send("T1");
        assertThat(left()).containsEntry("T1", 1).containsEntry("T2", 1);
    }

    @Test
    void a_message_from_another_conversation_uses_up_the_consent_of_whoever_gets_it() {
        answer(ConsentAnswer.GIVEN, "T1", "T1b");
        Identity asked = stores.conversations().find(conversation).orElseThrow().identity();
        ChannelAddress anna = new ChannelAddress(new ChannelAccountId(6), new ExternalUserId("anna@example.com"));
        story.reply(conversation, "elsewhere", new OutboundContent.Text("已寄出"), anna);
        ConversationId there = story.writeTo(anna.account(), anna.user().value(), "m1");
        Identity writing = stores.conversations().find(there).orElseThrow().identity();
        deliverFacts();
        assertThat(consents.left(writing, asked.address()).orElseThrow()).containsEntry("T1", 1);

        story.reply(there, "t", new OutboundContent.Template("T1", "通知", List.of(), null), asked.address());

        assertThat(left()).containsEntry("T1", 0).containsEntry("T1b", 1);
        assertThat(consents.left(writing, asked.address()).orElseThrow()).containsEntry("T1", 0);
        assertThat(consents.left(writing, anna)).isEmpty();
    }

    @Test
    void what_did_not_leave_uses_nothing_up_and_what_may_have_left_does() {
        answer(ConsentAnswer.GIVEN, "T1");
        send("T1");
        ends(DeliveryState.FAILED, Reason.TEMPLATE_DATA_REFUSED);
        assertThat(left()).containsEntry("T1", 1);

        send("T1");
        ends(DeliveryState.UNKNOWN, Reason.NO_CLEAR_ANSWER);
        assertThat(left()).containsEntry("T1", 0);
    }

    @Test
    void a_message_that_the_provider_refuses_for_want_of_consent_shows_that_there_is_none() {
        answer(ConsentAnswer.GIVEN, "T1");
        answer(ConsentAnswer.GIVEN, "T1");
        answer(ConsentAnswer.GIVEN, "T2");
        send("T1");
        assertThat(left()).containsEntry("T1", 1);
        ends(DeliveryState.FAILED, Reason.REFUSED_BY_CUSTOMER);
        assertThat(left()).containsEntry("T1", 0).containsEntry("T2", 1);

        answer(ConsentAnswer.GIVEN, "T1");
        assertThat(left()).containsEntry("T1", 1);
    }

    @Test
    void what_is_withdrawn_is_gone() {
        answer(ConsentAnswer.GIVEN, "T1");
        answer(ConsentAnswer.GIVEN, "T1");
        answer(ConsentAnswer.WITHDRAWN, "T1");

        assertThat(left()).containsEntry("T1", 0);
    }

    @Test
    void a_message_that_is_sent_again_counts_once() {
        answer(ConsentAnswer.GIVEN, "T1");
        answer(ConsentAnswer.GIVEN, "T1");
        int number = send("T1");
        ends(DeliveryState.FAILED, Reason.PROVIDER_UNREACHABLE);
        story.resend(conversation, number);
        ends(DeliveryState.ACCEPTED, null);

        assertThat(left()).containsEntry("T1", 1);
    }

    @Test
    void the_count_outlives_the_conversation_and_can_be_rebuilt() {
        answer(ConsentAnswer.GIVEN, "T1");
        story.close(conversation);
        story.pass(Duration.ofDays(100));
        conversation = story.write("oA", "again");
        assertThat(left()).containsEntry("T1", 1);

        stores.facts().rebuild(consents);
        assertThat(left()).containsEntry("T1", 1);
    }

    @Test
    void another_customers_consents_count_for_nothing() {
        story.write(
                "oB",
                "b1",
                new InboundContent.TemplateConsents(List.of(new TemplateConsent("T1", ConsentAnswer.GIVEN))));

        assertThat(left()).isEmpty();
    }

    @Test
    void a_channel_that_asks_for_no_consent_has_no_count() {
        AccountDirectory accounts = new AccountDirectory(stores.accounts(), story.ids);
        accounts.refresh();
        TemplateConsents others =
                new TemplateConsents(ledger, accounts, new Channels(List.of(new ScriptedChannel())), stores.queries());

        assertThat(others.left(
                        stores.conversations().find(conversation).orElseThrow().identity()))
                .isEqualTo(Optional.empty());
    }

    /** Its templates need consents. */
    private static final class Asking implements ConsentedTemplates {
        @Override
        public ChannelType type() {
            return ScriptedChannel.TYPE;
        }

        @Override
        public Set<ChannelCapability> capabilities() {
            return Set.of(ChannelCapability.SEND_TEMPLATE);
        }

        @Override
        public AccountDescriptor accountDescriptor() {
            return new AccountDescriptor(type(), false, List.of());
        }

        @Override
        public TemplateAnswer templates(ChannelAccountId account) {
            return new TemplateAnswer.Given(List.of());
        }

        @Override
        public DeliveryResult deliver(OutboundMessage message) {
            return new DeliveryResult.Accepted(null);
        }
    }
}
