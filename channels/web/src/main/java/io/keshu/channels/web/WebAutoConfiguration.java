package io.keshu.channels.web;

import io.keshu.channels.api.AccountKeys;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.CustomerNames;
import io.keshu.channels.api.CustomerRecall;
import io.keshu.channels.api.CustomerTimeline;
import io.keshu.channels.api.CustomerWatch;
import io.keshu.channels.api.InboundSinks;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.MediaUploads;
import io.keshu.channels.api.OpeningHours;
import io.keshu.channels.api.SignalSink;
import io.keshu.channels.web.config.Deployments;
import io.keshu.channels.web.config.WebProperties;
import io.keshu.channels.web.convert.ContentReader;
import io.keshu.channels.web.inbound.Gateway;
import io.keshu.channels.web.inbound.RateLimits;
import io.keshu.channels.web.inbound.Refusals;
import io.keshu.channels.web.inbound.VisitorDesk;
import io.keshu.channels.web.inbound.VisitorSockets;
import io.keshu.channels.web.token.MediaPasses;
import io.keshu.channels.web.token.Tokens;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The channel as beans, and its addresses: {@code /visitors/…} for what visitors call, {@code /widget/…} for the widget's files. */
@AutoConfiguration
@EnableConfigurationProperties(WebProperties.class)
public class WebAutoConfiguration {

    private static final Duration WIDGET_KEPT = Duration.ofMinutes(10);

    @Bean
    Deployments webDeployments(ChannelAccounts accounts) {
        return new Deployments(WebChannel.TYPE, accounts);
    }

    @Bean
    WebChannel webChannel(Deployments webDeployments, CustomerWatch watch, MediaStore media, WebProperties properties) {
        return new WebChannel(webDeployments, watch, media, properties);
    }

    @Bean
    Refusals visitorRefusals() {
        return new Refusals();
    }

    @Bean
    VisitorSockets visitorSockets(CustomerWatch watch, WebProperties properties) {
        return new VisitorSockets(watch, properties);
    }

    /** @param hours asked for when a visitor comes, since whoever keeps them knows all channels */
    @Bean
    HandlerMapping visitorMapping(
            Deployments webDeployments,
            VisitorSockets sockets,
            Refusals refusals,
            AccountKeys keys,
            MediaStore media,
            MediaUploads uploads,
            InboundSinks sinks,
            SignalSink signals,
            CustomerRecall recalls,
            CustomerTimeline timeline,
            CustomerNames names,
            ObjectProvider<OpeningHours> hours,
            WebProperties properties,
            Clock clock,
            @Value("${keshu.public-url:}") String publicUrl) {
        MediaPasses passes = new MediaPasses(keys, clock);
        RateLimits limits = new RateLimits(properties, System::nanoTime);
        VisitorDesk desk = new VisitorDesk(
                webDeployments,
                new Tokens(keys, clock),
                new ContentReader(passes, media),
                limits,
                sinks,
                signals,
                recalls,
                timeline,
                () -> hours.getIfAvailable(() -> account -> true),
                names,
                sockets.clockwork(),
                clock);
        return Gateway.mapping(
                desk,
                sockets,
                webDeployments,
                limits,
                refusals,
                passes,
                media,
                uploads,
                properties,
                stated(publicUrl),
                System::nanoTime);
    }

    /** An address whose port is only known later is of no use: what is shown then leads to wherever the page was loaded from. */
    private static String stated(String publicUrl) {
        String url = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
        return url.endsWith(":0") ? "" : url;
    }

    /** The widget's files are anybody's. */
    @Bean
    WebMvcConfigurer widgetFiles() {
        return new WebMvcConfigurer() {
            @Override
            public void addResourceHandlers(ResourceHandlerRegistry registry) {
                registry.addResourceHandler("/widget/**")
                        .addResourceLocations("classpath:/META-INF/resources/widget/")
                        .setCacheControl(CacheControl.maxAge(WIDGET_KEPT).cachePublic());
            }

            @Override
            public void addCorsMappings(CorsRegistry registry) {
                registry.addMapping("/widget/**").allowedMethods("GET", "HEAD").allowedOrigins("*");
            }
        };
    }
}
