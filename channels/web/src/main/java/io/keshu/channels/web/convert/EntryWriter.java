package io.keshu.channels.web.convert;

import io.keshu.channels.api.CustomerTimeline.Content;
import io.keshu.channels.api.CustomerTimeline.Entry;
import io.keshu.channels.api.CustomerTimeline.Writer;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.web.token.MediaPasses;
import io.keshu.channels.web.token.Visitor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Entries of the timeline as the protocol shows them. */
public final class EntryWriter {

    private static final String KIND = "kind";
    private static final String TEXT = "text";

    private final MediaPasses passes;
    private final MediaStore store;
    private final VisitorWords words;
    private final String publicUrl;

    /** @param publicUrl where browsers reach the hub, without a slash at the end; empty to leave it out of addresses */
    public EntryWriter(MediaPasses passes, MediaStore store, VisitorWords words, String publicUrl) {
        this.passes = passes;
        this.store = store;
        this.words = words;
        this.publicUrl = publicUrl;
    }

    public List<Map<String, Object>> write(Visitor visitor, List<Entry> entries, String language) {
        List<Map<String, Object>> items = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            items.add(write(visitor, entry, language));
        }
        return items;
    }

    private Map<String, Object> write(Visitor visitor, Entry entry, String language) {
        Map<String, Object> item = new LinkedHashMap<>();
        boolean event = entry.content() instanceof Content.Closed || entry.content() instanceof Content.Grouped;
        item.put("cursor", entry.cursor());
        item.put("key", entry.key());
        item.put("from", event ? "system" : from(entry.writer()));
        putIfThere(item, "name", entry.name());
        item.put("at", entry.at().toString());
        ExternalMessageId id = entry.id();
        if (id != null && entry.writer() == Writer.CUSTOMER) {
            item.put("id", MessageIds.clientId(visitor, id));
        }
        item.put("content", content(visitor, entry, language));
        item.put("recalled", entry.content() instanceof Content.Recalled);
        if (entry.writer() == Writer.CUSTOMER) {
            item.put("state", entry.read() ? "read" : "sent");
        }
        return item;
    }

    private static String from(Writer writer) {
        return writer == Writer.CUSTOMER ? "visitor" : writer.name().toLowerCase(Locale.ROOT);
    }

    private Map<String, Object> content(Visitor visitor, Entry entry, String language) {
        Content content = entry.content();
        if (content instanceof Content.Received received) {
            return received(visitor, received.content(), entry.media(), language);
        } else if (content instanceof Content.Sent sent) {
            return sent(visitor, sent.content(), entry.media(), language);
        } else if (content instanceof Content.Grouped grouped) {
            return of("event", "event", "group", TEXT, words.say(language, "event.group", grouped.group()));
        } else if (content instanceof Content.Closed) {
            return of("event", "event", "closed", TEXT, words.say(language, "event.closed"));
        }
        return of(TEXT, TEXT, "");
    }

    private Map<String, Object> received(
            Visitor visitor, InboundContent content, @Nullable StoredMedia media, String language) {
        if (content instanceof InboundContent.Text text) {
            return of(TEXT, TEXT, text.text());
        } else if (content instanceof InboundContent.Choice choice) {
            return of("choice", "option", choice.id(), TEXT, choice.text());
        } else if (content instanceof InboundContent.MenuClick click) {
            return of("menu", "entry", click.key());
        } else if (content instanceof InboundContent.Location place) {
            return of(
                    "location",
                    "latitude",
                    place.latitude(),
                    "longitude",
                    place.longitude(),
                    "name",
                    place.label(),
                    "address",
                    "");
        } else if (content instanceof InboundContent.Form form) {
            Map<String, Object> fields = new LinkedHashMap<>();
            form.answers().forEach(answer -> fields.put(answer.name(), answer.value()));
            return of("form", "form", form.purpose().name().toLowerCase(Locale.ROOT), "fields", fields);
        } else if (content instanceof InboundContent.Image image) {
            return media(visitor, "image", image.mediaId(), media, language);
        } else if (content instanceof InboundContent.Voice voice) {
            return media(visitor, "voice", voice.mediaId(), media, language);
        } else if (content instanceof InboundContent.Video video) {
            return media(visitor, "video", video.mediaId(), media, language);
        } else if (content instanceof InboundContent.File file) {
            return media(visitor, "file", file.mediaId(), media, language);
        }
        return unsupported(language);
    }

    private Map<String, Object> unsupported(String language) {
        return of("unsupported", TEXT, words.say(language, "unsupported"));
    }

    /** Until the message has media of its own, the upload is shown that it was made of. */
    private Map<String, Object> media(
            Visitor visitor, String kind, String upload, @Nullable StoredMedia media, String language) {
        return media != null
                ? media(visitor, kind, media)
                : store.find(new MediaId(Long.parseLong(upload)))
                        .map(uploaded -> media(visitor, kind, uploaded))
                        .orElseGet(() -> unsupported(language));
    }

    private Map<String, Object> media(Visitor visitor, String kind, StoredMedia media) {
        Map<String, Object> shown = of(
                kind,
                "url",
                publicUrl + "/visitors/" + visitor.deployment().key() + "/media/"
                        + passes.path(visitor.deployment().id(), media.id()),
                "name",
                media.fileName(),
                "type",
                media.contentType(),
                "bytes",
                media.sizeBytes());
        if (media.width() > 0 && media.height() > 0) {
            shown.put("width", media.width());
            shown.put("height", media.height());
        }
        return shown;
    }

    private Map<String, Object> sent(
            Visitor visitor, OutboundContent content, @Nullable StoredMedia media, String language) {
        if (content instanceof OutboundContent.Text text) {
            return of(TEXT, TEXT, text.text());
        } else if (content instanceof OutboundContent.Options options) {
            return of(
                    "options",
                    "question",
                    options.question(),
                    "options",
                    options.options().stream()
                            .map(option -> Map.of("id", option.id(), TEXT, option.text()))
                            .toList(),
                    "closing",
                    options.closing());
        } else if (content instanceof OutboundContent.Articles articles) {
            return of(
                    "articles",
                    "articles",
                    articles.articles().stream().map(EntryWriter::article).toList());
        } else if (content instanceof OutboundContent.Location place) {
            return of(
                    "location",
                    "latitude",
                    place.latitude(),
                    "longitude",
                    place.longitude(),
                    "name",
                    place.name(),
                    "address",
                    place.address());
        } else if (media != null) {
            String kind = content instanceof OutboundContent.Image
                    ? "image"
                    : content instanceof OutboundContent.Voice
                            ? "voice"
                            : content instanceof OutboundContent.Video ? "video" : "file";
            return media(visitor, kind, media);
        }
        return unsupported(language);
    }

    private static Map<String, Object> article(OutboundContent.Article article) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("title", article.title());
        shown.put("description", article.description());
        shown.put("url", article.url());
        putIfThere(shown, "picture", article.pictureUrl());
        return shown;
    }

    private static void putIfThere(Map<String, Object> into, String name, @Nullable String value) {
        if (value != null) {
            into.put(name, value);
        }
    }

    private static Map<String, Object> of(String kind, Object... pairs) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(KIND, kind);
        for (int i = 0; i < pairs.length; i += 2) {
            content.put((String) pairs[i], pairs[i + 1]);
        }
        return content;
    }
}
