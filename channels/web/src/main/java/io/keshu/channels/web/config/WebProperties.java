package io.keshu.channels.web.config;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of the website channel.
 *
 * @param helloWithin how long a socket may stay without saying who it is
 * @param silentFor how long it may stay without a frame; clients send one every 30 s
 * @param slowAfter how long one frame may take to leave before its reader counts as slow
 * @param socketsPerVisitor how many one visitor may have on this node, calls that wait for news among them
 * @param socketsPerAddress how many may come from one address to this node
 * @param sessionsPerMinute how many one address may begin
 * @param messagesPerMinute how many one visitor may send; half as many may come at once
 * @param deploymentMessagesPerSecond how many all visitors of a deployment may send to this node
 * @param uploadsPerMinute how many one visitor may hand in; all who come from one address five times as many
 * @param framesPerSecond how many one socket may send
 * @param maxUpload in bytes
 * @param readers how many timelines are read at the same time
 */
@ConfigurationProperties("keshu.web")
public record WebProperties(
        @DefaultValue("10s") Duration helloWithin,
        @DefaultValue("75s") Duration silentFor,
        @DefaultValue("10s") Duration slowAfter,
        @DefaultValue("20") int socketsPerVisitor,
        @DefaultValue("500") int socketsPerAddress,
        @DefaultValue("60") int sessionsPerMinute,
        @DefaultValue("60") int messagesPerMinute,
        @DefaultValue("5000") int deploymentMessagesPerSecond,
        @DefaultValue("20") int uploadsPerMinute,
        @DefaultValue("20") int framesPerSecond,
        @DefaultValue("20971520") long maxUpload,
        @DefaultValue("8") int readers) {}
