-- Groups of agents that customers can be handed over to.
CREATE TABLE agent_group (
    id         BIGINT      NOT NULL,
    name       VARCHAR(64) NOT NULL,
    version    BIGINT      NOT NULL,
    changed_by BIGINT      NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY agent_group_name (name)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;

-- Who changed what when; rows are only ever added. Every change has the version that it made.
CREATE TABLE agent_group_change (
    group_id   BIGINT      NOT NULL,
    version    BIGINT      NOT NULL,
    action     VARCHAR(16) NOT NULL,
    name       VARCHAR(64) NOT NULL,
    agent_id   BIGINT      NOT NULL,
    changed_at DATETIME(6) NOT NULL,
    PRIMARY KEY (group_id, version)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;

-- group_id: whose agents the customer was handed over to, while the conversation is open; NULL for any. The index leaves list_rank out,
-- which changes with every message: few conversations wait for one group. fact.kind gains 8: group chosen, with its id in detail.
ALTER TABLE conversation
    ADD COLUMN group_id BIGINT,
    ADD KEY conversation_group (group_id);
