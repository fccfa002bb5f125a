package io.keshu.channels.sandbox.push;

/**
 * How far pushing is.
 *
 * @param pending pushes and copies that are neither taken nor given up
 * @param acknowledged pushes and copies that were taken
 * @param failed pushes and copies that were given up
 */
public record PushState(long pending, long acknowledged, long failed) {}
