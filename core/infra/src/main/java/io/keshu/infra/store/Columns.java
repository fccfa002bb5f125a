package io.keshu.infra.store;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Reads the columns of a row one after the other. Times travel as date and time without a zone, so that neither the driver's nor the
 * server's zone can shift them.
 */
public final class Columns {

    private final ResultSet results;
    private int last;

    Columns(ResultSet results) {
        this.results = results;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(Columns columns) throws SQLException;
    }

    void next() {
        last = 0;
    }

    public long getLong() throws SQLException {
        return results.getLong(++last);
    }

    public int getInt() throws SQLException {
        return results.getInt(++last);
    }

    public boolean getBoolean() throws SQLException {
        return results.getBoolean(++last);
    }

    /** Null if the column is. */
    public @Nullable Long optionalLong() throws SQLException {
        long value = results.getLong(++last);
        return results.wasNull() ? null : value;
    }

    /** Null if the column is. */
    public @Nullable Integer optionalInt() throws SQLException {
        int value = results.getInt(++last);
        return results.wasNull() ? null : value;
    }

    public String getString() throws SQLException {
        return present(optionalString());
    }

    public @Nullable String optionalString() throws SQLException {
        return results.getString(++last);
    }

    public String getId() throws SQLException {
        return present(optionalId());
    }

    public @Nullable String optionalId() throws SQLException {
        byte[] bytes = results.getBytes(++last);
        return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
    }

    public Instant getInstant() throws SQLException {
        return present(optionalInstant());
    }

    public @Nullable Instant optionalInstant() throws SQLException {
        LocalDateTime time = results.getObject(++last, LocalDateTime.class);
        return time == null ? null : time.toInstant(ZoneOffset.UTC);
    }

    private <T> T present(@Nullable T value) throws SQLException {
        if (value == null) {
            throw new SQLException("Column " + last + " is null");
        }
        return value;
    }
}
