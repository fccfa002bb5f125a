-- Accounts are deleted softly: what was said through them keeps naming them. Their key is free again, and their secrets are gone.
ALTER TABLE channel_account
    ADD COLUMN deleted_at DATETIME(6),
    ADD COLUMN live_key VARCHAR(64) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin
        GENERATED ALWAYS AS (IF(deleted_at IS NULL, account_key, NULL)) STORED,
    DROP KEY channel_account_key,
    ADD UNIQUE KEY channel_account_live_key (type, live_key);

-- Who changed what when; rows are only ever added. Every change has the version that it made. before_it and after_it are JSON objects of
-- the fields that changed, each in the one where it had a value; of a secret the value is empty in both.
CREATE TABLE channel_account_change (
    account_id BIGINT       NOT NULL,
    version    BIGINT       NOT NULL,
    action     VARCHAR(16)  NOT NULL,
    name       VARCHAR(191) NOT NULL,
    agent_id   BIGINT,
    changed_at DATETIME(6)  NOT NULL,
    before_it  MEDIUMTEXT,
    after_it   MEDIUMTEXT,
    PRIMARY KEY (account_id, version),
    KEY channel_account_change_at (changed_at, account_id, version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
