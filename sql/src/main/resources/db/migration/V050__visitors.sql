-- Customers who read their timelines themselves, on the company's website: what was taken back, and how far they have read.

-- recalled: whoever wrote it took it back; its number stays, what it said is told to nobody.
ALTER TABLE message ADD COLUMN recalled BOOLEAN NOT NULL DEFAULT FALSE;

CREATE TABLE customer_read (
    conversation_id BIGINT NOT NULL,
    number          INT    NOT NULL,
    PRIMARY KEY (conversation_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How far any agent has read a conversation.
ALTER TABLE agent_read ADD KEY agent_read_conversation (conversation_id, number);
