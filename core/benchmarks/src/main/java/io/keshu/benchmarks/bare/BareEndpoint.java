package io.keshu.benchmarks.bare;

import io.keshu.benchmarks.wechat.WechatAccount;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/**
 * What the hub is measured against: the same Tomcat with the same settings, on which one servlet verifies, decrypts and answers
 * {@code success}. Stores nothing. Runs in a process of its own.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@ImportAutoConfiguration(TomcatServletWebServerAutoConfiguration.class)
public class BareEndpoint {

    /** The property that says how many accounts are called. */
    public static final String ACCOUNTS = "bench.accounts";

    public static void main(String[] args) {
        SpringApplication.run(BareEndpoint.class, args);
    }

    @Bean
    ServletRegistrationBean<BareServlet> bareServlet(Environment environment) {
        int accounts = environment.getRequiredProperty(ACCOUNTS, Integer.class);
        ServletRegistrationBean<BareServlet> registration =
                new ServletRegistrationBean<>(new BareServlet(WechatAccount.list(accounts)), "/webhooks/*");
        registration.setLoadOnStartup(1);
        return registration;
    }
}
