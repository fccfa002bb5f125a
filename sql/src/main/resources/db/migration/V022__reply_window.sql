-- What a customer still may be sent is told from the timeline: when each message came to stand as it does, and whether it left in the
-- answer to the provider's own call, which providers don't count. delivery_state gains 4: the customer got it.
ALTER TABLE message
    ADD COLUMN delivery_at DATETIME(6),
    ADD COLUMN passive BOOLEAN NOT NULL DEFAULT FALSE;

-- The conversations of one identity, the latest last.
ALTER TABLE conversation ADD KEY conversation_identity (identity_id, id);

-- Providers' later word on messages, which may come before the hub has written down that the message left: the second of the two
-- finds the first. conversation_id and number are set by sending, told_at and failure by the receipt; applied rows are deleted.
CREATE TABLE delivery_receipt (
    account_id      BIGINT         NOT NULL,
    provider_id     VARBINARY(764) NOT NULL,
    conversation_id BIGINT,
    number          INT,
    told_at         DATETIME(6),
    failure         VARCHAR(32),
    status          VARCHAR(500),
    trace_id        VARCHAR(64)    NOT NULL,
    keep_until      DATETIME(6)    NOT NULL,
    PRIMARY KEY (account_id, provider_id),
    KEY delivery_receipt_keep (keep_until)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
