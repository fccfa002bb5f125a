package io.keshu.console.web;

import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** What people read, in their language. */
@Component
public final class Words {

    private final MessageSource messages;

    Words(MessageSource messages) {
        this.messages = messages;
    }

    /** In the language of the current request. */
    public String say(String key, Object... arguments) {
        return say(LocaleContextHolder.getLocale(), key, arguments);
    }

    /** The key itself if there are no words: visible, and a test looks for it. */
    public String say(Locale locale, String key, Object... arguments) {
        String words = messages.getMessage(key, arguments, key, locale);
        return words == null ? key : words;
    }

    /** In the language of the current request, if there are words at all. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(messages.getMessage(key, null, null, LocaleContextHolder.getLocale()));
    }
}
