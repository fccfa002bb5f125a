package io.keshu.channels.web.convert;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the channel itself says to visitors, in Chinese and English. */
public final class VisitorWords {

    private final ResourceBundle chinese = bundle(Locale.ROOT);
    private final ResourceBundle english = bundle(Locale.ENGLISH);

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "io.keshu.channels.web.visitors",
                locale,
                VisitorWords.class.getClassLoader(),
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    public String say(String language, String key, Object... arguments) {
        return new MessageFormat((language.startsWith("en") ? english : chinese).getString(key), Locale.ROOT)
                .format(arguments);
    }
}
