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
import java.time.Clock;
import java.util.function.Predicate;

/** All stores over one database in memory: as atomic and as strict as the real ones, and able to fail on demand. */
public final class InMemoryStores implements Stores {

    private final InMemoryDatabase database = new InMemoryDatabase();
    private final InMemoryInboundStore inbound = new InMemoryInboundStore(database);
    private final InMemoryAccountLeases leases;
    private final InMemorySetAsideStore setAside = new InMemorySetAsideStore(database);
    private final InMemoryConversationStore conversations = new InMemoryConversationStore(database);
    private final InMemoryDeliveryReceipts receipts = new InMemoryDeliveryReceipts(database);
    private final InMemoryOutboxStore outbox = new InMemoryOutboxStore(database, receipts);
    private final InMemoryFactStore facts;
    private final InMemoryConversationQueries queries = new InMemoryConversationQueries(database);
    private final InMemoryTimelineQueries timelines = new InMemoryTimelineQueries(database);
    private final InMemoryAgentStore agents = new InMemoryAgentStore(database);
    private final InMemoryAgentGroupStore groups = new InMemoryAgentGroupStore(database);
    private final InMemoryCustomerContacts contacts = new InMemoryCustomerContacts(database);
    private final InMemoryChannelAccountStore accounts;
    private final InMemoryMediaItems media = new InMemoryMediaItems(database);
    private final InMemoryErasureStore erasures = new InMemoryErasureStore(database);
    private final InMemoryBlobStore blobs;

    public InMemoryStores() {
        this(Clock.systemUTC());
    }

    public InMemoryStores(Clock clock) {
        accounts = new InMemoryChannelAccountStore(database, clock);
        leases = new InMemoryAccountLeases(database, inbound, clock);
        facts = new InMemoryFactStore(database, clock);
        blobs = new InMemoryBlobStore(database, clock);
    }

    @Override
    public InboundStore inbound() {
        return inbound;
    }

    @Override
    public AccountLeases leases() {
        return leases;
    }

    @Override
    public SetAsideStore setAside() {
        return setAside;
    }

    @Override
    public ConversationStore conversations() {
        return conversations;
    }

    @Override
    public OutboxStore outbox() {
        return outbox;
    }

    @Override
    public DeliveryReceipts receipts() {
        return receipts;
    }

    @Override
    public FactStore facts() {
        return facts;
    }

    @Override
    public ErasureStore erasures() {
        return erasures;
    }

    @Override
    public ConversationQueries queries() {
        return queries;
    }

    @Override
    public TimelineQueries timelines() {
        return timelines;
    }

    @Override
    public AgentStore agents() {
        return agents;
    }

    @Override
    public AgentGroupStore groups() {
        return groups;
    }

    @Override
    public CustomerContacts contacts() {
        return contacts;
    }

    @Override
    public ChannelAccountStore accounts() {
        return accounts;
    }

    @Override
    public MediaItems media() {
        return media;
    }

    @Override
    public BlobStore blobs() {
        return blobs;
    }

    /** Whether every call fails with {@link StoreUnavailableException} from now on. */
    public void unavailable(boolean away) {
        database.unavailable(away);
    }

    /**
     * Refuses rows with {@link RefusedByStoreException} from now on.
     *
     * @param rows asked for each {@code WaitingInbound}, {@code Message} and {@code OutboxItem} that is to be inserted
     */
    public void refuse(Predicate<Object> rows) {
        database.refuse(rows);
    }
}
