package io.keshu.domain.media;

import io.keshu.channels.api.MediaId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.fact.FactDestination;
import io.keshu.domain.id.IdGenerator;
import io.keshu.domain.message.Author;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees to it that media which customers send are fetched: living on facts, it costs the pipeline nothing, and a message is in its timeline
 * before anybody looks for its picture.
 */
public final class MediaIntake implements FactDestination {

    private final MediaItems items;
    private final IdGenerator ids;

    public MediaIntake(MediaItems items, IdGenerator ids) {
        this.items = items;
        this.ids = ids;
    }

    @Override
    public String name() {
        return "media";
    }

    @Override
    public void apply(List<FactBatch> batches) {
        List<MediaItem> pending = new ArrayList<>();
        for (FactBatch batch : batches) {
            for (Fact fact : batch.facts()) {
                if (fact instanceof Fact.MessageAdded added && added.author() == Author.Kind.CUSTOMER) {
                    MediaKinds.ofMessage(added.kind())
                            .ifPresent(kind -> pending.add(new MediaItem(
                                    new MediaId(ids.next()),
                                    kind,
                                    MediaState.PENDING,
                                    new MessageRef(added.conversation(), added.number(), added.account()),
                                    added.at(),
                                    added.traceId(),
                                    0,
                                    null,
                                    null,
                                    null)));
                }
            }
        }
        if (!pending.isEmpty()) {
            items.register(pending);
        }
    }

    /** Nothing is forgotten: the provider may have deleted what is stored here, and registering twice changes nothing. */
    @Override
    public void reset() {}
}
