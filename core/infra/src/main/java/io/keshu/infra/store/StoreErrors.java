package io.keshu.infra.store;

import io.keshu.domain.store.RefusedByStoreException;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.StoreUnavailableException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.Set;

/** What an error of MySQL or MariaDB means to the domain. */
public final class StoreErrors {

    private static final int DUPLICATE_KEY = 1062;

    /** Deadlock, lock wait timeout, and what Galera calls a lost certification. */
    private static final Set<Integer> CONFLICTS = Set.of(1213, 1205, 1020);

    /** The server is full, stopping, read-only, overloaded, not in its cluster, or doesn't let us in. */
    private static final Set<Integer> AWAY = Set.of(
            1021, 1037, 1038, 1040, 1041, 1042, 1043, 1044, 1045, 1047, 1053, 1077, 1079, 1080, 1114, 1129, 1158, 1159,
            1160, 1161, 1184, 1203, 1226, 1290, 1317, 1792, 1836, 1927, 1969, 3024, 4031);

    /** Too large, of the wrong kind, missing, or against a constraint. */
    private static final Set<Integer> REFUSED =
            Set.of(1048, 1118, 1153, 1264, 1265, 1292, 1300, 1301, 1364, 1366, 1406, 1411, 1416, 3819, 4025);

    private StoreErrors() {}

    public static boolean isDuplicateKey(SQLException e) {
        return e.getErrorCode() == DUPLICATE_KEY;
    }

    /** Whether the whole transaction may succeed when it is simply run again. */
    public static boolean isConflict(SQLException e) {
        return CONFLICTS.contains(e.getErrorCode()) || "40001".equals(e.getSQLState());
    }

    /** The domain's exception for this error. */
    public static RuntimeException translate(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        int code = e.getErrorCode();
        String message = code + "/" + state + ": " + e.getMessage();
        // The driver's own check of the packet's size carries no code.
        boolean packetTooBig = e.getClass().getSimpleName().equals("PacketTooBigException");
        if (packetTooBig || REFUSED.contains(code) || state.startsWith("22")) {
            return new RefusedByStoreException(message, e);
        }
        if (isDuplicateKey(e)) {
            return new StaleVersionException(message, e);
        }
        if (isConflict(e)
                || AWAY.contains(code)
                || state.startsWith("08")
                || e instanceof SQLTransientException
                || e instanceof SQLNonTransientConnectionException
                || e instanceof SQLRecoverableException) {
            return new StoreUnavailableException(message, e);
        }
        if (state.startsWith("23")) {
            return new RefusedByStoreException(message, e);
        }
        return new IllegalStateException("The store gave an error that nobody foresaw: " + message, e);
    }
}
