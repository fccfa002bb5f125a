package io.keshu.infra.store;

import io.keshu.domain.Between;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import javax.sql.DataSource;

/** Comes between the stores and their database: lets chosen calls fail, before or after they took effect. */
public final class Faults {

    private record Fault(Predicate<String> where, boolean afterwards, SQLException error) {}

    private record Meanwhile(String beginning, Runnable what) {}

    private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Meanwhile> meanwhile = new ConcurrentLinkedQueue<>();

    /** As the driver reports that the connection is gone. */
    public static SQLException connectionLost() {
        return new SQLException("Communications link failure", "08S01");
    }

    public static SQLException deadlock() {
        return new SQLException("Deadlock found when trying to get lock", "40001", 1213);
    }

    /** The next execution of a statement that begins like this fails. */
    public void onStatement(String beginning, boolean afterwards, SQLException error) {
        faults.add(new Fault(call -> call.startsWith(beginning), afterwards, error));
    }

    /** This happens just before the next execution of a statement that begins like this. */
    public void before(String beginning, Runnable what) {
        meanwhile.add(new Meanwhile(beginning, what));
    }

    /** The next commit fails. */
    public void onCommit(boolean afterwards, SQLException error) {
        faults.add(new Fault("commit"::equals, afterwards, error));
    }

    /** Whether every fault has happened. */
    public boolean happened() {
        return faults.isEmpty();
    }

    private Object on(String call, Between.Proceed proceed) throws Throwable {
        meanwhile.stream()
                .filter(found -> call.startsWith(found.beginning))
                .findFirst()
                .filter(meanwhile::remove)
                .ifPresent(found -> found.what.run());
        Fault fault = faults.stream()
                .filter(found -> found.where.test(call))
                .findFirst()
                .filter(faults::remove)
                .orElse(null);
        if (fault != null && !fault.afterwards) {
            throw fault.error;
        }
        Object result = proceed.call();
        if (fault != null) {
            throw fault.error;
        }
        return result;
    }

    public DataSource over(DataSource real) {
        return Between.of(DataSource.class, real, (method, arguments, proceed) -> {
            Object result = proceed.call();
            return result instanceof Connection connection ? over(connection) : result;
        });
    }

    private Connection over(Connection real) {
        return Between.of(Connection.class, real, (method, arguments, proceed) -> {
            if (method.equals("commit")) {
                return on("commit", proceed);
            }
            Object result = proceed.call();
            return result instanceof PreparedStatement statement
                    ? over(statement, String.valueOf(arguments[0]))
                    : result;
        });
    }

    private PreparedStatement over(PreparedStatement real, String sql) {
        return Between.of(
                PreparedStatement.class,
                real,
                (method, arguments, proceed) -> method.startsWith("execute") ? on(sql, proceed) : proceed.call());
    }
}
