package io.keshu.domain.customer;

/** A customer as one account of one channel knows them. */
public record IdentityId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
