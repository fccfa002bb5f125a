package io.keshu.bot.rule;

import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.OutboundContent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * One message of an answer. Only the parts that belong to its kind count. In all of them placeholders may stand, see
 * {@link Placeholders}.
 *
 * @param text what it says; of {@link Kind#OPTIONS} the question; of {@link Kind#MENU} what stands above it, if anything
 * @param articles cards that lead to pages; of {@link Kind#ARTICLES}
 * @param options answers to tap; of {@link Kind#OPTIONS}
 * @param media the hub's id of what was uploaded, as text: the picture, recording or film, or a card's picture
 * @param title of a film, piece of music, link, page or article
 * @param description of a film, piece of music or link; may be empty
 * @param url where music or link lead to
 * @param appId whose page is shown; of {@link Kind#MINI_PROGRAM}
 * @param path the page within, or the provider's id of an article; of {@link Kind#MINI_PROGRAM} and {@link Kind#PUBLISHED}
 */
public record Answer(
        Kind kind,
        String text,
        List<ArticleCard> articles,
        List<String> options,
        String media,
        String title,
        String description,
        String url,
        String appId,
        String path) {

    /** What can be said. */
    public enum Kind {
        TEXT,
        /** Cards with title, picture and address; plain text with the addresses where a channel has no cards. */
        ARTICLES,
        /** A question with answers to tap; a numbered text where a channel has none. */
        OPTIONS,
        IMAGE,
        VOICE,
        VIDEO,
        /** Played from the web; plain text with the address where a channel has no music. */
        MUSIC,
        /** A card that leads to a page; plain text with the address where a channel has no cards. */
        LINK,
        MINI_PROGRAM,
        /** An article that the account has published, by the provider's id. */
        PUBLISHED,
        /** The account's menu, written out. */
        MENU;

        /** Whether it shows something that is uploaded before. */
        public boolean needsMedia() {
            return this == IMAGE || this == VOICE || this == VIDEO || this == MUSIC || this == MINI_PROGRAM;
        }

        /** As what it is uploaded; cards and music show it in small. */
        public MediaKind media() {
            return switch (this) {
                case VOICE -> MediaKind.VOICE;
                case VIDEO -> MediaKind.VIDEO;
                case MUSIC, MINI_PROGRAM -> MediaKind.THUMBNAIL;
                default -> MediaKind.IMAGE;
            };
        }
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
        media = stripped(media);
        title = stripped(title);
        description = stripped(description);
        url = stripped(url);
        appId = stripped(appId);
        path = stripped(path);
    }

    private Answer(Kind kind, String text, List<ArticleCard> articles, List<String> options) {
        this(kind, text, articles, options, "", "", "", "", "", "");
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

    /** Something uploaded, with nothing beside it. */
    public static Answer media(Kind kind, String media) {
        return new Answer(kind, "", List.of(), List.of(), media, "", "", "", "", "");
    }

    public static Answer link(String title, String description, String url) {
        return new Answer(Kind.LINK, "", List.of(), List.of(), "", title, description, url, "", "");
    }

    public static Answer miniProgram(String title, String appId, String path, String picture) {
        return new Answer(Kind.MINI_PROGRAM, "", List.of(), List.of(), picture, title, "", "", appId, path);
    }

    /** @param above what stands above the menu; may be empty */
    public static Answer menu(String above) {
        return new Answer(Kind.MENU, above, List.of(), List.of());
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
            case IMAGE, VOICE -> {}
            case VIDEO -> words.addAll(List.of(title, description));
            case MUSIC, LINK -> words.addAll(List.of(title, description, url));
            case MINI_PROGRAM, PUBLISHED -> words.add(title);
            case MENU -> words.add(text);
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
                        .toList(),
                media,
                Placeholders.fillIn(title, values),
                Placeholders.fillIn(description, values),
                url,
                appId,
                path);
    }

    /** What is sent where a channel carries it as it is; empty for the menu, which is not known here, and for what says nothing. */
    public Optional<OutboundContent> content() {
        return switch (kind) {
            case MENU -> Optional.empty();
            case TEXT -> text.isEmpty() ? Optional.empty() : Optional.of(new OutboundContent.Text(text));
            case ARTICLES ->
                articles.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new OutboundContent.Articles(
                                articles.stream().map(Answer::article).toList()));
            case LINK ->
                Optional.of(new OutboundContent.Articles(
                        List.of(new OutboundContent.Article(title, description, url, null))));
            case OPTIONS ->
                options.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new OutboundContent.Options(
                                text,
                                options.stream()
                                        .map(option -> new OutboundContent.Option(option, option))
                                        .toList(),
                                ""));
            case IMAGE -> Optional.of(new OutboundContent.Image(mediaId()));
            case VOICE -> Optional.of(new OutboundContent.Voice(mediaId()));
            case VIDEO -> Optional.of(new OutboundContent.Video(mediaId(), title, description));
            case MUSIC -> Optional.of(new OutboundContent.Music(title, description, url, null, mediaId()));
            case MINI_PROGRAM -> Optional.of(new OutboundContent.MiniProgramPage(title, appId, path, mediaId()));
            case PUBLISHED ->
                Optional.of(new OutboundContent.Published(OutboundContent.PublishedKind.ARTICLE, path, title));
        };
    }

    private MediaId mediaId() {
        return new MediaId(Long.parseLong(media));
    }

    private static OutboundContent.Article article(ArticleCard card) {
        return new OutboundContent.Article(
                card.title(), card.description(), card.url(), card.picture().isEmpty() ? null : card.picture());
    }
}
