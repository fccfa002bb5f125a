package io.keshu.infra.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * How enumerations stand in columns: by the position of their constants. New constants therefore go to the end, and none is taken out or
 * moved.
 */
public final class Codes {

    private Codes() {}

    /** What stands for this constant. */
    @SuppressWarnings(
            "EnumOrdinal") // The position is the code: a table of codes beside each enumeration would say the same
    // twice.
    public static int of(Enum<?> constant) {
        return constant.ordinal();
    }

    /** The constant of a code, or null for none. */
    public static <E extends Enum<E>> @Nullable E optional(Class<E> type, @Nullable Integer code) throws SQLException {
        return code == null ? null : constant(type, code);
    }

    /** @throws SQLException if no constant has this code */
    public static <E extends Enum<E>> E constant(Class<E> type, int code) throws SQLException {
        E[] constants = type.getEnumConstants();
        if (code < 0 || code >= constants.length) {
            throw new SQLException("No " + type.getSimpleName() + " has the code " + code);
        }
        return constants[code];
    }
}
