/**
 * The SPI between the hub and a channel: every way a customer reaches the company.
 *
 * <p>A channel implements {@link io.keshu.channels.api.Channel} and whichever of the optional interfaces it can honour. It
 * turns what its provider sends into {@link io.keshu.channels.api.InboundEnvelope}s and delivers
 * {@link io.keshu.channels.api.OutboundMessage}s. It sees the JDK and this package, never the hub's core or another channel.
 */
@NullMarked
package io.keshu.channels.api;

import org.jspecify.annotations.NullMarked;
