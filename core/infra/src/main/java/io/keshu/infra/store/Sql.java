package io.keshu.infra.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Runs statements on a connection. */
public final class Sql {

    private Sql() {}

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    public interface Filler {
        void fill(Parameters parameters) throws SQLException;

        /** For statements without parameters. */
        Filler NONE = parameters -> {};
    }

    public static int update(Connection connection, String sql, Filler filler) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            filler.fill(new Parameters(statement));
            return statement.executeUpdate();
        }
    }

    public static <T> List<T> query(Connection connection, String sql, Filler filler, Columns.Reader<T> reader)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            filler.fill(new Parameters(statement));
            try (ResultSet results = statement.executeQuery()) {
                List<T> rows = new ArrayList<>();
                Columns columns = new Columns(results);
                while (results.next()) {
                    columns.next();
                    rows.add(reader.read(columns));
                }
                return rows;
            }
        }
    }

    /** Runs a statement over all rows, in as few round trips as its sizes allow. @return how many rows it counted */
    public static <T> int forRows(Connection connection, SizedSql sql, List<T> rows, Parameters.Binder<T> binder)
            throws SQLException {
        int count = 0;
        for (int from = 0; from < rows.size(); ) {
            int size = SizedSql.chunk(rows.size() - from);
            try (PreparedStatement statement = connection.prepareStatement(sql.text(size))) {
                Parameters parameters = new Parameters(statement);
                for (T row : rows.subList(from, from + size)) {
                    binder.bind(parameters, row);
                }
                count += statement.executeUpdate();
            }
            from += size;
        }
        return count;
    }

    /** Reads by ids: a list is filled up with its last id to one of the sizes in use. */
    public static <K, T> List<T> queryIn(
            Connection connection, SizedSql sql, List<K> keys, Parameters.Binder<K> binder, Columns.Reader<T> reader)
            throws SQLException {
        List<T> found = new ArrayList<>();
        for (int from = 0; from < keys.size(); from += SizedSql.MAX) {
            List<K> part = keys.subList(from, Math.min(keys.size(), from + SizedSql.MAX));
            int size = SizedSql.atLeast(part.size());
            found.addAll(query(
                    connection,
                    sql.text(size),
                    parameters -> {
                        for (int i = 0; i < size; i++) {
                            binder.bind(parameters, part.get(Math.min(i, part.size() - 1)));
                        }
                    },
                    reader));
        }
        return found;
    }

    /**
     * Runs a statement once for each row, in one round trip.
     *
     * @return how many rows each run matched
     */
    public static <T> int[] forEach(Connection connection, String sql, List<T> rows, Parameters.Binder<T> binder)
            throws SQLException {
        if (rows.isEmpty()) {
            return new int[0];
        }
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (T row : rows) {
                binder.bind(new Parameters(statement), row);
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }
}
