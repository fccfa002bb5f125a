package io.keshu.domain.conversation;

import io.keshu.domain.conversation.LaneChange.ConversationWrite;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.lock.Lane;
import io.keshu.domain.message.Message;
import io.keshu.domain.outbox.OutboxItem;
import java.util.ArrayList;
import java.util.List;

/** Gathers what a lane changes. */
final class LaneChangeBuilder {

    final List<Long> finished = new ArrayList<>();
    final List<Customer> customers = new ArrayList<>();
    final List<Identity> identities = new ArrayList<>();
    final List<ConversationWrite> conversations = new ArrayList<>();
    final List<Message> messages = new ArrayList<>();
    final List<Message> redeliveries = new ArrayList<>();
    final List<OutboxItem> outbox = new ArrayList<>();
    final List<Fact> facts = new ArrayList<>();
    final List<Identity> retired = new ArrayList<>();
    final List<Erasure> erasures = new ArrayList<>();
    private final Lane lane;

    LaneChangeBuilder(Lane lane) {
        this.lane = lane;
    }

    LaneChange build() {
        return new LaneChange(
                lane,
                finished,
                customers,
                identities,
                conversations,
                messages,
                redeliveries,
                outbox,
                facts,
                retired,
                erasures);
    }
}
