package io.keshu.channels.wechat.convert;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.weixin.convert.MessageReader;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message or event says. Whatever is not known, or lacks what its kind needs, is {@link InboundContent.Unsupported} with all its
 * fields: nothing that a customer did is lost because this class is older than WeChat.
 */
public final class ContentConverter implements MessageReader {

    private static final String SCENE_PREFIX = "qrscene_";

    @Override
    public InboundContent content(Map<String, String> fields) {
        String kind = fields.getOrDefault("MsgType", "");
        Optional<InboundContent> content = kind.equals("event") ? event(fields) : message(kind, fields);
        String name = kind.equals("event") ? InboundContent.Unsupported.EVENT + fields.getOrDefault("Event", "") : kind;
        return content.orElseGet(() -> new InboundContent.Unsupported(name, fields));
    }

    /** Two templates can finish in one second: what they say of themselves is in MsgID, which other events don't have. */
    @Override
    public String eventKey(Map<String, String> fields) {
        return fields.getOrDefault("EventKey", fields.getOrDefault("MsgID", ""));
    }

    private static Optional<InboundContent> message(String kind, Map<String, String> fields) {
        return switch (kind) {
            case "text" -> Optional.ofNullable(fields.get("Content")).map(text -> text(text, fields));
            case "image" -> media(fields).map(id -> new InboundContent.Image(id, present(fields, "PicUrl")));
            case "voice" ->
                media(fields)
                        .map(id -> new InboundContent.Voice(
                                id, fields.getOrDefault("Format", ""), present(fields, "Recognition")));
            case "video", "shortvideo" ->
                media(fields).map(id -> new InboundContent.Video(id, present(fields, "ThumbMediaId")));
            case "location" -> location(fields);
            case "link" -> link(fields);
            default -> Optional.empty();
        };
    }

    /** A tapped option comes as its text, with its id beside. */
    private static InboundContent text(String text, Map<String, String> fields) {
        String option = present(fields, "bizmsgmenuid");
        return option == null ? new InboundContent.Text(text) : new InboundContent.Choice(option, text);
    }

    private static Optional<InboundContent> event(Map<String, String> fields) {
        String key = fields.getOrDefault("EventKey", "");
        // The documentation writes some names in capitals and some not; accounts have been seen to get either.
        String event = fields.getOrDefault("Event", "");
        return switch (event.toLowerCase(Locale.ROOT)) {
            case "subscribe" -> Optional.of(new InboundContent.Subscribed(scene(key)));
            case "unsubscribe" -> Optional.of(new InboundContent.Unsubscribed());
            case "scan" -> Optional.of(new InboundContent.Scanned(key));
            case "click",
                    "view",
                    "view_miniprogram",
                    "scancode_push",
                    "scancode_waitmsg",
                    "pic_sysphoto",
                    "pic_photo_or_album",
                    "pic_weixin",
                    "location_select" -> Optional.of(new InboundContent.MenuClick(event, key));
            case "location" -> Optional.of(new InboundContent.Entered(fields));
            // Paid in the shop's own page of a card (买单): the one payment that WeChat tells the account's server.
            case "user_pay_from_pay_cell" ->
                Optional.of(new InboundContent.Paid(fields.getOrDefault("TransId", ""), fields));
            // Of a mass message, which nobody sends from here but somebody may on the platform: it stands for no
            // customer.
            case "templatesendjobfinish", "masssendjobfinish" -> receipt(fields);
            default -> Optional.empty();
        };
    }

    /** Other keys are no scenes: whoever follows after paying brings the number of the payment, {@code last_trade_no_…}. */
    private static @Nullable String scene(String key) {
        return key.length() > SCENE_PREFIX.length() && key.startsWith(SCENE_PREFIX)
                ? key.substring(SCENE_PREFIX.length())
                : null;
    }

    /** The id is spelt {@code MsgID} here, unlike in messages. */
    private static Optional<InboundContent> receipt(Map<String, String> fields) {
        String id = present(fields, "MsgID");
        String status = fields.getOrDefault("Status", "");
        return id == null
                ? Optional.empty()
                : Optional.of(new InboundContent.DeliveryReceipt(id, failure(status), status));
    }

    /** {@code success}, {@code failed:user block} or {@code failed: system failed}; of mass messages {@code send success} and others. */
    private static DeliveryProblem.@Nullable Reason failure(String status) {
        if (status.equals("success") || status.equals("send success")) {
            return null;
        }
        return status.contains("user block")
                ? DeliveryProblem.Reason.REFUSED_BY_CUSTOMER
                : DeliveryProblem.Reason.NOT_DELIVERED;
    }

    private static Optional<InboundContent> location(Map<String, String> fields) {
        try {
            double latitude = Double.parseDouble(fields.getOrDefault("Location_X", ""));
            double longitude = Double.parseDouble(fields.getOrDefault("Location_Y", ""));
            if (!Double.isFinite(latitude) || !Double.isFinite(longitude)) {
                return Optional.empty();
            }
            int scale = Integer.parseInt(fields.getOrDefault("Scale", "0"));
            return Optional.of(
                    new InboundContent.Location(latitude, longitude, scale, fields.getOrDefault("Label", "")));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<InboundContent> link(Map<String, String> fields) {
        String url = present(fields, "Url");
        return url == null
                ? Optional.empty()
                : Optional.of(new InboundContent.Link(
                        fields.getOrDefault("Title", ""), fields.getOrDefault("Description", ""), url));
    }

    private static Optional<String> media(Map<String, String> fields) {
        return Optional.ofNullable(present(fields, "MediaId"));
    }

    private static @Nullable String present(Map<String, String> fields, String name) {
        String value = fields.get(name);
        return value == null || value.isBlank() ? null : value;
    }
}
