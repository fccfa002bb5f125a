package io.keshu.console.web;

import java.util.List;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.web.servlet.AbstractFilterRegistrationBean;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.filter.CharacterEncodingFilter;
import org.springframework.web.filter.RequestContextFilter;

/**
 * Binds every filter to Spring MVC's servlet, so that none stands before the webhooks: those carry no session, are
 * authenticated by their channel, and come by the ten thousand.
 */
@Configuration(proxyBeanMethods = false)
class FilterConfiguration {

    private static final String SPRING_MVC = "dispatcherServlet";

    @Bean
    FilterRegistrationBean<EdgeFilter> edgeFilter(Problems problems) {
        FilterRegistrationBean<EdgeFilter> registration = new FilterRegistrationBean<>(new EdgeFilter(problems));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    /** Spring MVC's servlet does the same for itself. */
    @Bean
    FilterRegistrationBean<RequestContextFilter> requestContextFilterRegistration(RequestContextFilter filter) {
        return disabled(filter);
    }

    @Bean
    RequestContextFilter requestContextFilter() {
        return new RequestContextFilter();
    }

    /** JSON is UTF-8 anyway, and there are no forms. */
    @Bean
    FilterRegistrationBean<CharacterEncodingFilter> characterEncodingFilterRegistration(
            CharacterEncodingFilter filter) {
        return disabled(filter);
    }

    @Bean
    static BeanPostProcessor filtersOfSpringMvcOnly() {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessBeforeInitialization(Object bean, String beanName) {
                if (bean instanceof AbstractFilterRegistrationBean<?> registration) {
                    registration.setUrlPatterns(List.of());
                    registration.setServletNames(List.of(SPRING_MVC));
                }
                return bean;
            }
        };
    }

    private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> disabled(F filter) {
        FilterRegistrationBean<F> registration = new FilterRegistrationBean<>(filter);
        registration.setEnabled(false);
        return registration;
    }
}
