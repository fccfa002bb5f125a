package io.keshu.domain.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.Story;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.outbox.DeliveryReceipts.Changed;
import io.keshu.domain.outbox.DeliveryReceipts.Receipt;
import io.keshu.domain.store.Stores;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link DeliveryReceipts} keeps. */
public abstract class DeliveryReceiptsContract {

    private Stores stores;
    private DeliveryReceipts receipts;
    private Story story;
    private Message sent;
    private OutboxItem item;

    /** Stores over a database of their own, with nothing in it. */
    protected abstract Stores emptyStores();

    @BeforeEach
    void begin() {
        stores = emptyStores();
        receipts = stores.receipts();
        story = new Story(stores);
        ConversationId conversation = story.write("oAbC", "1");
        sent = story.reply(conversation, "您好");
        item = stores.outbox().claimDue(1, story.now(), ClaimLimit.of(1)).get(0);
    }

    private void accepted(String providerId) {
        Delivery delivery = new Delivery(DeliveryState.ACCEPTED, null, 1, null, story.now(), false);
        stores.outbox().record(List.of(new DeliveryOutcome(item, delivery, story.now(), story.ids.next(), providerId)));
    }

    private Receipt receipt(String providerId, Reason failure) {
        return new Receipt(Story.ACCOUNT, providerId, failure, "status", story.now(), "trace-receipt");
    }

    private List<Changed> told(Receipt receipt) {
        return receipts.apply(List.of(receipt), story.ids.next());
    }

    private Delivery delivery() {
        return story.message(sent.conversation(), sent.number()).orElseThrow().delivery();
    }

    @Test
    void a_message_is_delivered_when_its_receipt_says_so() {
        accepted("77");

        assertThat(told(receipt("77", null))).containsExactly(new Changed(sent.conversation(), sent.number()));

        assertThat(delivery().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(delivery().at()).isEqualTo(story.now());
    }

    @Test
    void a_message_that_did_not_reach_the_customer_has_failed_and_may_be_sent_again() {
        accepted("77");

        told(receipt("77", Reason.REFUSED_BY_CUSTOMER));

        assertThat(delivery().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(delivery().problem().reason()).isEqualTo(Reason.REFUSED_BY_CUSTOMER);
        assertThat(delivery().problem().detail()).isEqualTo("status");
        story.resend(sent.conversation(), sent.number());
        assertThat(delivery().state()).isEqualTo(DeliveryState.PENDING);
    }

    @Test
    void a_receipt_that_is_faster_than_the_record_of_its_message_waits_for_it() {
        assertThat(told(receipt("77", null))).isEmpty();
        assertThat(delivery().state()).isEqualTo(DeliveryState.PENDING);

        accepted("77");

        assertThat(delivery().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void told_twice_it_changes_nothing_the_second_time() {
        accepted("77");
        told(receipt("77", null));

        assertThat(told(receipt("77", Reason.NOT_DELIVERED))).isEmpty();
        assertThat(delivery().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void a_receipt_of_another_message_changes_nothing() {
        accepted("77");

        assertThat(told(receipt("78", Reason.NOT_DELIVERED))).isEmpty();
        assertThat(delivery().state()).isEqualTo(DeliveryState.ACCEPTED);
    }

    @Test
    void what_waits_in_vain_is_let_go_and_nothing_else() {
        accepted("77");
        told(receipt("strange", null));

        story.pass(DeliveryReceipts.KEPT_RECEIPT.plus(Duration.ofSeconds(1)));
        assertThat(receipts.forget(story.now(), 100)).isEqualTo(1);
        told(receipt("77", null));

        assertThat(delivery().state()).isEqualTo(DeliveryState.DELIVERED);
    }
}
