package io.keshu.console.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/**
 * What the thread and the panel beside it show.
 *
 * @param readByCustomer the number of the last message that the customer has seen, as far as the channel tells; 0 if it doesn't
 */
record ConversationDetail(ConversationSummary summary, CustomerView customer, ReplyView reply, int readByCustomer) {

    @Schema(name = "Customer")
    record CustomerView(String id, String name, Instant firstSeenAt, List<CustomerIdentity> identities) {}

    record CustomerIdentity(String channelType, String accountName, String externalUserId) {}
}
