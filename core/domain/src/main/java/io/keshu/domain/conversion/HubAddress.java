package io.keshu.domain.conversion;

/** Where browsers reach the hub from outside. A port. */
@FunctionalInterface
public interface HubAddress {

    /** http or https, without a slash at the end. */
    String url();
}
