-- How customers can be reached beside the channels that they came by, as agents wrote it down.
CREATE TABLE customer_contact (
    customer_id BIGINT      NOT NULL,
    phone       VARCHAR(32),
    email       VARCHAR(191),
    version     BIGINT      NOT NULL,
    changed_by  BIGINT      NOT NULL,
    changed_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (customer_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who changed what when; rows are only ever added, and erased with the customer's other data. Every change has the version that it made.
CREATE TABLE customer_contact_change (
    customer_id BIGINT      NOT NULL,
    version     BIGINT      NOT NULL,
    phone       VARCHAR(32),
    email       VARCHAR(191),
    agent_id    BIGINT      NOT NULL,
    changed_at  DATETIME(6) NOT NULL,
    PRIMARY KEY (customer_id, version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
