package io.keshu.channels.email;

import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.email.client.MailClient;
import io.keshu.channels.email.config.EmailProperties;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The channel as a bean. */
@AutoConfiguration
@EnableConfigurationProperties(EmailProperties.class)
public class EmailAutoConfiguration {

    @Bean(destroyMethod = "close")
    MailClient mailClient(EmailProperties properties, ChannelState state, Clock clock) {
        return new MailClient(properties, state, clock);
    }

    @Bean
    EmailChannel emailChannel(
            ChannelAccounts accounts,
            MailClient client,
            MediaStore media,
            ChannelState state,
            EmailProperties properties,
            Clock clock) {
        return new EmailChannel(accounts, client, media, state, properties, clock);
    }
}
