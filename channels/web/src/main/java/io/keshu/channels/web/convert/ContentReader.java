package io.keshu.channels.web.convert;

import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundContent.FormAnswer;
import io.keshu.channels.api.InboundContent.FormPurpose;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.Refusal.Code;
import io.keshu.channels.web.config.FormField;
import io.keshu.channels.web.token.MediaPasses;
import io.keshu.channels.web.token.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads what visitors send. Whatever is not as the protocol says is refused with the field that is wrong. */
public final class ContentReader {

    /** Longest text of a visitor, in code points. */
    public static final int MAX_TEXT = 2_000;

    private static final int MAX_SHORT = 200;
    private static final int MAX_ANSWER = 2_000;
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 ()-]{4,24}");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@<>]{1,64}@[^\\s@<>]{1,190}");

    private final MediaPasses passes;
    private final MediaStore media;

    public ContentReader(MediaPasses passes, MediaStore media) {
        this.passes = passes;
        this.media = media;
    }

    /** @throws Refusal if it is not as it should be */
    public InboundContent read(Visitor visitor, JsonNode content) {
        String kind = content.path("kind").asString("");
        return switch (kind) {
            case "text" -> new InboundContent.Text(text(content, "text", MAX_TEXT));
            case "choice" ->
                new InboundContent.Choice(text(content, "option", MAX_SHORT), text(content, "text", MAX_SHORT));
            case "menu" -> new InboundContent.MenuClick("CLICK", text(content, "entry", MAX_SHORT));
            case "location" -> location(content);
            case "form" -> form(visitor, content);
            case "image", "file", "voice", "video" -> uploaded(visitor, content, kind);
            default -> throw new Refusal(Code.CONTENT_INVALID, "kind", 0);
        };
    }

    private static String text(JsonNode content, String field, int most) {
        String text = content.path(field).asString("").strip();
        if (text.isEmpty()) {
            throw new Refusal(Code.CONTENT_INVALID, field, 0);
        }
        if (text.codePointCount(0, text.length()) > most) {
            throw new Refusal(Code.CONTENT_TOO_LONG, field, 0);
        }
        return text;
    }

    private static InboundContent location(JsonNode content) {
        double latitude = content.path("latitude").asDouble(Double.NaN);
        double longitude = content.path("longitude").asDouble(Double.NaN);
        if (!(Math.abs(latitude) <= 90)) {
            throw new Refusal(Code.CONTENT_INVALID, "latitude", 0);
        }
        if (!(Math.abs(longitude) <= 180)) {
            throw new Refusal(Code.CONTENT_INVALID, "longitude", 0);
        }
        String label = (content.path("name").asString("") + " "
                        + content.path("address").asString(""))
                .strip();
        if (label.length() > MAX_SHORT) {
            throw new Refusal(Code.CONTENT_TOO_LONG, "name", 0);
        }
        return new InboundContent.Location(latitude, longitude, 0, label);
    }

    private static InboundContent form(Visitor visitor, JsonNode content) {
        FormPurpose purpose = switch (content.path("form").asString("")) {
            case "before" -> FormPurpose.BEFORE;
            case "message" -> FormPurpose.MESSAGE;
            default -> throw new Refusal(Code.CONTENT_INVALID, "form", 0);
        };
        List<FormField> fields = purpose == FormPurpose.BEFORE
                ? visitor.deployment().form()
                : visitor.deployment().messageForm();
        JsonNode given = content.path("fields");
        List<FormAnswer> answers = new ArrayList<>();
        for (FormField field : fields) {
            String value = given.path(field.name()).asString("").strip();
            if (value.isEmpty() ? field.required() : !fits(field, value)) {
                throw new Refusal(Code.CONTENT_INVALID, "fields." + field.name(), 0);
            }
            if (value.length() > MAX_ANSWER) {
                throw new Refusal(Code.CONTENT_TOO_LONG, "fields." + field.name(), 0);
            }
            if (!value.isEmpty()) {
                answers.add(new FormAnswer(field.name(), field.label(), value));
            }
        }
        if (answers.isEmpty()) {
            throw new Refusal(Code.CONTENT_INVALID, "fields", 0);
        }
        return new InboundContent.Form(purpose, answers);
    }

    private static boolean fits(FormField field, String value) {
        return switch (field.kind()) {
            case "phone" -> PHONE.matcher(value).matches();
            case "email" -> EMAIL.matcher(value).matches();
            case "choice" -> field.options().contains(value);
            default -> true;
        };
    }

    /** The kind is the bytes' own: what was taken for a picture is sent as one. */
    private InboundContent uploaded(Visitor visitor, JsonNode content, String kind) {
        MediaId id = passes.uploaded(visitor, content.path("upload").asString(""))
                .orElseThrow(() -> new Refusal(Code.CONTENT_INVALID, "upload", 0));
        StoredMedia stored;
        try {
            stored = media.find(id).orElseThrow(() -> new Refusal(Code.CONTENT_INVALID, "upload", 0));
        } catch (MediaUnavailableException e) {
            throw new Refusal(Code.UNAVAILABLE, null, 1);
        }
        String reference = id.toString();
        String type = stored.contentType();
        return switch (kindOf(type).equals(kind) ? kind : "file") {
            case "image" -> new InboundContent.Image(reference, null);
            case "voice" -> new InboundContent.Voice(reference, type.substring(type.indexOf('/') + 1), null);
            case "video" -> new InboundContent.Video(reference, null);
            default -> new InboundContent.File(reference, stored.fileName(), stored.sizeBytes());
        };
    }

    /** How media of a type are shown. */
    public static String kindOf(String contentType) {
        return Map.of("image", "image", "audio", "voice", "video", "video")
                .getOrDefault(contentType.contains("svg") ? "" : contentType.split("/", 2)[0], "file");
    }
}
