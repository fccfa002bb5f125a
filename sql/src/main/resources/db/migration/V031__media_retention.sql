-- Media that customers sent are kept for a time. media.state gains 4: cleared, the bytes are gone and the message stays.
-- fact.kind 3 is told with that state too.

-- used_at: when somebody last stored this content, or it was last found to be in use. Bytes that nothing shows go some time after that.
ALTER TABLE media_blob
    ADD COLUMN used_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
    ADD KEY media_blob_used (used_at);

ALTER TABLE media
    ADD KEY media_bytes (sha256),
    ADD KEY media_thumbnail (thumbnail_sha256);

-- One row, id 1: when the next sweep is due. Whoever moves it on does the sweep.
CREATE TABLE media_sweep (
    id     INT         NOT NULL,
    due_at DATETIME(6) NOT NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
