package io.keshu.channels.sandbox.start;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;

/** Ties the sandbox that was started before the hub to the hub. */
@AutoConfiguration
@ConditionalOnProperty("keshu.sandbox.url")
public class SandboxAutoConfiguration {

    @Bean
    HubLink sandboxHubLink(ConfigurableEnvironment environment) {
        return new HubLink(environment);
    }
}
