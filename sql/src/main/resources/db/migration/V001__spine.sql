-- The spine: what arrives, the timeline it becomes, what goes out, and the facts of all of it.
--
-- Ids of providers are VARBINARY: compared byte by byte, trailing spaces included, whatever the server's default collation is.
-- Times are DATETIME(6), UTC with microseconds, since people read these tables; they inform and never decide order. Ids are made by the hub, never by the server.

CREATE TABLE node_lease (
    number     SMALLINT     NOT NULL,
    node_name  VARCHAR(191) NOT NULL,
    token      BIGINT       NOT NULL,
    expires_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (number)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE channel_account (
    id          BIGINT       NOT NULL,
    type        VARCHAR(32)  NOT NULL,
    account_key VARCHAR(64)  NOT NULL,
    name        VARCHAR(191) NOT NULL,
    enabled     BOOLEAN      NOT NULL,
    settings    MEDIUMTEXT   NOT NULL,
    secrets     MEDIUMTEXT   NOT NULL,
    version     BIGINT       NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY channel_account_key (type, account_key)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Keys of all messages ever accepted, finished ones included: the provider may send them again.
CREATE TABLE inbound_key (
    account_id  BIGINT         NOT NULL,
    external_id VARBINARY(764) NOT NULL,
    inbound_id  BIGINT         NOT NULL,
    PRIMARY KEY (account_id, external_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Accepted and not yet in a timeline.
CREATE TABLE inbound (
    id          BIGINT         NOT NULL,
    lane        BIGINT         NOT NULL,
    account_id  BIGINT         NOT NULL,
    external_id VARBINARY(764) NOT NULL,
    user_id     VARBINARY(764) NOT NULL,
    sent_at     DATETIME(6)    NOT NULL,
    received_at DATETIME(6)    NOT NULL,
    kind        VARCHAR(32)    NOT NULL,
    text        MEDIUMTEXT,
    fields      MEDIUMTEXT,
    raw         MEDIUMTEXT     NOT NULL,
    trace_id    VARCHAR(64)    NOT NULL,
    PRIMARY KEY (id),
    KEY inbound_lane (lane, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Taken out of the queue because it can't be worked off; kept for an operator.
CREATE TABLE inbound_set_aside (
    id          BIGINT         NOT NULL,
    lane        BIGINT         NOT NULL,
    account_id  BIGINT         NOT NULL,
    external_id VARBINARY(764) NOT NULL,
    user_id     VARBINARY(764) NOT NULL,
    sent_at     DATETIME(6)    NOT NULL,
    received_at DATETIME(6)    NOT NULL,
    kind        VARCHAR(32)    NOT NULL,
    text        MEDIUMTEXT,
    fields      MEDIUMTEXT,
    raw         MEDIUMTEXT     NOT NULL,
    trace_id    VARCHAR(64)    NOT NULL,
    reason      VARCHAR(1000)  NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE customer (
    id            BIGINT      NOT NULL,
    name          VARCHAR(191),
    first_seen_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;

-- Who an account's external user is: the row between customer and conversation.
CREATE TABLE identity (
    id            BIGINT         NOT NULL,
    customer_id   BIGINT         NOT NULL,
    account_id    BIGINT         NOT NULL,
    user_id       VARBINARY(764) NOT NULL,
    lane          BIGINT         NOT NULL,
    first_seen_at DATETIME(6)    NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY identity_address (account_id, user_id),
    KEY identity_lane (lane),
    KEY identity_customer (customer_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- open_identity_id is the identity while the conversation is open and NULL afterwards: at most one is open per identity.
-- list_rank orders lists: who waits longest first, then the latest activity.
CREATE TABLE conversation (
    id               BIGINT       NOT NULL,
    customer_id      BIGINT       NOT NULL,
    identity_id      BIGINT       NOT NULL,
    open_identity_id BIGINT,
    version          BIGINT       NOT NULL,
    state            TINYINT      NOT NULL,
    last_number      INT          NOT NULL,
    inbound_count    INT          NOT NULL,
    bot_replies      INT          NOT NULL,
    opened_at        DATETIME(6)  NOT NULL,
    activity_at      DATETIME(6)  NOT NULL,
    waiting_since    DATETIME(6),
    bot_since        DATETIME(6),
    last_inbound     VARBINARY(764),
    preview_author   TINYINT      NOT NULL,
    preview_kind     VARCHAR(32)  NOT NULL,
    preview_text     VARCHAR(191) NOT NULL,
    list_rank        BIGINT       NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY conversation_open (open_identity_id),
    KEY conversation_bot (bot_since),
    KEY conversation_list (state, list_rank, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;

CREATE TABLE message (
    conversation_id BIGINT      NOT NULL,
    number          INT         NOT NULL,
    author          TINYINT     NOT NULL,
    agent_id        BIGINT,
    kind            VARCHAR(32) NOT NULL,
    text            MEDIUMTEXT,
    fields          MEDIUMTEXT,
    created_at      DATETIME(6) NOT NULL,
    client_id       VARBINARY(256),
    external_id     VARBINARY(764),
    trace_id        VARCHAR(64) NOT NULL,
    delivery_state  TINYINT,
    delivery_reason VARCHAR(32),
    delivery_code   VARCHAR(64),
    delivery_detail VARCHAR(500),
    attempts        INT         NOT NULL,
    next_attempt_at DATETIME(6),
    PRIMARY KEY (conversation_id, number)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;

-- Which messages agents' browsers sent; apart from message, so that customers' messages carry no second index.
CREATE TABLE message_client (
    conversation_id BIGINT         NOT NULL,
    client_id       VARBINARY(256) NOT NULL,
    number          INT            NOT NULL,
    PRIMARY KEY (conversation_id, client_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- state: 0 pending, 1 claimed, 2 dead, 3 unknown. in_flight_conversation_id is set while claimed: one per conversation.
-- claim_token tells one round of claims from all others; attempts tells one claim of a row from its later ones.
CREATE TABLE outbox (
    id                        BIGINT         NOT NULL,
    conversation_id           BIGINT         NOT NULL,
    number                    INT            NOT NULL,
    sequence                  BIGINT         NOT NULL,
    account_id                BIGINT         NOT NULL,
    user_id                   VARBINARY(764) NOT NULL,
    kind                      VARCHAR(32)    NOT NULL,
    text                      MEDIUMTEXT,
    fields                    MEDIUMTEXT,
    in_reply_to               VARBINARY(764),
    trace_id                  VARCHAR(64)    NOT NULL,
    state                     TINYINT        NOT NULL,
    attempts                  INT            NOT NULL,
    created_at                DATETIME(6)    NOT NULL,
    due_at                    DATETIME(6)    NOT NULL,
    hold_until                DATETIME(6)    NOT NULL,
    claimed_by                INT,
    claimed_at                DATETIME(6),
    claim_token               BIGINT,
    in_flight_conversation_id BIGINT,
    PRIMARY KEY (id),
    UNIQUE KEY outbox_in_flight (in_flight_conversation_id),
    KEY outbox_due (state, due_at, account_id),
    KEY outbox_claimed (claimed_at),
    KEY outbox_conversation (conversation_id, state, sequence)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;

-- Which message answered an inbound one in the provider's own call; a re-delivery gets the same.
CREATE TABLE passive_reply (
    inbound_id      BIGINT         NOT NULL,
    outbox_id       BIGINT         NOT NULL,
    conversation_id BIGINT         NOT NULL,
    number          INT            NOT NULL,
    sequence        BIGINT         NOT NULL,
    account_id      BIGINT         NOT NULL,
    user_id         VARBINARY(764) NOT NULL,
    kind            VARCHAR(32)    NOT NULL,
    text            MEDIUMTEXT,
    fields          MEDIUMTEXT,
    in_reply_to     VARBINARY(764),
    trace_id        VARCHAR(64)    NOT NULL,
    attempts        INT            NOT NULL,
    created_at      DATETIME(6)    NOT NULL,
    due_at          DATETIME(6)    NOT NULL,
    hold_until      DATETIME(6)    NOT NULL,
    PRIMARY KEY (inbound_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- kind: 0 message added, 1 state changed, 2 delivery ended.
CREATE TABLE fact (
    batch_id        BIGINT      NOT NULL,
    ordinal         INT         NOT NULL,
    kind            TINYINT     NOT NULL,
    conversation_id BIGINT      NOT NULL,
    account_id      BIGINT      NOT NULL,
    happened_at     DATETIME(6) NOT NULL,
    trace_id        VARCHAR(64) NOT NULL,
    number          INT,
    author          TINYINT,
    from_state      TINYINT,
    to_state        TINYINT,
    what            VARCHAR(32),
    PRIMARY KEY (batch_id, ordinal)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- rounds grows with every delivery and rebuild: writing it is what keeps those of one destination apart, on any node.
CREATE TABLE fact_destination (
    name   VARCHAR(32) NOT NULL,
    rounds BIGINT      NOT NULL,
    PRIMARY KEY (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Batches that a destination has not taken yet.
CREATE TABLE fact_dispatch (
    destination VARCHAR(32) NOT NULL,
    batch_id    BIGINT      NOT NULL,
    due_at      DATETIME(6) NOT NULL,
    PRIMARY KEY (destination, batch_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE agent (
    id            BIGINT       NOT NULL,
    username      VARCHAR(64)  NOT NULL,
    display_name  VARCHAR(191) NOT NULL,
    password_hash VARCHAR(500) NOT NULL,
    created_at    DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY agent_username (username)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;

-- Up to which message an agent has read, and how many of the customer's messages that covers.
CREATE TABLE agent_read (
    agent_id        BIGINT NOT NULL,
    conversation_id BIGINT NOT NULL,
    number          INT    NOT NULL,
    inbound_count   INT    NOT NULL,
    PRIMARY KEY (agent_id, conversation_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
