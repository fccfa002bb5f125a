package io.keshu.console.webhook;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.WebhookChannel;
import io.keshu.console.PublicAddress;
import io.keshu.console.web.Refusals;
import io.keshu.domain.account.Channels;
import io.keshu.domain.inbound.Acceptor;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the webhooks' servlet beside Spring MVC's. */
@Configuration(proxyBeanMethods = false)
class WebhookConfiguration {

    @Bean
    ServletRegistrationBean<WebhookServlet> webhookServlet(
            Channels channels, Acceptor acceptor, MeterRegistry registry, Refusals refusals, PublicAddress address) {
        Map<String, WebhookChannel> called = new HashMap<>();
        for (Channel channel : channels.all()) {
            if (channel instanceof WebhookChannel webhook) {
                called.put(channel.type().value(), webhook);
            }
        }
        WebhookServlet servlet = new WebhookServlet(
                called,
                acceptor::sink,
                new WebhookMetrics(registry),
                new RefusalLog(System::nanoTime),
                new StrangerLimit(System::nanoTime),
                refusals,
                address::url);
        ServletRegistrationBean<WebhookServlet> registration = new ServletRegistrationBean<>(servlet, "/webhooks/*");
        registration.setName("webhooks");
        registration.setLoadOnStartup(1);
        registration.setAsyncSupported(true);
        return registration;
    }
}
