package io.keshu.domain.message;

import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundContent.Article;
import io.keshu.channels.api.OutboundContent.Option;
import io.keshu.channels.api.OutboundContent.PublishedKind;
import io.keshu.channels.api.OutboundContent.TemplateLink;
import io.keshu.channels.api.OutboundContent.TemplateValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The flat form of what is sent. Lists become numbered fields: {@code 0.title}, {@code 1.title} and so on. */
final class OutboundFlattener {

    /** The field that holds the hub's id of the media. */
    static final String MEDIA = "media";

    private OutboundFlattener() {}

    static FlatContent flatten(OutboundContent content) {
        if (content instanceof OutboundContent.Text text) {
            return new FlatContent("text", text.text(), Map.of());
        } else if (content instanceof OutboundContent.Image image) {
            return new FlatContent("image", null, fields(MEDIA, image.media()));
        } else if (content instanceof OutboundContent.Voice voice) {
            return new FlatContent("voice", null, fields(MEDIA, voice.media()));
        } else if (content instanceof OutboundContent.Video video) {
            return new FlatContent(
                    "video", video.title(), fields(MEDIA, video.media(), "description", video.description()));
        } else if (content instanceof OutboundContent.File file) {
            return new FlatContent("file", null, fields(MEDIA, file.media()));
        } else if (content instanceof OutboundContent.Location place) {
            return new FlatContent(
                    "location",
                    place.name(),
                    fields("latitude", place.latitude(), "longitude", place.longitude(), "address", place.address()));
        }
        return flattenCard(content);
    }

    private static FlatContent flattenCard(OutboundContent content) {
        if (content instanceof OutboundContent.Music music) {
            return new FlatContent(
                    "music",
                    music.title(),
                    fields(
                            MEDIA,
                            music.thumbnail(),
                            "description",
                            music.description(),
                            "url",
                            music.url(),
                            "betterUrl",
                            music.betterUrl()));
        } else if (content instanceof OutboundContent.Articles articles) {
            return new FlatContent("articles", articles.articles().get(0).title(), articles(articles.articles()));
        } else if (content instanceof OutboundContent.Published item) {
            return new FlatContent(
                    "published",
                    item.title(),
                    fields("of", item.kind().name().toLowerCase(Locale.ROOT), "id", item.providerId()));
        } else if (content instanceof OutboundContent.MiniProgramPage page) {
            return new FlatContent(
                    "mini-program",
                    page.title(),
                    fields(MEDIA, page.thumbnail(), "appId", page.appId(), "path", page.path()));
        } else if (content instanceof OutboundContent.Options options) {
            return new FlatContent("options", options.question(), options(options));
        } else if (content instanceof OutboundContent.Template template) {
            return new FlatContent("template", template.title(), template(template));
        }
        throw new IllegalStateException("Unknown content " + content.getClass());
    }

