package io.keshu.bot.rule;

import java.util.List;
import java.util.Objects;

/**
 * What must hold beside the trigger. An empty list asks nothing.
 *
 * @param channels types of channel, any of which suffices
 * @param accounts ids of channel accounts as text, any of which suffices
 * @param tags names of tags that the customer may bear, any of which suffices
 * @param window of {@link Time#WINDOW}, in the zone of the business hours
 */
public record Conditions(
        List<String> channels,
        List<String> accounts,
        Time time,
        Window window,
        Language language,
        Acquaintance acquaintance,
        List<String> tags) {

    public static final Conditions NONE =
            new Conditions(List.of(), List.of(), Time.ANY, Window.NONE, Language.ANY, Acquaintance.ANY, List.of());

    /** When. */
    public enum Time {
        ANY,
        BUSINESS_HOURS,
        OUTSIDE_BUSINESS_HOURS,
        WINDOW
    }

    /** What the customer writes in; asks for a text, since nothing else has a language. */
    public enum Language {
        ANY,
        CHINESE,
        ENGLISH
    }

    /** Whether the customer was here before this conversation. */
    public enum Acquaintance {
        ANY,
        NEW,
        RETURNING
    }

    public Conditions {
        channels = Lists.present(channels);
        accounts = Lists.present(accounts);
        time = Objects.requireNonNullElse(time, Time.ANY);
        window = Objects.requireNonNullElse(window, Window.NONE);
        language = Objects.requireNonNullElse(language, Language.ANY);
        acquaintance = Objects.requireNonNullElse(acquaintance, Acquaintance.ANY);
        tags = Lists.present(tags);
    }
}
