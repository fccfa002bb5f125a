package io.keshu.channels.wechat;

import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import java.time.Clock;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The channel as a bean. */
@AutoConfiguration
@EnableConfigurationProperties({WechatProperties.class, WechatMediaProperties.class})
public class WechatAutoConfiguration {

    @Bean(destroyMethod = "close")
    WechatClient wechatClient(
            WechatProperties properties, WechatMediaProperties media, ObjectProvider<RedissonClient> redisson) {
        return new WechatClient(properties, media, redisson.getIfAvailable());
    }

    @Bean
    WechatChannel wechatChannel(
            ChannelAccounts accounts,
            WechatClient client,
            MediaStore media,
            WechatProperties properties,
            WechatMediaProperties mediaProperties,
            Clock clock) {
        return new WechatChannel(accounts, client, media, properties, mediaProperties, clock);
    }
}
