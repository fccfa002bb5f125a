package io.keshu.console.conversations;

import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.TemplateField;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.Words;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What can be wrong with a card that an agent makes, said at its fields. */
final class CardCheck {

    /** What fits on a phone; providers cut what is longer without a word. In characters. */
    static final int TITLE = 64;

    static final int DESCRIPTION = 512;
    static final int ADDRESS = 1024;
    static final int OPTIONS = 10;

    private final Words words;
    private final List<FieldProblem> problems = new ArrayList<>();

    private CardCheck(Words words) {
        this.words = words;
    }

    /** @param mostArticles how many the channel shows in one message */
    static List<FieldProblem> problems(OutboundContent content, int mostArticles, Words words) {
        CardCheck check = new CardCheck(words);
        if (content instanceof OutboundContent.Articles articles) {
            check.articles(articles.articles(), mostArticles);
        } else if (content instanceof OutboundContent.Options options) {
            check.options(options);
        } else if (content instanceof OutboundContent.MiniProgramPage page) {
            check.text("text", page.title(), true, TITLE);
            check.text("appId", page.appId(), true, TITLE);
            check.text("path", page.path(), true, ADDRESS);
        } else if (content instanceof OutboundContent.Music music) {
            address("url", music.url(), words).ifPresent(check.problems::add);
        }
        return check.problems;
    }

    private void articles(List<OutboundContent.Article> articles, int most) {
        if (articles.size() > most) {
            problems.add(new FieldProblem(most + ".title", "too_many", words.say("field.too_many", most)));
        }
        for (int i = 0; i < articles.size(); i++) {
            OutboundContent.Article article = articles.get(i);
            text(i + ".title", article.title(), true, TITLE);
            text(i + ".description", article.description(), false, DESCRIPTION);
            address(i + ".url", article.url(), words).ifPresent(problems::add);
            if (article.pictureUrl() != null) {
                address(i + ".picture", article.pictureUrl(), words).ifPresent(problems::add);
            }
        }
    }

    private void options(OutboundContent.Options options) {
        text("text", options.question(), false, DESCRIPTION);
        text("closing", options.closing(), false, DESCRIPTION);
        if (options.options().size() > OPTIONS) {
            problems.add(new FieldProblem(OPTIONS + ".text", "too_many", words.say("field.too_many", OPTIONS)));
        }
        for (int i = 0; i < options.options().size(); i++) {
            text(i + ".text", options.options().get(i).text(), true, TITLE);
            text(i + ".id", options.options().get(i).id(), true, TITLE);
        }
    }

    private void text(String field, String value, boolean required, int most) {
        if (required && value.isBlank()) {
            problems.add(new FieldProblem(field, "required", words.say("field.required")));
        } else if (value.codePointCount(0, value.length()) > most) {
            problems.add(new FieldProblem(field, "too_long", words.say("field.too_long", most)));
        }
    }

    /** A whole address of the web. */
    static Optional<FieldProblem> address(String field, String value, Words words) {
        if (value.isBlank()) {
            return Optional.of(new FieldProblem(field, "required", words.say("field.required")));
        }
        if (value.length() > ADDRESS) {
            return Optional.of(new FieldProblem(field, "too_long", words.say("field.too_long", ADDRESS)));
        }
        return isWeb(value)
                ? Optional.empty()
                : Optional.of(new FieldProblem(field, "address", words.say("field.address")));
    }

    private static boolean isWeb(String address) {
        try {
            URI uri = URI.create(address);
            return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    static String code(TemplateField.Fault fault) {
        return switch (fault) {
            case MISSING -> "required";
            case TOO_LONG -> "too_long";
            case MALFORMED -> "malformed";
        };
    }

    static String words(TemplateField.Fault fault, TemplateField field, Words words) {
        return switch (fault) {
            case MISSING -> words.say("field.required");
            case TOO_LONG -> words.say("field.too_long", field.maxLength());
            case MALFORMED -> words.find("template.kind." + field.kind()).orElseGet(() -> words.say("field.pattern"));
        };
    }

    /** Null for what is left empty. */
    static @Nullable String given(String value) {
        return value.isBlank() ? null : value.strip();
    }
}
