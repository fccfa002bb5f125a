package io.keshu.domain.store;

import io.keshu.domain.account.ChannelAccountStore;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.bound.AccountLeases;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.conversation.ConversationStore;
import io.keshu.domain.customer.CustomerContacts;
import io.keshu.domain.erasure.ErasureStore;
import io.keshu.domain.fact.FactStore;
import io.keshu.domain.inbound.InboundStore;
import io.keshu.domain.inbound.SetAsideStore;
import io.keshu.domain.media.BlobStore;
import io.keshu.domain.media.MediaItems;
import io.keshu.domain.outbox.DeliveryReceipts;
import io.keshu.domain.outbox.OutboxStore;
import io.keshu.domain.timeline.TimelineQueries;

/** All stores over one empty database, for contracts that need more than the one they are about. */
public interface Stores {

    InboundStore inbound();

    AccountLeases leases();

    SetAsideStore setAside();

    ConversationStore conversations();

    OutboxStore outbox();

    DeliveryReceipts receipts();

    FactStore facts();

    ConversationQueries queries();

    TimelineQueries timelines();

    AgentStore agents();

    AgentGroupStore groups();

    CustomerContacts contacts();

    ChannelAccountStore accounts();

    MediaItems media();

    BlobStore blobs();

    ErasureStore erasures();
}
