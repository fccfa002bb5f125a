package io.keshu.bot.rule;

import java.util.List;
import java.util.Objects;

/**
 * What makes a rule fire. Only the parts that belong to the kind count.
 *
 * @param match how {@code words} are compared; of {@link Kind#KEYWORD}
 * @param words keywords or patterns, any of which suffices; of {@link Kind#KEYWORD}
 * @param scenes scenes of QR codes, any of which suffices; empty for every subscription; of {@link Kind#SUBSCRIBED}
 * @param kinds kinds of message, any of which suffices; of {@link Kind#MESSAGE_KIND}
 * @param minutes how long nobody has answered; of {@link Kind#WAITING}
 */
public record Trigger(
        Kind kind, Match match, List<String> words, List<String> scenes, List<MessageKind> kinds, int minutes) {

    /** The occasions that rules are written for. */
    public enum Kind {
        /** The customer subscribes, or scans one of the named QR codes, subscribed or not. */
        SUBSCRIBED,
        /** The customer's text, or what was recognised in a voice message, has one of the words. */
        KEYWORD,
        /** A message of one of the kinds. */
        MESSAGE_KIND,
        /** The customer opens the conversation's page. */
        ENTERED,
        /** The first message of a conversation, or the subscription that it begins with. */
        FIRST_MESSAGE,
        /** An agent's answer is that many minutes overdue. */
        WAITING,
        /** A message outside business hours. */
        OUTSIDE_HOURS,
        /** A message on which no other rule fires. */
        DEFAULT
    }

    /** How words are compared; text and word are brought into the same form before. */
    public enum Match {
        /** The whole text is the word. */
        EXACT,
        /** The word is somewhere in the text. */
        CONTAINS,
        /** The word is a pattern in RE2's syntax that matches somewhere in the text. */
        PATTERN
    }

    /** Kinds of message that a customer can send. */
    public enum MessageKind {
        TEXT,
        IMAGE,
        VOICE,
        VIDEO,
        FILE,
        LOCATION,
        LINK,
        CARD,
        OTHER
    }

    public Trigger {
        kind = Objects.requireNonNullElse(kind, Kind.DEFAULT);
        match = Objects.requireNonNullElse(match, Match.CONTAINS);
        words = Lists.present(words);
        scenes = Lists.present(scenes);
        kinds = Lists.present(kinds);
    }

    /** A trigger that needs nothing but its kind. */
    public static Trigger of(Kind kind) {
        return new Trigger(kind, Match.CONTAINS, List.of(), List.of(), List.of(), 0);
    }

    public static Trigger keyword(Match match, String... words) {
        return new Trigger(Kind.KEYWORD, match, List.of(words), List.of(), List.of(), 0);
    }

    public static Trigger subscribed(String... scenes) {
        return new Trigger(Kind.SUBSCRIBED, Match.CONTAINS, List.of(), List.of(scenes), List.of(), 0);
    }

    public static Trigger messages(MessageKind... kinds) {
        return new Trigger(Kind.MESSAGE_KIND, Match.CONTAINS, List.of(), List.of(), List.of(kinds), 0);
    }

    public static Trigger waiting(int minutes) {
        return new Trigger(Kind.WAITING, Match.CONTAINS, List.of(), List.of(), List.of(), minutes);
    }
}
