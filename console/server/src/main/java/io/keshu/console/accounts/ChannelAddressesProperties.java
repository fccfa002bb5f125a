package io.keshu.console.accounts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where accounts' providers may be.
 *
 * @param privateAllowed whether people may enter addresses of the hub's own network, such as a mail server beside it
 */
@ConfigurationProperties("keshu.channels.addresses")
record ChannelAddressesProperties(@DefaultValue("false") boolean privateAllowed) {}
