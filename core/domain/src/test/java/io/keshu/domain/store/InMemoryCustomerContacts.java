package io.keshu.domain.store;

import io.keshu.domain.customer.Contact;
import io.keshu.domain.customer.CustomerContacts;
import io.keshu.domain.customer.CustomerId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class InMemoryCustomerContacts implements CustomerContacts {

    private final InMemoryDatabase database;

    InMemoryCustomerContacts(InMemoryDatabase database) {
        this.database = database;
    }

    /** The latest first. */
    private List<Contact> all(CustomerId customer) {
        return database.contacts.computeIfAbsent(customer, unknown -> new ArrayList<>());
    }

    @Override
    public Optional<Contact> find(CustomerId customer) {
        return database.ask(() -> all(customer).stream().findFirst());
    }

    @Override
    public void save(Contact changed) {
        database.tell(() -> {
            List<Contact> all = all(changed.customer());
            if (all.size() != changed.version()) {
                throw new StaleVersionException("Contact of " + changed.customer());
            }
            all.add(
                    0,
                    new Contact(
                            changed.customer(),
                            changed.phone(),
                            changed.email(),
                            changed.version() + 1,
                            changed.changedBy(),
                            changed.changedAt()));
        });
    }

    @Override
    public List<Contact> history(CustomerId customer, int limit) {
        return database.ask(() -> all(customer).stream().limit(limit).toList());
    }
}
