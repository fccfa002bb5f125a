package io.keshu.channels.sandbox.push;

/**
 * Whether an account's address answers as WeChat wants it to.
 *
 * @param status HTTP status, or 0 if there was none
 * @param result {@code ok}, or what is wrong
 */
public record AddressCheck(boolean ok, int status, String result) {}
