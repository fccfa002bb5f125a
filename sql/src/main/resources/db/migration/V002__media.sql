-- Media: what is known of each, and the bytes under their SHA-256, in pieces that any server takes in one packet.
-- fact.kind gains 3: media ended, with the state in what.

-- state: 0 pending, 1 stored, 2 expired, 3 failed. due_at is set while pending: when to fetch, or until when somebody does. attempts tells one claim from the next.
-- conversation_id and number are NULL for what is uploaded; account_id is the account to fetch from.
CREATE TABLE media (
    id               BIGINT       NOT NULL,
    kind             TINYINT      NOT NULL,
    state            TINYINT      NOT NULL,
    account_id       BIGINT,
    conversation_id  BIGINT,
    number           INT,
    created_at       DATETIME(6)  NOT NULL,
    trace_id         VARCHAR(64)  NOT NULL,
    due_at           DATETIME(6),
    attempts         INT          NOT NULL,
    content_type     VARCHAR(191),
    size             BIGINT       NOT NULL,
    sha256           CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    file_name        VARCHAR(255),
    width            INT          NOT NULL,
    height           INT          NOT NULL,
    duration_ms      BIGINT,
    thumbnail_sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin,
    thumbnail_size   BIGINT       NOT NULL,
    problem_reason   VARCHAR(32),
    problem_code     VARCHAR(64),
    problem_detail   VARCHAR(500),
    PRIMARY KEY (id),
    UNIQUE KEY media_message (conversation_id, number),
    KEY media_due (state, due_at)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci;

-- A blob is whole when its row is here; pieces without one were left by a crash and are completed by the next who stores the same.
CREATE TABLE media_blob (
    sha256 CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    size   BIGINT NOT NULL,
    PRIMARY KEY (sha256)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE media_piece (
    sha256  CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    ordinal INT        NOT NULL,
    bytes   MEDIUMBLOB NOT NULL,
    PRIMARY KEY (sha256, ordinal)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
