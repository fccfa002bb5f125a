-- Customers who left and whose data is erased. user_id is their former address, NULL once it is done; due_at is when somebody is to set
-- about it, or until when somebody does, and NULL once it is done; attempts tells one claim from the next.
CREATE TABLE erasure (
    identity_id  BIGINT      NOT NULL,
    account_id   BIGINT      NOT NULL,
    user_id      VARBINARY(764),
    requested_at DATETIME(6) NOT NULL,
    due_at       DATETIME(6),
    attempts     INT         NOT NULL,
    problem      VARCHAR(500),
    done_at      DATETIME(6),
    PRIMARY KEY (identity_id),
    KEY erasure_due (due_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

ALTER TABLE inbound_set_aside ADD KEY inbound_set_aside_user (account_id, user_id);
