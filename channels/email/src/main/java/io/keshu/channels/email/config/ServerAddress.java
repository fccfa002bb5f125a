package io.keshu.channels.email.config;

/** Where a mail server listens. */
public record ServerAddress(String host, int port, Security security) {}
