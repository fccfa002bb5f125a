package io.keshu.domain.customer;

/** A person, whatever channels they use. */
public record CustomerId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
