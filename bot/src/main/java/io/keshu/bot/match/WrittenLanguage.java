package io.keshu.bot.match;

import io.keshu.bot.rule.Conditions.Language;
import java.util.Optional;

/** Guesses a language by counting: Chinese if at least every fifth letter is a Chinese character, else English if there is a letter. */
final class WrittenLanguage {

    private static final int CHINESE_SHARE = 5;

    private WrittenLanguage() {}

    /** @return empty where nothing is written in either */
    static Optional<Language> of(String text) {
        int chinese = 0;
        int latin = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            Character.UnicodeScript script = Character.UnicodeScript.of(c);
            if (script == Character.UnicodeScript.HAN) {
                chinese++;
            } else if (script == Character.UnicodeScript.LATIN) {
                latin++;
            }
        }
        if (chinese > 0 && chinese * CHINESE_SHARE >= chinese + latin) {
            return Optional.of(Language.CHINESE);
        }
        return latin > 0 ? Optional.of(Language.ENGLISH) : Optional.empty();
    }
}
