package io.keshu.infra.media;

import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.domain.media.BlobRef;
import io.keshu.domain.media.BlobStore;
import io.keshu.domain.store.StoreUnavailableException;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bytes in {@code media_piece}, each piece a statement of its own, and whole once {@code media_blob} says so. */
public final class JdbcBlobStore implements BlobStore {

    /** Small enough for any server's packet and for a buffer, large enough to be few. */
    static final int PIECE = 256 * 1024;

    private final Database database;
    private final Clock clock;

    public JdbcBlobStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void put(BlobRef blob, InputStream content) throws IOException {
        if (touch(blob)) {
            return;
        }
        int ordinal = 0;
        for (byte[] piece = content.readNBytes(PIECE); piece.length > 0; piece = content.readNBytes(PIECE)) {
            byte[] bytes = piece;
            int position = ordinal++;
            insert(
                    "INSERT INTO media_piece (sha256, ordinal, bytes) VALUES (?, ?, ?)",
                    parameters -> parameters.add(blob.sha256()).add(position).addBytes(bytes));
        }
        insert(
                "INSERT INTO media_blob (sha256, size, used_at) VALUES (?, ?, ?)",
                parameters -> parameters.add(blob.sha256()).add(blob.size()).add(clock.instant()));
    }

    /** Whether they are there; from then on they are safe from being deleted, since the mark is written in the row that deleting asks. */
    private boolean touch(BlobRef blob) {
        return database.update(
                        "UPDATE media_blob SET used_at = ? WHERE sha256 = ?",
                        parameters -> parameters.add(clock.instant()).add(blob.sha256()))
                == 1;
    }

    @Override
    public void use(BlobRef blob) {
        if (!touch(blob)) {
            throw new MediaUnavailableException("No blob " + blob.sha256(), true);
        }
    }

    @Override
    public List<BlobRef> unusedSince(Instant time, int limit) {
        return database.query(
                "SELECT sha256, size FROM media_blob WHERE used_at < ? ORDER BY used_at LIMIT ?",
                parameters -> parameters.add(time).add(limit),
                columns -> new BlobRef(columns.getString(), columns.getLong()));
    }

    /** The row goes first: who stores the same meanwhile waits for it, finds none, and stores the pieces anew. */
    @Override
    public boolean delete(BlobRef blob, Instant unusedSince) {
        return database.transaction(connection -> {
            int ours = Sql.update(
                    connection,
                    "DELETE FROM media_blob WHERE sha256 = ? AND used_at < ?",
                    parameters -> parameters.add(blob.sha256()).add(unusedSince));
            if (ours == 1) {
                int unused = Sql.update(
                        connection,
                        "DELETE FROM media_piece WHERE sha256 = ?",
                        parameters -> parameters.add(blob.sha256()));
            }
            return ours == 1;
        });
    }

    /** What is there already has the same content, since the key is made of it. */
    private void insert(String sql, Sql.Filler filler) {
        database.run(connection -> {
            try {
                return Sql.update(connection, sql, filler);
            } catch (SQLException e) {
                if (StoreErrors.isDuplicateKey(e)) {
                    return 0;
                }
                throw e;
            }
        });
    }

    @Override
    public boolean contains(BlobRef blob) {
        return database.queryOne(
                        "SELECT 1 FROM media_blob WHERE sha256 = ?",
                        parameters -> parameters.add(blob.sha256()),
                        columns -> columns.getInt())
                .isPresent();
    }

    @Override
    public InputStream open(BlobRef blob, long from) {
        try {
            if (!contains(blob)) {
                throw new MediaUnavailableException("No blob " + blob.sha256(), true);
            }
        } catch (StoreUnavailableException e) {
            throw new MediaUnavailableException("The store is away", e);
        }
        return new Pieces(blob, from);
    }

    private byte[] piece(BlobRef blob, int ordinal) {
        try {
            Optional<byte[]> piece = database.queryOne(
                    "SELECT bytes FROM media_piece WHERE sha256 = ? AND ordinal = ?",
                    parameters -> parameters.add(blob.sha256()).add(ordinal),
                    columns -> columns.getBytes());
            return piece.orElseThrow(
                    () -> new MediaUnavailableException("Blob " + blob.sha256() + " lacks piece " + ordinal, true));
        } catch (StoreUnavailableException e) {
            throw new MediaUnavailableException("The store is away", e);
        }
    }

    /** Holds one piece at a time and no connection between two. */
    private final class Pieces extends InputStream {
        private final BlobRef blob;
        private long position;
        private int held = -1;
        private byte[] piece = new byte[0];

        Pieces(BlobRef blob, long from) {
            this.blob = blob;
            this.position = Objects.checkIndex(from, blob.size() + 1);
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte @Nullable [] buffer, int offset, int length) {
            Objects.requireNonNull(buffer);
            if (length == 0) {
                return 0;
            }
            if (position >= blob.size()) {
                return -1;
            }
            int ordinal = (int) (position / PIECE);
            if (ordinal != held) {
                piece = piece(blob, ordinal);
                held = ordinal;
            }
            int at = (int) (position % PIECE);
            int count = Math.min(length, piece.length - at);
            if (count <= 0) {
                throw new MediaUnavailableException("Blob " + blob.sha256() + " has a short piece " + ordinal, true);
            }
            System.arraycopy(piece, at, buffer, offset, count);
            position += count;
            return count;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.max(0, Math.min(count, blob.size() - position));
            position += skipped;
            return skipped;
        }

        @Override
        public int available() {
            return held == position / PIECE ? piece.length - (int) (position % PIECE) : 0;
        }
    }
}
