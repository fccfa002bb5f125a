package io.keshu.bot.rule;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One message of an answer. Only the parts that belong to its kind count. In all of them placeholders may stand, see
 * {@link Placeholders}.
 *
 * @param text what it says; of {@link Kind#OPTIONS} the question
 * @param articles cards that lead to pages; of {@link Kind#ARTICLES}
 * @param options answers to tap; of {@link Kind#OPTIONS}
 */
public record Answer(Kind kind, String text, List<ArticleCard> articles, List<String> options) {

    /** What can be said. */
    public enum Kind {
        TEXT,
        /** Cards with title, picture and address; plain text with the addresses where a channel has no cards. */
        ARTICLES,
        /** A question with answers to tap; a numbered text where a channel has none. */
        OPTIONS
    }

    /**
     * One card.
     *
     * @param description may be empty
     * @param picture address of a picture; may be empty
     */
    public record ArticleCard(String title, String description, String url, String picture) {

        public ArticleCard {
            title = stripped(title);
            description = stripped(description);
            url = stripped(url);
            picture = stripped(picture);
        }
    }

    public Answer {
        kind = Objects.requireNonNullElse(kind, Kind.TEXT);
        text = stripped(text);
        articles = Lists.present(articles);
        options = Lists.present(options).stream().map(Answer::stripped).toList();
    }

    public static Answer text(String text) {
        return new Answer(Kind.TEXT, text, List.of(), List.of());
    }

    public static Answer articles(ArticleCard... cards) {
        return new Answer(Kind.ARTICLES, "", List.of(cards), List.of());
    }

    public static Answer options(String question, String... options) {
        return new Answer(Kind.OPTIONS, question, List.of(), List.of(options));
    }

    private static String stripped(String text) {
        return Objects.requireNonNullElse(text, "").strip();
    }

    /** Everything that people read in it. */
    public List<String> words() {
        List<String> words = new ArrayList<>();
        switch (kind) {
            case TEXT -> words.add(text);
            case ARTICLES ->
                articles.forEach(card -> words.addAll(List.of(card.title(), card.description(), card.url())));
            case OPTIONS -> {
                words.add(text);
                words.addAll(options);
            }
        }
        return words;
    }

    /** Names in braces that stand for nothing. */
    Set<String> unknownPlaceholders() {
        Set<String> unknown = new LinkedHashSet<>();
        words().forEach(part -> unknown.addAll(Placeholders.unknown(part)));
        return unknown;
    }

    /** Whether any part names this placeholder. */
    public boolean names(String placeholder) {
        return words().stream().anyMatch(part -> Placeholders.names(part, placeholder));
    }

    /** The same with values in place of placeholders, see {@link Placeholders#fillIn}. */
    public Answer filledIn(Map<String, String> values) {
        return new Answer(
                kind,
                Placeholders.fillIn(text, values),
                articles.stream()
                        .map(card -> new ArticleCard(
                                Placeholders.fillIn(card.title(), values),
                                Placeholders.fillIn(card.description(), values),
                                card.url(),
                                card.picture()))
                        .toList(),
                options.stream()
                        .map(option -> Placeholders.fillIn(option, values))
                        .toList());
    }

    /** The same as a plain text, for channels that carry nothing else. */
    public String asText() {
        return switch (kind) {
            case TEXT -> text;
            case ARTICLES ->
                String.join(
                        "\n\n",
                        articles.stream()
                                .map(card -> Stream.of(card.title(), card.description(), card.url())
                                        .filter(line -> !line.isEmpty())
                                        .reduce((above, below) -> above + "\n" + below)
                                        .orElse(""))
                                .toList());
            case OPTIONS -> {
                StringBuilder lines = new StringBuilder(text);
                for (int i = 0; i < options.size(); i++) {
                    lines.append(lines.length() == 0 ? "" : "\n")
                            .append(i + 1)
                            .append(". ")
                            .append(options.get(i));
                }
                yield lines.toString();
            }
        };
    }
}
