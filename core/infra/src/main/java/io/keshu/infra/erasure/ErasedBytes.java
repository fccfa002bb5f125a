package io.keshu.infra.erasure;

import io.keshu.domain.customer.IdentityId;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** Deletes the bytes of media that were erased, once nobody can be about to show the same. */
final class ErasedBytes {

    private static final String NOT_SHOWN = " AND NOT EXISTS (SELECT 1 FROM media WHERE sha256 = ?)"
            + " AND NOT EXISTS (SELECT 1 FROM media WHERE thumbnail_sha256 = ?)";

    private ErasedBytes() {}

    /** @return whether none of the identity's are left */
    static boolean erase(Connection connection, IdentityId identity) throws SQLException {
        boolean all = true;
        for (String sha256 : Sql.query(
                connection,
                "SELECT sha256 FROM erasure_blob WHERE identity_id = ? ORDER BY sha256",
                parameters -> parameters.add(identity.value()),
                Columns::getString)) {
            if (gone(connection, sha256)) {
                int unused = Sql.update(
                        connection,
                        "DELETE FROM erasure_blob WHERE identity_id = ? AND sha256 = ?",
                        parameters -> parameters.add(identity.value()).add(sha256));
            } else {
                all = false;
            }
        }
        return all;
    }

    /** Whether there is nothing to delete any more: because they are deleted, or somebody else shows them. */
    private static boolean gone(Connection connection, String sha256) throws SQLException {
        int erased = Sql.update(
                connection,
                "DELETE FROM media_blob WHERE sha256 = ? AND used_at < UTC_TIMESTAMP(6) - INTERVAL 10 MINUTE"
                        + NOT_SHOWN,
                parameters -> parameters.add(sha256).add(sha256).add(sha256));
        if (erased > 0) {
            int unused = Sql.update(
                    connection, "DELETE FROM media_piece WHERE sha256 = ?", parameters -> parameters.add(sha256));
            return true;
        }
        return Sql.query(
                        connection,
                        "SELECT 1 FROM media_blob WHERE sha256 = ?" + NOT_SHOWN,
                        parameters -> parameters.add(sha256).add(sha256).add(sha256),
                        Columns::getInt)
                .isEmpty();
    }
}
