package io.keshu.channels.wechat;

import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatProperties;
import java.time.Clock;
import org.redisson.api.RedissonClient;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The channel as a bean. */
@AutoConfiguration
@EnableConfigurationProperties(WechatProperties.class)
public class WechatAutoConfiguration {

    @Bean(destroyMethod = "close")
    WechatClient wechatClient(WechatProperties properties, ObjectProvider<RedissonClient> redisson) {
        return new WechatClient(properties, redisson.getIfAvailable());
    }

    @Bean
    WechatChannel wechatChannel(
            ChannelAccounts accounts, WechatClient client, WechatProperties properties, Clock clock) {
        return new WechatChannel(accounts, client, properties, clock);
    }
}
