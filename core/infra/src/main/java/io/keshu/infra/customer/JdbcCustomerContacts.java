package io.keshu.infra.customer;

import io.keshu.domain.agent.AgentId;
import io.keshu.domain.customer.Contact;
import io.keshu.domain.customer.CustomerContacts;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Database;
import io.keshu.infra.store.Sql;
import io.keshu.infra.store.StoreErrors;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Contacts in {@code customer_contact}, what was done to them in {@code customer_contact_change}. */
public final class JdbcCustomerContacts implements CustomerContacts {

    private final Database database;

    public JdbcCustomerContacts(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Contact> find(CustomerId customer) {
        return database.queryOne(
                "SELECT customer_id, phone, email, version, changed_by, changed_at FROM customer_contact"
                        + " WHERE customer_id = ?",
                parameters -> parameters.add(customer.value()),
                JdbcCustomerContacts::read);
    }

    @Override
    public void save(Contact changed) {
        long unused = database.transaction(connection -> {
            if (write(connection, changed) != 1) {
                throw stale(changed);
            }
            return (long) Sql.update(
                    connection,
                    "INSERT INTO customer_contact_change (customer_id, version, phone, email, agent_id, changed_at)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    parameters -> parameters
                            .add(changed.customer().value())
                            .add(changed.version() + 1)
                            .add(changed.phone())
                            .add(changed.email())
                            .add(changed.changedBy().value())
                            .add(changed.changedAt()));
        });
    }

    private static int write(Connection connection, Contact changed) throws SQLException {
        if (changed.version() > 0) {
            return Sql.update(
                    connection,
                    "UPDATE customer_contact SET phone = ?, email = ?, version = version + 1, changed_by = ?,"
                            + " changed_at = ? WHERE customer_id = ? AND version = ?",
                    parameters -> parameters
                            .add(changed.phone())
                            .add(changed.email())
                            .add(changed.changedBy().value())
                            .add(changed.changedAt())
                            .add(changed.customer().value())
                            .add(changed.version()));
        }
        try {
            return Sql.update(
                    connection,
                    "INSERT INTO customer_contact (customer_id, phone, email, version, changed_by, changed_at)"
                            + " VALUES (?, ?, ?, 1, ?, ?)",
                    parameters -> parameters
                            .add(changed.customer().value())
                            .add(changed.phone())
                            .add(changed.email())
                            .add(changed.changedBy().value())
                            .add(changed.changedAt()));
        } catch (SQLException e) {
            if (StoreErrors.isDuplicateKey(e)) {
                throw stale(changed);
            }
            throw e;
        }
    }

    private static StaleVersionException stale(Contact changed) {
        return new StaleVersionException(
                "The contact of customer " + changed.customer() + " is not at version " + changed.version());
    }

    @Override
    public List<Contact> history(CustomerId customer, int limit) {
        return database.query(
                "SELECT customer_id, phone, email, version, agent_id, changed_at FROM customer_contact_change"
                        + " WHERE customer_id = ? ORDER BY version DESC LIMIT ?",
                parameters -> parameters.add(customer.value()).add(limit),
                JdbcCustomerContacts::read);
    }

    private static Contact read(Columns columns) throws SQLException {
        return new Contact(
                new CustomerId(columns.getLong()),
                columns.optionalString(),
                columns.optionalString(),
                columns.getLong(),
                new AgentId(columns.getLong()),
                columns.getInstant());
    }
}
