package io.keshu.domain.outbox;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.Shortened;
import io.keshu.domain.conversation.ConversationId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Providers' later word on messages, durably. A port. Rows of sent messages come by {@link OutboxStore#record}; a receipt that comes before
 * is kept until its message is recorded.
 */
public interface DeliveryReceipts {

    /** For how long a receipt waits for its message, which is recorded within seconds unless another program sent it. */
    Duration KEPT_RECEIPT = Duration.ofHours(1);

    /** For how long a message waits for its receipt. */
    Duration KEPT_MESSAGE = Duration.ofDays(7);

    /**
     * One receipt.
     *
     * @param failure why the customer did not get the message; null if she did
     * @param status the provider's own word
     */
    record Receipt(
            ChannelAccountId account,
            String providerMessageId,
            DeliveryProblem.@Nullable Reason failure,
            String status,
            Instant at,
            String traceId) {

        public Receipt {
            status = Shortened.to(DeliveryProblem.MAX_DETAIL, status);
        }
    }

    /** A message whose delivery changed. */
    record Changed(ConversationId conversation, int number) {}

    /**
     * Sets the deliveries of the messages that these are about, with a fact for each, in one transaction. Applied again it changes
     * nothing.
     *
     * @throws io.keshu.domain.store.RefusedByStoreException if the store refuses a row
     */
    List<Changed> apply(List<Receipt> receipts, long factBatch);

    /** Lets go of what has waited for too long. @return how many rows that were */
    int forget(Instant now, int limit);
}
