package io.keshu.infra.erasure;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.erasure.Erasure;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.SizedSql;
import io.keshu.infra.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** The rows of {@code erasure}, written together with the departures that cause them. */
public final class ErasureRows {

    static final String COLUMNS = "identity_id, account_id, user_id, requested_at, attempts";

    private static final SizedSql INSERT = SizedSql.insert("erasure", COLUMNS + ", due_at");

    private ErasureRows() {}

    /** Orders erasures, and takes their addresses from the identities that are stored. */
    public static void write(Connection connection, List<Identity> retired, List<Erasure> erasures)
            throws SQLException {
        int[] found = Sql.forEach(
                connection,
                "UPDATE identity SET user_id = ?, lane = ? WHERE id = ? AND account_id = ? AND user_id = ?",
                retired,
                (parameters, identity) -> {
                    Identity after = Erasure.erased(identity);
                    parameters
                            .addId(after.address().user().value())
                            .add(after.lane().value())
                            .add(identity.id().value())
                            .add(identity.address().account().value())
                            .addId(identity.address().user().value());
                });
        if (Arrays.stream(found).anyMatch(count -> count != 1)) {
            throw new StaleVersionException("Somebody else took the departure of a customer into account");
        }
        Sql.forRows(
                connection,
                INSERT,
                erasures,
                (parameters, erasure) -> parameters
                        .add(erasure.identity().value())
                        .add(erasure.address().account().value())
                        .addId(erasure.address().user().value())
                        .add(erasure.requestedAt())
                        .add(erasure.attempts())
                        .add(erasure.requestedAt()));
    }

    static Erasure read(Columns columns) throws SQLException {
        IdentityId identity = new IdentityId(columns.getLong());
        ChannelAddress address =
                new ChannelAddress(new ChannelAccountId(columns.getLong()), new ExternalUserId(columns.getId()));
        return new Erasure(identity, address, columns.getInstant(), columns.getInt());
    }
}
