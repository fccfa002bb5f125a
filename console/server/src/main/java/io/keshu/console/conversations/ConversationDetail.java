package io.keshu.console.conversations;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** What the thread and the panel beside it show. */
record ConversationDetail(ConversationSummary summary, CustomerView customer, ReplyView reply) {

    @Schema(name = "Customer")
    record CustomerView(String id, String name, Instant firstSeenAt, List<CustomerIdentity> identities) {}

    record CustomerIdentity(String channelType, String accountName, String externalUserId) {}
}
