-- fact.kind gains 5: scene scanned, with subscribed or scanned in what and the scene in detail.

-- Who follows an account, as the provider told at seen_at. Followers whose seen_at a whole reading left behind are gone.
CREATE TABLE bot_follower (
    account_id BIGINT         NOT NULL,
    user_id    VARBINARY(764) NOT NULL,
    name       VARCHAR(191)   NOT NULL,
    remark     VARCHAR(191)   NOT NULL,
    source     VARCHAR(64)    NOT NULL,
    scene      VARCHAR(255)   NOT NULL,
    language   VARCHAR(32)    NOT NULL,
    since      DATETIME(6),
    seen_at    DATETIME(6)    NOT NULL,
    PRIMARY KEY (account_id, user_id),
    KEY bot_follower_seen (account_id, seen_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE bot_follower_tag (
    account_id BIGINT         NOT NULL,
    user_id    VARBINARY(764) NOT NULL,
    tag_id     VARCHAR(64)    NOT NULL,
    PRIMARY KEY (account_id, user_id, tag_id),
    KEY bot_follower_tag_bearers (account_id, tag_id, user_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE bot_audience_tag (
    account_id BIGINT       NOT NULL,
    tag_id     VARCHAR(64)  NOT NULL,
    name       VARCHAR(191) NOT NULL,
    bearers    INT          NOT NULL,
    PRIMARY KEY (account_id, tag_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- How far the reading of an account's followers is. Whoever holds the lease reads; due_at (UTC) is when the next reading begins.
CREATE TABLE bot_audience (
    account_id  BIGINT      NOT NULL,
    due_at      DATETIME(6) NOT NULL,
    lease_token VARCHAR(64),
    lease_until DATETIME(6),
    read_at     DATETIME(6),
    reason      VARCHAR(32),
    code        VARCHAR(32),
    detail      VARCHAR(500),
    PRIMARY KEY (account_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- QR codes with scenes. expires_at is NULL for permanent ones.
CREATE TABLE bot_scene_code (
    id         BIGINT       NOT NULL,
    account_id BIGINT       NOT NULL,
    scene      VARCHAR(255) NOT NULL,
    name       VARCHAR(191) NOT NULL,
    ticket     VARCHAR(512) NOT NULL,
    url        VARCHAR(512) NOT NULL,
    made_at    DATETIME(6)  NOT NULL,
    made_by    BIGINT       NOT NULL,
    expires_at DATETIME(6),
    archived   BOOLEAN      NOT NULL,
    version    BIGINT       NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY bot_scene_code_scene (account_id, scene),
    KEY bot_scene_code_list (account_id, archived, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Scans counted from facts, by UTC day, also of scenes that no code was made for here.
CREATE TABLE bot_scene_scan (
    account_id BIGINT       NOT NULL,
    scene      VARCHAR(255) NOT NULL,
    day        DATE         NOT NULL,
    subscribed BIGINT       NOT NULL,
    scanned    BIGINT       NOT NULL,
    PRIMARY KEY (account_id, scene, day)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- Who changed which tag or code when; rows are only ever added. people counts customers and never says who they are.
CREATE TABLE bot_audience_change (
    id         BIGINT       NOT NULL,
    account_id BIGINT       NOT NULL,
    action     VARCHAR(32)  NOT NULL,
    subject    VARCHAR(255) NOT NULL,
    former     VARCHAR(255),
    people     INT          NOT NULL,
    agent_id   BIGINT       NOT NULL,
    changed_at DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    KEY bot_audience_change_account (account_id, id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

-- When each account last received and sent, and what last went wrong, from facts.
CREATE TABLE stats_account_activity (
    account_id    BIGINT      NOT NULL,
    received_at   DATETIME(6),
    sent_at       DATETIME(6),
    failed_at     DATETIME(6),
    failed_reason VARCHAR(32),
    PRIMARY KEY (account_id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
