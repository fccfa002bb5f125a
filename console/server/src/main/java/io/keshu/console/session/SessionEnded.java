package io.keshu.console.session;

/** Published on the node where an agent signed out. */
public record SessionEnded(String sessionId) {}
