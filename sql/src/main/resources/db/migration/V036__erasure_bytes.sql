-- Bytes of media that were erased and that nothing shows any more, but that were stored so lately that somebody may be about to show the
-- same: they go when that is over. sha256 is of the bytes; the row goes with them.
CREATE TABLE erasure_blob (
    identity_id BIGINT NOT NULL,
    sha256      CHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    PRIMARY KEY (identity_id, sha256)
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
