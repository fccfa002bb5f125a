package io.keshu.domain.conversion;

import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is sent, as plain text. It has no words of its own, since nobody knows which language the customer reads. */
final class TextForms {

    private TextForms() {}

    /**
     * @param shown the lines that show media: a name, if there is one, and where they can be seen
     * @return empty where a text can't stand for it
     */
    static Optional<String> of(OutboundContent content, Function<MediaId, String> shown) {
        if (content instanceof OutboundContent.Text text) {
            return Optional.of(text.text());
        } else if (content instanceof OutboundContent.Image image) {
            return Optional.of(shown.apply(image.media()));
        } else if (content instanceof OutboundContent.Voice voice) {
            return Optional.of(shown.apply(voice.media()));
        } else if (content instanceof OutboundContent.File file) {
            return Optional.of(shown.apply(file.media()));
        } else if (content instanceof OutboundContent.Video video) {
            return Optional.of(lines(video.title(), video.description(), shown.apply(video.media())));
        } else if (content instanceof OutboundContent.Music music) {
            return Optional.of(lines(music.title(), music.description(), music.url()));
        } else if (content instanceof OutboundContent.Articles articles) {
            return Optional.of(articles.articles().stream()
                    .map(article -> lines(article.title(), article.description(), article.url()))
                    .collect(Collectors.joining("\n\n")));
        } else if (content instanceof OutboundContent.Location place) {
            String where = String.format(Locale.ROOT, "%.6f, %.6f", place.latitude(), place.longitude());
            return Optional.of(lines(place.name(), place.address(), where));
        } else if (content instanceof OutboundContent.Options options) {
            return Optional.of(options(options));
        } else if (content instanceof OutboundContent.MiniProgramPage page) {
            // No address of the web leads into a mini program: its card's words and picture are what can be shown.
            return Optional.of(lines(page.title(), shown.apply(page.thumbnail())));
        }
        return Optional.empty();
    }

    private static String options(OutboundContent.Options options) {
        StringBuilder numbered = new StringBuilder();
        for (int i = 0; i < options.options().size(); i++) {
            numbered.append(i == 0 ? "" : "\n")
                    .append(i + 1)
                    .append(". ")
                    .append(options.options().get(i).text());
        }
        return lines(options.question(), numbered.toString(), options.closing());
    }

    static String lines(String... lines) {
        return Stream.of(lines).filter(line -> !line.isBlank()).collect(Collectors.joining("\n"));
    }
}