    private static Map<String, String> articles(List<Article> articles) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < articles.size(); i++) {
            Article article = articles.get(i);
            fields.put(i + ".title", article.title());
            fields.put(i + ".description", article.description());
            fields.put(i + ".url", article.url());
            if (article.pictureUrl() != null) {
                fields.put(i + ".picture", article.pictureUrl());
            }
        }
        return fields;
    }

    private static Map<String, String> options(OutboundContent.Options options) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < options.options().size(); i++) {
            fields.put(i + ".id", options.options().get(i).id());
            fields.put(i + ".text", options.options().get(i).text());
        }
        fields.put("closing", options.closing());
        return fields;
    }

    private static Map<String, String> template(OutboundContent.Template template) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("id", template.templateId());
        for (int i = 0; i < template.values().size(); i++) {
            TemplateValue value = template.values().get(i);
            fields.put(i + ".name", value.name());
            fields.put(i + ".label", value.label());
            fields.put(i + ".value", value.value());
        }
        TemplateLink link = template.link();
        if (link != null) {
            fields.putAll(fields("url", link.url(), "appId", link.appId(), "path", link.path()));
        }
        return fields;
    }

    static OutboundContent restore(FlatContent flat) {
        return switch (flat.kind()) {
            case "text" -> new OutboundContent.Text(text(flat));
            case "image" -> new OutboundContent.Image(media(flat));
            case "voice" -> new OutboundContent.Voice(media(flat));
            case "video" -> new OutboundContent.Video(media(flat), text(flat), field(flat, "description"));
            case "file" -> new OutboundContent.File(media(flat));
            case "location" ->
                new OutboundContent.Location(
                        Double.parseDouble(field(flat, "latitude")),
                        Double.parseDouble(field(flat, "longitude")),
                        text(flat),
                        field(flat, "address"));
            case "music" ->
                new OutboundContent.Music(
                        text(flat),
                        field(flat, "description"),
                        field(flat, "url"),
                        flat.fields().get("betterUrl"),
                        media(flat));
            case "articles" -> new OutboundContent.Articles(restoreArticles(flat.fields()));
            case "published" ->
                new OutboundContent.Published(
                        PublishedKind.valueOf(field(flat, "of").toUpperCase(Locale.ROOT)),
                        field(flat, "id"),
                        text(flat));
            case "mini-program" ->
                new OutboundContent.MiniProgramPage(text(flat), field(flat, "appId"), field(flat, "path"), media(flat));
            case "options" ->
                new OutboundContent.Options(text(flat), restoreOptions(flat.fields()), field(flat, "closing"));
            case "template" ->
                new OutboundContent.Template(
                        field(flat, "id"), text(flat), restoreValues(flat.fields()), restoreLink(flat.fields()));
            default -> throw new IllegalStateException("Unknown kind " + flat.kind());
        };
    }

    private static List<TemplateValue> restoreValues(Map<String, String> fields) {
        List<TemplateValue> values = new ArrayList<>();
        for (int i = 0; fields.containsKey(i + ".name"); i++) {
            values.add(new TemplateValue(
                    fields.getOrDefault(i + ".name", ""),
                    fields.getOrDefault(i + ".label", ""),
                    fields.getOrDefault(i + ".value", "")));
        }
        return values;
    }

    private static @Nullable TemplateLink restoreLink(Map<String, String> fields) {
        return fields.containsKey("url") || fields.containsKey("appId")
                ? new TemplateLink(fields.get("url"), fields.get("appId"), fields.get("path"))
                : null;
    }

    private static List<Article> restoreArticles(Map<String, String> fields) {
        List<Article> articles = new ArrayList<>();
        for (int i = 0; fields.containsKey(i + ".url"); i++) {
            articles.add(new Article(
                    fields.getOrDefault(i + ".title", ""),
                    fields.getOrDefault(i + ".description", ""),
                    fields.getOrDefault(i + ".url", ""),
                    fields.get(i + ".picture")));
        }
        return articles;
    }

    private static List<Option> restoreOptions(Map<String, String> fields) {
        List<Option> options = new ArrayList<>();
        for (int i = 0; fields.containsKey(i + ".id"); i++) {
            options.add(new Option(fields.getOrDefault(i + ".id", ""), fields.getOrDefault(i + ".text", "")));
        }
        return options;
    }

    private static MediaId media(FlatContent flat) {
        return new MediaId(Long.parseLong(field(flat, MEDIA)));
    }

    private static String text(FlatContent flat) {
        String text = flat.text();
        return text == null ? "" : text;
    }

    private static String field(FlatContent flat, String name) {
        return flat.fields().getOrDefault(name, "");
    }

    /** A map of the pairs whose value is there. */
    private static Map<String, String> fields(@Nullable Object... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            Object value = namesAndValues[i + 1];
            if (value != null) {
                fields.put(String.valueOf(namesAndValues[i]), value.toString());
            }
        }
        return fields;
    }
}
