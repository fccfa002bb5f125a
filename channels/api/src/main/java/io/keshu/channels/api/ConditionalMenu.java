package io.keshu.channels.api;

/**
 * A menu that some customers see instead of the default one.
 *
 * @param audience the provider's id of the tag whose bearers see it
 */
public record ConditionalMenu(String audience, MenuTree tree) {}
