package io.keshu.channels.miniprogram;

import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.miniprogram.client.MiniprogramClient;
import io.keshu.channels.miniprogram.config.MiniprogramMediaProperties;
import io.keshu.channels.miniprogram.config.MiniprogramProperties;
import java.time.Clock;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The channel as a bean. */
@AutoConfiguration
@EnableConfigurationProperties({MiniprogramProperties.class, MiniprogramMediaProperties.class})
public class MiniprogramAutoConfiguration {

    @Bean(destroyMethod = "close")
    MiniprogramClient miniprogramClient(
            MiniprogramProperties properties,
            MiniprogramMediaProperties media,
            ObjectProvider<RedissonClient> redisson) {
        return new MiniprogramClient(properties, media, redisson.getIfAvailable());
    }

    @Bean
    MiniprogramChannel miniprogramChannel(
            ChannelAccounts accounts,
            MiniprogramClient client,
            MediaStore media,
            MiniprogramProperties properties,
            MiniprogramMediaProperties mediaProperties,
            Clock clock) {
        return new MiniprogramChannel(accounts, client, media, properties, mediaProperties, clock);
    }
}
