package io.keshu.bot.audience;

import io.keshu.channels.api.ChannelAddress;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Knows those who begin to follow at once, before all followers are read the next time. Those who leave are taken out by their erasure.
 * Thread-safe.
 */
final class NewFollowers implements FactDestination {

    /** The destination's name. */
    static final String NAME = "new-followers";

    private static final String SUBSCRIBED = "subscribed";

    private final Function<ConversationId, Optional<ChannelAddress>> addresses;
    private final FollowerStore store;

    /** @param addresses whom a conversation is with */
    NewFollowers(Function<ConversationId, Optional<ChannelAddress>> addresses, FollowerStore store) {
        this.addresses = addresses;
        this.store = store;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void apply(List<FactBatch> batches) {
        for (FactBatch batch : batches) {
            for (Fact fact : batch.facts()) {
                if (fact instanceof Fact.MessageAdded added && added.kind().equals(SUBSCRIBED)) {
                    take(added);
                }
            }
        }
    }

    /** Whoever has left since has another address, and is not taken in. */
    private void take(Fact.MessageAdded added) {
        addresses
                .apply(added.conversation())
                .filter(address -> !address.user().value().startsWith(Erasure.PREFIX))
                .ifPresent(address -> store.began(address.account(), address.user(), added.at()));
    }

    /** What the provider told stays; a fact that comes again changes nothing. */
    @Override
    public void reset() {}
}
