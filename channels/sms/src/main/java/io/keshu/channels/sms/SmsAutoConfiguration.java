package io.keshu.channels.sms;

import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.sms.client.HttpCalls;
import io.keshu.channels.sms.client.SmppLinks;
import io.keshu.channels.sms.config.SmsProperties;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** The channels as beans. */
@AutoConfiguration
@EnableConfigurationProperties(SmsProperties.class)
public class SmsAutoConfiguration {

    @Bean(destroyMethod = "close")
    SmppLinks smppLinks(SmsProperties properties) {
        return new SmppLinks(properties);
    }

    @Bean
    SmppChannel smppChannel(
            ChannelAccounts accounts, SmppLinks links, ChannelState state, SmsProperties properties, Clock clock) {
        return new SmppChannel(accounts, links, state, properties, clock);
    }

    @Bean
    HttpCalls smsHttpCalls(SmsProperties properties) {
        return new HttpCalls(properties);
    }

    @Bean
    AliyunChannel aliyunChannel(ChannelAccounts accounts, HttpCalls http, SmsProperties properties, Clock clock) {
        return new AliyunChannel(accounts, http, properties, clock);
    }

    @Bean
    TencentChannel tencentChannel(ChannelAccounts accounts, HttpCalls http, SmsProperties properties, Clock clock) {
        return new TencentChannel(accounts, http, properties, clock);
    }

    @Bean
    TwilioChannel twilioChannel(ChannelAccounts accounts, HttpCalls http, SmsProperties properties, Clock clock) {
        return new TwilioChannel(accounts, http, properties, clock);
    }
}
