package io.keshu.console.web;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.LocaleResolver;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;

/** Chinese unless English is asked for; channels bring their own words in {@code messages/<type>}. */
@Configuration(proxyBeanMethods = false)
class LanguageConfiguration {

    @Bean
    MessageSource messageSource() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasenames(bundles().toArray(String[]::new));
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }

    @Bean
    LocaleResolver localeResolver() {
        AcceptHeaderLocaleResolver resolver = new AcceptHeaderLocaleResolver();
        resolver.setSupportedLocales(List.of(Locale.CHINESE, Locale.ENGLISH));
        resolver.setDefaultLocale(Locale.CHINESE);
        return resolver;
    }

    private static List<String> bundles() {
        Set<String> names = new TreeSet<>();
        try {
            for (Resource found :
                    new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*.properties")) {
                String file = String.valueOf(found.getFilename());
                names.add("messages/" + file.replaceFirst("(_[a-z]{2}(_[A-Z]{2})?)?\\.properties$", ""));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't look for the channels' words", e);
        }
        List<String> bundles = new ArrayList<>();
        bundles.add("messages");
        bundles.addAll(names);
        return bundles;
    }
}
