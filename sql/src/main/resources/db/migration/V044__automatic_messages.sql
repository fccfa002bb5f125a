-- Whether nobody wrote the message: mail says so in its header, so that no machine answers it.
ALTER TABLE outbox ADD COLUMN automatic BOOLEAN NOT NULL DEFAULT FALSE;

ALTER TABLE passive_reply ADD COLUMN automatic BOOLEAN NOT NULL DEFAULT FALSE;
