package io.keshu.channels.miniprogram.convert;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.weixin.convert.MessageReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message or event of a mini program says. Whatever is not known, or lacks what its kind needs, is {@link
 * InboundContent.Unsupported} with all its fields; so are the results of content checks ({@code wxa_media_check}).
 */
public final class ContentConverter implements MessageReader {

    /** How much WeChat lets the button of a mini program say of itself (session-from), in bytes. */
    private static final int MAX_SESSION_FROM = 1000;

    @Override
    public InboundContent content(Map<String, String> fields) {
        String kind = fields.getOrDefault("MsgType", "");
        Optional<InboundContent> content = kind.equals("event") ? event(fields) : message(kind, fields);
        String name = kind.equals("event") ? InboundContent.Unsupported.EVENT + fields.getOrDefault("Event", "") : kind;
        return content.orElseGet(() -> new InboundContent.Unsupported(name, fields));
    }

    /** Events of mini programs have no key; what one says tells it from others, and a second delivery says the same. */
    @Override
    public String eventKey(Map<String, String> fields) {
        return fields.toString();
    }

    private static Optional<InboundContent> message(String kind, Map<String, String> fields) {
        return switch (kind) {
            case "text" -> Optional.ofNullable(fields.get("Content")).map(InboundContent.Text::new);
            case "image" ->
                Optional.ofNullable(present(fields, "MediaId"))
                        .map(id -> new InboundContent.Image(id, present(fields, "PicUrl")));
            case "miniprogrampage" -> page(fields);
            default -> Optional.empty();
        };
    }

    /** 小程序卡片. */
    private static Optional<InboundContent> page(Map<String, String> fields) {
        String path = present(fields, "PagePath");
        if (path == null) {
            return Optional.empty();
        }
        Map<String, String> card = new LinkedHashMap<>();
        card.put("path", path);
        copy(fields, "AppId", card, "appId");
        copy(fields, "ThumbUrl", card, "pictureUrl");
        copy(fields, "ThumbMediaId", card, "pictureMediaId");
        return Optional.of(new InboundContent.Card(fields.getOrDefault("Title", ""), card));
    }

    private static void copy(Map<String, String> from, String name, Map<String, String> to, String as) {
        String value = present(from, name);
        if (value != null) {
            to.put(as, value);
        }
    }

    private static Optional<InboundContent> event(Map<String, String> fields) {
        return switch (fields.getOrDefault("Event", "").toLowerCase(Locale.ROOT)) {
            case "user_enter_tempsession" -> Optional.of(entered(fields));
            case "subscribe_msg_popup_event" -> SubscribeEvents.popup(fields);
            case "subscribe_msg_change_event" -> SubscribeEvents.change(fields);
            case "subscribe_msg_sent_event" -> SubscribeEvents.sent(fields);
            default -> Optional.empty();
        };
    }

    private static InboundContent entered(Map<String, String> fields) {
        String from = present(fields, "SessionFrom");
        return new InboundContent.Entered(from == null ? Map.of() : Map.of("from", cut(from)));
    }

    /** At most so many bytes, and whole characters. */
    private static String cut(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length <= MAX_SESSION_FROM) {
            return text;
        }
        int end = MAX_SESSION_FROM;
        while ((bytes[end] & 0xc0) == 0x80) {
            end--;
        }
        return new String(bytes, 0, end, StandardCharsets.UTF_8);
    }

    static @Nullable String present(Map<String, String> fields, String name) {
        String value = fields.get(name);
        return value == null || value.isBlank() ? null : value;
    }

    /** @param code WeChat's, 0 for success */
    static DeliveryProblem.@Nullable Reason failure(String code, String status) {
        if (code.equals("0")) {
            return null;
        }
        String words = status.toLowerCase(Locale.ROOT);
        boolean refused = code.equals("43101") || words.contains("refuse") || words.contains("block");
        return refused ? DeliveryProblem.Reason.REFUSED_BY_CUSTOMER : DeliveryProblem.Reason.NOT_DELIVERED;
    }
}
