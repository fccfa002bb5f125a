package io.keshu.domain.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.conversion.Carriage;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.outbox.ClaimLimit;
import io.keshu.domain.outbox.DeliveryOutcome;
import io.keshu.domain.outbox.OutboxItem;
import io.keshu.domain.store.InMemoryStores;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Messages that leave a conversation by another account to another address, or in another form. */
class OtherWaysTest {

    private static final ChannelAccountId MAIL = new ChannelAccountId(6);
    private static final ChannelAddress ANNA = new ChannelAddress(MAIL, new ExternalUserId("anna@example.com"));
    private static final OutboundContent.Text WORDS = new OutboundContent.Text("已寄出");

    private final InMemoryStores stores = new InMemoryStores();
    private final Story story = new Story(stores);
    private final ConversationId conversation = story.write("o1", "1");

    private List<OutboxItem> claimed() {
        return stores.outbox().claimDue(1, story.now(), ClaimLimit.of(10));
    }

    private Message last() {
        List<Message> all = stores.queries().messagesFrom(conversation, 1, 100);
        return all.get(all.size() - 1);
    }

    private static final class Collector implements FactDestination {
        private final List<Fact> facts = new ArrayList<>();

        @Override
        public String name() {
            return "told";
        }

        @Override
        public void apply(List<FactBatch> batches) {
            batches.forEach(batch -> facts.addAll(batch.facts()));
        }

        @Override
        public void reset() {
            facts.clear();
        }
    }

    @Test
    void a_message_goes_to_the_other_address_once_and_the_timeline_keeps_which() {
        story.reply(conversation, "c1", WORDS, ANNA);
        story.reply(conversation, "c1", WORDS, ANNA);

        OutboxItem item = claimed().get(0);
        assertThat(item.message().to()).isEqualTo(ANNA);
        assertThat(item.message().context().inReplyTo()).isNull();
        assertThat(claimed()).isEmpty();
        assertThat(last().content()).isEqualTo(new MessageContent.Sent(WORDS, ANNA, null));
        assertThat(last().number()).isEqualTo(2);
        assertThat(ContentFlattener.restore(Author.Kind.AGENT, ContentFlattener.flatten(last().content())))
                .isEqualTo(last().content());
    }

    @Test
    void one_is_under_way_per_conversation_whatever_way_it_goes() {
        story.reply(conversation, "c1", WORDS, ANNA);
        story.reply(conversation, "c2", WORDS);

        assertThat(claimed()).extracting(OutboxItem::number).containsExactly(2);
        assertThat(claimed()).isEmpty();
    }

    @Test
    void whoever_answers_from_there_is_the_same_customer_in_a_conversation_of_their_own() {
        story.reply(conversation, "c1", WORDS, ANNA);

        Identity there = stores.conversations().identityAt(ANNA).orElseThrow();
        assertThat(there.customer()).isEqualTo(story.head(conversation).customer());
        ConversationId answer = story.writeTo(MAIL, ANNA.user().value(), "m1");
        assertThat(answer).isNotEqualTo(conversation);
        assertThat(story.head(answer).customer())
                .isEqualTo(story.head(conversation).customer());
        assertThat(story.head(answer).identity()).isEqualTo(there.id());
    }

    @Test
    void an_address_of_another_customer_stays_theirs_and_the_timeline_says_so() {
        ConversationId others = story.writeTo(MAIL, ANNA.user().value(), "m1");

        story.reply(conversation, "c1", WORDS, ANNA);

        assertThat(claimed()).extracting(item -> item.message().to()).contains(ANNA);
        assertThat(last().content()).isEqualTo(new MessageContent.OthersAddress(ANNA));
        assertThat(ContentFlattener.restore(Author.Kind.SYSTEM, ContentFlattener.flatten(last().content())))
                .isEqualTo(last().content());
        assertThat(stores.conversations().identityAt(ANNA).orElseThrow().customer())
                .isEqualTo(story.head(others).customer())
                .isNotEqualTo(story.head(conversation).customer());
        assertThat(story.head(conversation).preview().text()).isEqualTo("已寄出");
    }

    @Test
    void it_counts_where_it_leaves() {
        Collector told = new Collector();
        stores.facts().register(Set.of(told.name()));

        story.reply(conversation, "c1", WORDS, ANNA);

        assertThat(stores.facts().deliver(told, 10)).isEqualTo(1);
        assertThat(told.facts)
                .filteredOn(Fact.MessageAdded.class::isInstance)
                .extracting(Fact::account)
                .containsExactly(MAIL);
    }

    @Test
    void sent_again_it_goes_the_same_way() {
        story.reply(conversation, "c1", WORDS, ANNA);
        fail(claimed().get(0));

        assertThat(story.resend(conversation, 2)).isInstanceOf(CommandResult.Written.class);

        assertThat(claimed()).extracting(item -> item.message().to()).containsExactly(ANNA);
    }

    private void fail(OutboxItem item) {
        DeliveryProblem problem = new DeliveryProblem(DeliveryProblem.Reason.NOT_DELIVERED, "", "");
        stores.outbox()
                .record(List.of(new DeliveryOutcome(
                        item, new Delivery(DeliveryState.FAILED, problem, 1, null), story.now(), story.ids.next())));
    }

    @Test
    void what_the_channel_cant_show_leaves_as_text_and_is_kept_as_what_it_is() {
        OutboundContent picture = new OutboundContent.Image(new MediaId(5));
        story.carriage = new Carriage.AsText("https://hub.example.com/m/1", true);
        story.reply(conversation, "c1", picture);

        OutboxItem item = claimed().get(0);
        assertThat(item.message().content()).isEqualTo(new OutboundContent.Text("https://hub.example.com/m/1"));
        assertThat(last().content()).isEqualTo(new MessageContent.Sent(picture, null, "https://hub.example.com/m/1"));

        fail(item);
        story.carriage = new Carriage.AsText("https://hub.example.com/m/2", true);
        story.resend(conversation, 2);
        assertThat(claimed())
                .extracting(again -> again.message().content())
                .containsExactly(new OutboundContent.Text("https://hub.example.com/m/2"));
    }

    @Test
    void what_no_form_carries_is_refused_before_anything_is_written() {
        story.carriage = new Carriage.Refused(DeliveryProblem.Reason.KIND_NOT_CARRIED);

        assertThat(story.tryReply(conversation, "c1", WORDS, null))
                .isEqualTo(new CommandResult.NotCarried(DeliveryProblem.Reason.KIND_NOT_CARRIED));
        assertThat(last().number()).isEqualTo(1);
    }
}
