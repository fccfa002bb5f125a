package io.keshu.domain.store;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.StateKey;
import io.keshu.domain.account.AccountChange;
import io.keshu.domain.account.FormerAccount;
import io.keshu.domain.agent.Agent;
import io.keshu.domain.agent.AgentGroup;
import io.keshu.domain.agent.AgentGroupChange;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.customer.Contact;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.inbound.InboundKey;
import io.keshu.domain.inbound.SetAside;
import io.keshu.domain.inbound.WaitingInbound;
import io.keshu.domain.media.MediaItem;
import io.keshu.domain.message.Message;
import io.keshu.domain.outbox.DeliveryReceipts;
import io.keshu.domain.outbox.OutboxItem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The tables of the in-memory twins. Every access runs under its monitor, which stands for a transaction. */
final class InMemoryDatabase {

    private static final int MAX_TRACE_ID = 64;
    private static final int MAX_CLIENT_ID_BYTES = 4 * Message.MAX_CLIENT_ID;

    enum OutboxState {
        PENDING,
        CLAIMED,
        DEAD,
        UNKNOWN
    }

    record OutboxRow(OutboxItem item, OutboxState state, int claimedBy, Instant claimedAt) {}

    record LeaseRow(long token, Instant expiresAt) {}

    record SetAsideRow(WaitingInbound row, String reason, boolean discarded) {}

    record MediaRow(MediaItem item, Instant dueAt) {}

    record ReceiptKey(ChannelAccountId account, String providerMessageId) {}

    /** A message that waits for its receipt, or the other way round. */
    record ReceiptRow(DeliveryReceipts.Changed message, DeliveryReceipts.Receipt receipt, Instant keepUntil) {}

    record ErasureRow(Erasure erasure, Instant dueAt) {}

    record Read(int number, int inboundCount) {}

    record ReadKey(AgentId agent, ConversationId conversation) {}

    final TreeMap<Long, WaitingInbound> inbound = new TreeMap<>();
    final Map<InboundKey, Long> inboundKeys = new HashMap<>();
    final Map<ChannelAccountId, LeaseRow> leases = new HashMap<>();
    final Map<StateKey, ChannelState.Entry> states = new HashMap<>();
    final TreeMap<Long, SetAsideRow> setAside = new TreeMap<>();
    final Map<Long, List<SetAside.Act>> setAsideActs = new HashMap<>();
    final Map<CustomerId, Customer> customers = new HashMap<>();
    final Map<IdentityId, Identity> identities = new HashMap<>();
    final Map<ConversationId, Conversation> conversations = new HashMap<>();
    final Map<ConversationId, TreeMap<Integer, Message>> messages = new HashMap<>();
    final TreeMap<Long, OutboxRow> outbox = new TreeMap<>();
    final Map<Long, OutboxItem> passive = new HashMap<>();
    final Map<ReceiptKey, ReceiptRow> receipts = new HashMap<>();
    final TreeMap<Long, List<Fact>> facts = new TreeMap<>();
    final Map<String, TreeMap<Long, Instant>> dispatch = new HashMap<>();
    final Map<ReadKey, Read> reads = new HashMap<>();
    final Map<ConversationId, Integer> customerReads = new HashMap<>();
    final Map<Long, Agent> agents = new LinkedHashMap<>();
    final Map<AgentGroupId, AgentGroup> groups = new LinkedHashMap<>();
    final Map<AgentGroupId, AgentGroupChange> groupChanges = new HashMap<>();
    final Map<CustomerId, List<Contact>> contacts = new HashMap<>();
    final Map<Long, ChannelAccount> accounts = new LinkedHashMap<>();
    final Map<Long, FormerAccount> formerAccounts = new TreeMap<>();
    final List<AccountChange> accountChanges = new ArrayList<>();
    final Map<MediaId, MediaRow> media = new LinkedHashMap<>();
    final Map<String, byte[]> blobs = new HashMap<>();
    final Map<IdentityId, ErasureRow> erasures = new LinkedHashMap<>();
    final Map<String, Instant> blobsUsed = new HashMap<>();
    Instant mediaSweepDue = Instant.MIN;
    private Predicate<Object> refused = row -> false;
    private boolean unavailable;

    synchronized <T> T ask(Supplier<T> work) {
        if (unavailable) {
            throw new StoreUnavailableException("The store is away");
        }
        return work.get();
    }

    void tell(Runnable work) {
        ask(() -> {
            work.run();
            return null;
        });
    }

    synchronized void unavailable(boolean away) {
        unavailable = away;
    }

    synchronized void refuse(Predicate<Object> rows) {
        refused = rows;
    }

    /** To be called for each row before anything is written. */
    void check(Object row) {
        if (refused.test(row) || tooLong(row)) {
            throw new RefusedByStoreException("Refused: " + row);
        }
    }

    /** What the columns of a real database would not hold. */
    private static boolean tooLong(Object row) {
        if (row instanceof WaitingInbound waiting) {
            return waiting.traceId().length() > MAX_TRACE_ID;
        }
        if (row instanceof Message message) {
            String clientId = message.clientId();
            return message.traceId().length() > MAX_TRACE_ID
                    || (clientId != null && clientId.getBytes(StandardCharsets.UTF_8).length > MAX_CLIENT_ID_BYTES);
        }
        return row instanceof OutboxItem item
                && item.message().context().traceId().length() > MAX_TRACE_ID;
    }

    /** Keeps facts and has them delivered to every destination. */
    void addFacts(long batch, List<Fact> added) {
        if (!added.isEmpty()) {
            facts.put(batch, List.copyOf(added));
            dispatch.values().forEach(waiting -> waiting.put(batch, Instant.EPOCH));
        }
    }
}
