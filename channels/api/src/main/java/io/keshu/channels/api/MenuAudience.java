package io.keshu.channels.api;

/**
 * Customers whom a menu can be made for.
 *
 * @param id the provider's id of their tag
 */
public record MenuAudience(String id, String name) {}
