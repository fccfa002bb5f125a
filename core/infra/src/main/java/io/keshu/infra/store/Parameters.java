package io.keshu.infra.store;

import java.nio.charset.StandardCharsets;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Fills a statement's parameters one after the other. */
public final class Parameters {

    private final PreparedStatement statement;
    private int last;

    Parameters(PreparedStatement statement) {
        this.statement = statement;
    }

    /** Sets the parameters of one row or one statement. */
    @FunctionalInterface
    public interface Binder<T> {
        void bind(Parameters parameters, T row) throws SQLException;
    }

    public Parameters add(long value) throws SQLException {
        statement.setLong(++last, value);
        return this;
    }

    public Parameters add(int value) throws SQLException {
        statement.setInt(++last, value);
        return this;
    }

    public Parameters add(boolean value) throws SQLException {
        statement.setBoolean(++last, value);
        return this;
    }

    public Parameters add(@Nullable String value) throws SQLException {
        statement.setString(++last, value);
        return this;
    }

    /** A provider's id, which the database compares byte by byte. */
    public Parameters addId(@Nullable String value) throws SQLException {
        statement.setBytes(++last, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public Parameters add(@Nullable Instant value) throws SQLException {
        if (value == null) {
            statement.setNull(++last, Types.TIMESTAMP);
        } else {
            statement.setString(++last, UtcText.of(value));
        }
        return this;
    }

    public Parameters addNull() throws SQLException {
        statement.setNull(++last, Types.NULL);
        return this;
    }
}
