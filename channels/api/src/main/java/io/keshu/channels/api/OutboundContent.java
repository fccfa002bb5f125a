package io.keshu.channels.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the hub sends to a customer. Closed; a channel declares by its capabilities which kinds it carries, see
 * {@link ChannelCapability#toSend}. Media are named by the hub's own ids: what the provider calls them is the channel's affair.
 */
public sealed interface OutboundContent {

    /** The media that a message of this content shows, if any: whoever sends it brings them to the provider first. */
    static Optional<MediaId> mediaOf(OutboundContent content) {
        if (content instanceof Image image) {
            return Optional.of(image.media());
        } else if (content instanceof Voice voice) {
            return Optional.of(voice.media());
        } else if (content instanceof Video video) {
            return Optional.of(video.media());
        } else if (content instanceof File file) {
            return Optional.of(file.media());
        } else if (content instanceof Music music) {
            return Optional.of(music.thumbnail());
        } else if (content instanceof MiniProgramPage page) {
            return Optional.of(page.thumbnail());
        }
        return Optional.empty();
    }

    /** @param text not empty; the channel's limit applies */
    record Text(String text) implements OutboundContent {
        public Text {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("Text must not be empty");
            }
        }
    }

    record Image(MediaId media) implements OutboundContent {}

    record Voice(MediaId media) implements OutboundContent {}

    /**
     * @param title may be empty
     * @param description may be empty
     */
    record Video(MediaId media, String title, String description) implements OutboundContent {}

    /** A file of any type, under the name it was stored with. */
    record File(MediaId media) implements OutboundContent {}

    /**
     * A piece of music that is played from the web.
     *
     * @param url http or https
     * @param betterUrl the better quality, for a fast network; null if there is none
     * @param thumbnail the cover
     */
    record Music(
            String title,
            String description,
            String url,
            @Nullable String betterUrl,
            MediaId thumbnail) implements OutboundContent {}

    /**
     * Cards that lead to pages: one link or several.
     *
     * @param articles at least one; channels may carry fewer than given and then refuse
     */
    record Articles(List<Article> articles) implements OutboundContent {
        public Articles {
            articles = List.copyOf(articles);
            if (articles.isEmpty()) {
                throw new IllegalArgumentException("There must be an article");
            }
        }
    }

    /**
     * One card of {@link Articles}.
     *
     * @param description may be empty
     * @param pictureUrl where its picture lies on the web; null for none
     */
    record Article(
            String title,
            String description,
            String url,
            @Nullable String pictureUrl) {}

    /**
     * Something that the provider keeps for the account, by its id there.
     *
     * @param title what it is called, for people who read the conversation; may be empty
     */
    record Published(PublishedKind kind, String providerId, String title) implements OutboundContent {}

    /** The kinds of {@link Published}. */
    enum PublishedKind {
        /** An article that the account has published. */
        ARTICLE,
        /** A set of articles in the account's library. */
        MATERIAL,
        /** A coupon or member's card. */
        COUPON
    }

    /**
     * A page of a mini program.
     *
     * @param path within the mini program, its query included
     * @param thumbnail the card's picture
     */
    record MiniProgramPage(String title, String appId, String path, MediaId thumbnail) implements OutboundContent {}

    /**
     * A question with answers to tap.
     *
     * @param question may be empty
     * @param options at least one
     * @param closing what stands below the options; may be empty
     */
    record Options(String question, List<Option> options, String closing) implements OutboundContent {
        public Options {
            options = List.copyOf(options);
            if (options.isEmpty()) {
                throw new IllegalArgumentException("There must be an option");
            }
        }
    }

    /**
     * One answer of {@link Options}.
     *
     * @param id what comes back when it is tapped
     */
    record Option(String id, String text) {}

    /**
     * @param name what the place is called; may be empty
     * @param address may be empty
     */
    record Location(double latitude, double longitude, String name, String address) implements OutboundContent {}

    /**
     * A message by one of the account's templates, filled in.
     *
     * @param templateId the provider's
     * @param title the template's, for people who read the conversation
     * @param values one for each field, in the template's order
     * @param link where a tap leads; null for nowhere
     */
    record Template(
            String templateId,
            String title,
            List<TemplateValue> values,
            @Nullable TemplateLink link) implements OutboundContent {
        public Template {
            values = List.copyOf(values);
        }
    }

    /**
     * One field of a {@link Template}.
     *
     * @param name the provider's name of the field
     * @param label what the customer reads before it
     */
    record TemplateValue(String name, String label, String value) {}

    /**
     * Where a {@link Template} leads.
     *
     * @param url http or https; null for none
     * @param appId a mini program, which goes before the page where there is one; null for none
     * @param path within the mini program; null for its first page
     */
    record TemplateLink(
            @Nullable String url,
            @Nullable String appId,
            @Nullable String path) {
        public TemplateLink {
            if (url == null && appId == null) {
                throw new IllegalArgumentException("A link must lead somewhere");
            }
        }
    }
}
