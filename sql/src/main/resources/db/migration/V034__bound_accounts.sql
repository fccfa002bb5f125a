-- Accounts that the hub keeps connections for: a mailbox, an SMPP bind. One node serves each, and what was read of it is kept.

-- commits grows with everything that is stored under the lease: writing the row is what keeps a node out that has lost it.
CREATE TABLE account_lease (
    account_id BIGINT       NOT NULL,
    token      BIGINT       NOT NULL,
    holder     VARCHAR(191) NOT NULL,
    expires_at DATETIME(6)  NOT NULL,
    commits    BIGINT       NOT NULL,
    PRIMARY KEY (account_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- user_id is empty where a state concerns the account as a whole.
CREATE TABLE channel_state (
    account_id BIGINT         NOT NULL,
    user_id    VARBINARY(764) NOT NULL,
    name       VARCHAR(64)    NOT NULL,
    value      MEDIUMTEXT     NOT NULL,
    version    BIGINT         NOT NULL,
    PRIMARY KEY (account_id, user_id, name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
