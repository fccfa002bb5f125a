package io.keshu.console.web;

import java.util.function.LongFunction;
import java.util.function.Supplier;

/** Ids are texts in JSON, since browsers' numbers hold 53 bits. */
public final class Ids {

    private Ids() {}

    /** @param unknown what a text that is no id ends in */
    public static <T> T parse(String text, LongFunction<T> of, Supplier<? extends RuntimeException> unknown) {
        if (text.isEmpty() || text.length() > 19 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw unknown.get();
        }
        try {
            return of.apply(Long.parseLong(text));
        } catch (NumberFormatException e) {
            throw unknown.get();
        }
    }
}
