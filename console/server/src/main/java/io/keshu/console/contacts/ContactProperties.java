package io.keshu.console.contacts;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param defaultRegion where phone numbers are from that are written without a country, by its two letters of ISO 3166 */
@ConfigurationProperties("keshu.contacts")
record ContactProperties(@DefaultValue("CN") String defaultRegion) {}
