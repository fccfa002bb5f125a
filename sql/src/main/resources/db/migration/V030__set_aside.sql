-- What was set aside can be tried again or discarded, and who did so is kept.

-- discarded: 0 waits for somebody, 1 is kept but never tried again.
ALTER TABLE inbound_set_aside
    ADD COLUMN discarded TINYINT NOT NULL DEFAULT 0,
    ADD KEY inbound_set_aside_list (discarded, id);

-- act: 0 tried again, 1 discarded. inbound_id outlives the row in inbound_set_aside.
CREATE TABLE inbound_set_aside_act (
    id         BIGINT      NOT NULL,
    inbound_id BIGINT      NOT NULL,
    act        TINYINT     NOT NULL,
    agent_id   BIGINT      NOT NULL,
    acted_at   DATETIME(6) NOT NULL,
    PRIMARY KEY (id),
    KEY inbound_set_aside_act_of (inbound_id, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
