package io.keshu.domain.customer;

import java.util.List;
import java.util.Optional;

/** What agents wrote down of how customers can be reached, and its history, durably. A port. Erased with the customer's other data. */
public interface CustomerContacts {

    /** Empty if nobody wrote anything down. */
    Optional<Contact> find(CustomerId customer);

    /**
     * @param changed with the version that was read, 0 if there was none; it is stored with the next
     * @throws io.keshu.domain.store.StaleVersionException if the version is not the stored one
     */
    void save(Contact changed);

    /** Everything that was ever stored of a customer, the latest first. */
    List<Contact> history(CustomerId customer, int limit);
}
