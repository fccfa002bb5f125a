package io.keshu.bot.rule;

import io.keshu.bot.rule.RuleProblem.Code;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.api.TextLimit;
import io.keshu.domain.conversion.Carriage;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what is wrong with an answer, on the channels that it may leave by. */
final class AnswerCheck {

    /** The longest text, whatever a channel carries, in characters. */
    static final int MAX_TEXT = 20_000;

    /** The most cards of one message: what WeChat's library shows at most. */
    static final int MAX_ARTICLES = 8;

    static final int MAX_TITLE = 64;
    static final int MAX_DESCRIPTION = 120;
    static final int MAX_URL = 1024;
    static final int MAX_ID = 128;
    static final int MAX_OPTIONS = 10;
    static final int MAX_OPTION = 40;

    private final RuleCheck.Surroundings surroundings;
    private final List<String> channels;

    AnswerCheck(RuleCheck.Surroundings surroundings, List<String> channels) {
        this.surroundings = surroundings;
        this.channels = channels;
    }

    List<RuleProblem> problems(String field, Answer answer) {
        List<RuleProblem> found = new ArrayList<>();
        switch (answer.kind()) {
            case TEXT -> RuleCheck.text(field + ".text", answer.text(), MAX_TEXT, found);
            case ARTICLES -> articles(field, answer, found);
            case OPTIONS -> options(field, answer, found);
            case MENU -> RuleCheck.textIfAny(field + ".text", answer.text(), MAX_TEXT, found);
            case IMAGE, VOICE -> {}
            case VIDEO -> {
                RuleCheck.textIfAny(field + ".title", answer.title(), MAX_TITLE, found);
                RuleCheck.textIfAny(field + ".description", answer.description(), MAX_DESCRIPTION, found);
            }
            case MUSIC, LINK -> {
                RuleCheck.text(field + ".title", answer.title(), MAX_TITLE, found);
                RuleCheck.textIfAny(field + ".description", answer.description(), MAX_DESCRIPTION, found);
                address(field + ".url", answer.url(), found);
            }
            case MINI_PROGRAM -> {
                RuleCheck.text(field + ".title", answer.title(), MAX_TITLE, found);
                RuleCheck.text(field + ".appId", answer.appId(), MAX_ID, found);
                RuleCheck.text(field + ".path", answer.path(), MAX_URL, found);
            }
            case PUBLISHED -> {
                RuleCheck.textIfAny(field + ".title", answer.title(), MAX_TITLE, found);
                RuleCheck.text(field + ".path", answer.path(), MAX_ID, found);
            }
        }
        Optional<StoredMedia> media = Optional.empty();
        if (answer.kind().needsMedia()) {
            media = surroundings.media(answer.media());
            if (media.isEmpty()) {
                found.add(RuleProblem.error(
                        field + ".media", answer.media().isEmpty() ? Code.REQUIRED : Code.MEDIA_UNKNOWN));
            }
        }
        for (String unknown : answer.unknownPlaceholders()) {
            found.add(RuleProblem.error(field + ".text", Code.PLACEHOLDER_UNKNOWN, unknown));
        }
        if (found.isEmpty()) {
            String part = answer.kind().needsMedia() ? ".media" : ".text";
            for (String channel : channels) {
                channel(field + part, answer, channel, found);
                boolean asItIs = answer.content()
                        .filter(content -> surroundings.carriage(channel, content) instanceof Carriage.AsItIs)
                        .isPresent();
                if (found.isEmpty() && asItIs) {
                    media.ifPresent(stored -> media(field + ".media", answer.kind(), stored, channel, found));
                }
            }
        }
        return found;
    }

    private void media(String field, Answer.Kind kind, StoredMedia media, String channel, List<RuleProblem> found) {
        Optional<MediaLimit> stated = surroundings.mediaLimit(channel, kind.media());
        if (stated.isEmpty()) {
            return;
        }
        MediaLimit limit = stated.get();
        Duration plays = media.duration();
        Duration longest = limit.maxDuration();
        if (!limit.takes(media.contentType())) {
            found.add(RuleProblem.error(field, Code.MEDIA_TYPE_REFUSED, channel, media.contentType()));
        } else if (media.sizeBytes() > limit.maxBytes()) {
            found.add(RuleProblem.error(field, Code.MEDIA_TOO_LARGE, channel, limit.maxBytes()));
        } else if (longest != null && plays != null && plays.compareTo(longest) > 0) {
            found.add(RuleProblem.error(field, Code.MEDIA_TOO_LONG, channel, longest.toSeconds()));
        }
    }

    private static void articles(String field, Answer answer, List<RuleProblem> found) {
        if (answer.articles().isEmpty()) {
            found.add(RuleProblem.error(field + ".articles", Code.REQUIRED));
        }
        RuleCheck.count(field + ".articles", answer.articles(), MAX_ARTICLES, found);
        for (int i = 0; i < answer.articles().size(); i++) {
            Answer.ArticleCard card = answer.articles().get(i);
            String part = field + ".articles[" + i + "]";
            RuleCheck.text(part + ".title", card.title(), MAX_TITLE, found);
            RuleCheck.textIfAny(part + ".description", card.description(), MAX_DESCRIPTION, found);
            address(part + ".url", card.url(), found);
            if (!card.picture().isEmpty()) {
                address(part + ".picture", card.picture(), found);
            }
        }
    }

    private static void options(String field, Answer answer, List<RuleProblem> found) {
        RuleCheck.text(field + ".text", answer.text(), MAX_TEXT, found);
        if (answer.options().isEmpty()) {
            found.add(RuleProblem.error(field + ".options", Code.REQUIRED));
        }
        RuleCheck.count(field + ".options", answer.options(), MAX_OPTIONS, found);
        for (int i = 0; i < answer.options().size(); i++) {
            RuleCheck.text(field + ".options[" + i + "]", answer.options().get(i), MAX_OPTION, found);
        }
    }

    private static void address(String field, String url, List<RuleProblem> found) {
        if (url.length() > MAX_URL) {
            found.add(RuleProblem.error(field, Code.TOO_LONG, MAX_URL));
        } else if (!isWebAddress(url)) {
            found.add(RuleProblem.error(field, Code.URL_INVALID));
        }
    }

    private static boolean isWebAddress(String url) {
        try {
            URI uri = new URI(url);
            return ("http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme()))
                    && uri.getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private void channel(String field, Answer answer, String channel, List<RuleProblem> found) {
        // The menu itself is another place's affair: here counts that it is a text.
        String words = answer.text().isEmpty() ? "-" : answer.text();
        OutboundContent content = answer.content().orElseGet(() -> new OutboundContent.Text(words));
        if (surroundings.carriage(channel, content) instanceof Carriage.Refused refused) {
            found.add(
                    refused.reason() == Reason.CONTENT_TOO_LONG
                            ? tooLong(field, channel)
                            : RuleProblem.error(field, Code.CHANNEL_CANNOT_SEND, channel));
        } else if (content instanceof OutboundContent.Text text
                && surroundings
                        .textLimit(channel)
                        .filter(limit -> !limit.allows(text.text()))
                        .isPresent()) {
            found.add(tooLong(field, channel));
        }
    }

    private RuleProblem tooLong(String field, String channel) {
        TextLimit limit = surroundings.textLimit(channel).orElseThrow();
        return RuleProblem.error(field, Code.TOO_LONG_FOR_CHANNEL, channel, limit.max(), limit.unit());
    }
}
