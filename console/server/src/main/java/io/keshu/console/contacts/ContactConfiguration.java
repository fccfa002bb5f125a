package io.keshu.console.contacts;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ContactProperties.class)
class ContactConfiguration {

    @Bean
    PhoneNumbers phoneNumbers(ContactProperties properties) {
        return new PhoneNumbers(properties.defaultRegion());
    }
}
