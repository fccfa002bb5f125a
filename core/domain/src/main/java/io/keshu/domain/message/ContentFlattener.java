package io.keshu.domain.message;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundContent.ConsentAnswer;
import io.keshu.channels.api.InboundContent.MailNotice;
import io.keshu.channels.api.InboundContent.TemplateConsent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.conversation.ConversationState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts content to its flat form and back, without loss. Together with {@link OutboundFlattener} the only place that knows the
 * names of kinds and fields. */
public final class ContentFlattener {

    /** The kind of {@link InboundContent.TemplateConsents}. */
    public static final String TEMPLATE_CONSENTS = "template-consents";

    private static final String GROUPED = "grouped";
    /** The kind of whatever was erased; what it was is in its field {@code kind}. */
    public static final String ERASED = "erased";

    /** The kind of the event that says that a message was taken back; which is in its field {@code number}. */
    public static final String RECALLED = "recalled";

    private static final String OTHERS_ADDRESS = "others-address";

    /** The kind of the event that says so. */
    public static final String DATA_ERASED = "data-erased";

    private ContentFlattener() {}

    public static FlatContent flatten(MessageContent content) {
        if (content instanceof MessageContent.Received received) {
            return flatten(received.content());
        }
        if (content instanceof MessageContent.Sent sent) {
            return SentFields.with(flatten(sent.content()), sent);
        }
        if (content instanceof MessageContent.OthersAddress other) {
            return new FlatContent(OTHERS_ADDRESS, null, SentFields.of(other.address()));
        }
        if (content instanceof MessageContent.StateChanged changed) {
            return new FlatContent(kindOf(changed.to()), null, fields("reason", changed.reason()));
        }
        if (content instanceof MessageContent.Grouped grouped) {
            return new FlatContent(
                    GROUPED,
                    grouped.group().name(),
                    fields("group", grouped.group().id().toString()));
        }
        if (content instanceof MessageContent.Recalled recalled) {
            return new FlatContent(RECALLED, null, fields("number", Integer.toString(recalled.number())));
        }
        if (content instanceof MessageContent.Erased erased) {
            return new FlatContent(ERASED, null, fields("kind", erased.kind()));
        }
        if (content instanceof MessageContent.DataErased) {
            return new FlatContent(DATA_ERASED, null, Map.of());
        }
        throw new IllegalStateException("Unknown content " + content.getClass());
    }

    public static FlatContent flatten(OutboundContent content) {
        return OutboundFlattener.flatten(content);
    }

    public static FlatContent flatten(InboundContent content) {
        if (content instanceof InboundContent.Text text) {
            return new FlatContent("text", text.text(), Map.of());
        }
        if (content instanceof InboundContent.Choice choice) {
            return new FlatContent("choice", choice.text(), fields("id", choice.id()));
        }
        if (content instanceof InboundContent.Image image) {
            return new FlatContent("image", null, fields("mediaId", image.mediaId(), "url", image.url()));
        }
        if (content instanceof InboundContent.Voice voice) {
            return new FlatContent(
                    "voice", voice.recognition(), fields("mediaId", voice.mediaId(), "format", voice.format()));
        }
        if (content instanceof InboundContent.Video video) {
            return new FlatContent(
                    "video", null, fields("mediaId", video.mediaId(), "thumbnailMediaId", video.thumbnailMediaId()));
        }
        if (content instanceof InboundContent.File file) {
            return new FlatContent(
                    "file", file.name(), fields("mediaId", file.mediaId(), "size", Long.toString(file.sizeBytes())));
        }
        if (content instanceof InboundContent.Location place) {
            return new FlatContent(
                    "location",
                    place.label(),
                    fields(
                            "latitude", Double.toString(place.latitude()),
                            "longitude", Double.toString(place.longitude()),
                            "scale", Integer.toString(place.scale())));
        }
        if (content instanceof InboundContent.Link link) {
            return new FlatContent("link", link.title(), fields("description", link.description(), "url", link.url()));
        }
        if (content instanceof InboundContent.Card card) {
            return new FlatContent("card", card.title(), card.fields());
        }
        if (content instanceof InboundContent.Mail mail) {
            return new FlatContent(
                    "mail",
                    mail.text(),
                    fields(
                            "subject",
                            mail.subject(),
                            "quoted",
                            orAbsent(mail.quoted()),
                            "html",
                            orAbsent(mail.html()),
                            "automatic",
                            mail.automatic() ? "true" : null,
                            "notice",
                            mail.notice() == MailNotice.NONE
                                    ? null
                                    : mail.notice().name(),
                            "attachments",
                            orAbsent(mail.attachments())));
        }
        if (content instanceof InboundContent.Form form) {
            return FormFlattener.flatten(form);
        }
        return flattenEvent(content);
    }

    private static @Nullable String orAbsent(String value) {
        return value.isEmpty() ? null : value;
    }

    private static FlatContent flattenEvent(InboundContent content) {
        if (content instanceof InboundContent.MenuClick click) {
            return new FlatContent("menu-click", null, fields("kind", click.kind(), "key", click.key()));
        }
        if (content instanceof InboundContent.Subscribed subscribed) {
            return new FlatContent("subscribed", null, fields("scene", subscribed.scene()));
        }
        if (content instanceof InboundContent.Unsubscribed) {
            return new FlatContent("unsubscribed", null, Map.of());
        }
        if (content instanceof InboundContent.Scanned scanned) {
            return new FlatContent("scanned", null, fields("scene", scanned.scene()));
        }
        if (content instanceof InboundContent.Entered entered) {
            return new FlatContent("entered", null, entered.fields());
        }
        if (content instanceof InboundContent.Paid paid) {
            Map<String, String> fields = new LinkedHashMap<>(paid.fields());
            fields.put("reference", paid.reference());
            return new FlatContent("paid", null, fields);
        }
        if (content instanceof InboundContent.TemplateConsents consents) {
            return new FlatContent(TEMPLATE_CONSENTS, null, consents(consents.answers()));
        }
        if (content instanceof InboundContent.DeliveryReceipt receipt) {
            DeliveryProblem.Reason failure = receipt.failure();
            return new FlatContent(
                    "delivery-receipt",
                    null,
                    fields(
                            "providerMessageId", receipt.providerMessageId(),
                            "delivered", Boolean.toString(failure == null),
                            "failure", failure == null ? null : failure.name(),
                            "status", receipt.status()));
        }
        if (content instanceof InboundContent.Unsupported unsupported) {
            return new FlatContent("unsupported", unsupported.kind(), unsupported.fields());
        }
        throw new IllegalStateException("Unknown content " + content.getClass());
    }

    /** The content that a message by such an author has. */
    public static MessageContent restore(Author.Kind author, FlatContent flat) {
        if (flat.kind().equals(ERASED)) {
            return new MessageContent.Erased(field(flat, "kind"));
        }
        if (flat.kind().equals(DATA_ERASED)) {
            return new MessageContent.DataErased();
        }
        if (flat.kind().equals(RECALLED)) {
            return new MessageContent.Recalled(Integer.parseInt(field(flat, "number")));
        }
        if (author == Author.Kind.CUSTOMER) {
            return new MessageContent.Received(restoreInbound(flat));
        }
        if (flat.kind().equals(GROUPED)) {
            return new MessageContent.Grouped(
                    new AgentGroupRef(new AgentGroupId(Long.parseLong(field(flat, "group"))), text(flat)));
        }
        for (ConversationState state : ConversationState.values()) {
            if (kindOf(state).equals(flat.kind())) {
                return new MessageContent.StateChanged(state, flat.fields().get("reason"));
            }
        }
        if (flat.kind().equals(OTHERS_ADDRESS)) {
            return new MessageContent.OthersAddress(SentFields.address(flat.fields()));
        }
        return SentFields.restore(restoreOutbound(flat), flat.fields());
    }

    /** Whether a field of a message to the customer says how it left rather than what it says. */
    public static boolean tellsHowItLeft(String field) {
        return SentFields.NAMES.contains(field);
    }

    private static String kindOf(ConversationState state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    public static OutboundContent restoreOutbound(FlatContent flat) {
        return OutboundFlattener.restore(flat);
    }

    public static InboundContent restoreInbound(FlatContent flat) {
        Map<String, String> fields = flat.fields();
        return switch (flat.kind()) {
            case "text" -> new InboundContent.Text(text(flat));
            case "choice" -> new InboundContent.Choice(field(flat, "id"), text(flat));
            case "image" -> new InboundContent.Image(field(flat, "mediaId"), fields.get("url"));
            case "voice" -> new InboundContent.Voice(field(flat, "mediaId"), field(flat, "format"), flat.text());
            case "video" -> new InboundContent.Video(field(flat, "mediaId"), fields.get("thumbnailMediaId"));
            case "file" ->
                new InboundContent.File(field(flat, "mediaId"), text(flat), Long.parseLong(field(flat, "size")));
            case "location" ->
                new InboundContent.Location(
                        Double.parseDouble(field(flat, "latitude")),
                        Double.parseDouble(field(flat, "longitude")),
                        Integer.parseInt(field(flat, "scale")),
                        text(flat));
            case "link" -> new InboundContent.Link(text(flat), field(flat, "description"), field(flat, "url"));
            case "card" -> new InboundContent.Card(text(flat), fields);
            case "mail" ->
                new InboundContent.Mail(
                        field(flat, "subject"),
                        text(flat),
                        field(flat, "quoted"),
                        field(flat, "html"),
                        Boolean.parseBoolean(fields.get("automatic")),
                        MailNotice.valueOf(fields.getOrDefault("notice", MailNotice.NONE.name())),
                        field(flat, "attachments"));
            case FormFlattener.KIND -> FormFlattener.restore(flat);
            case "menu-click" -> new InboundContent.MenuClick(field(flat, "kind"), field(flat, "key"));
            case "subscribed" -> new InboundContent.Subscribed(fields.get("scene"));
            case "unsubscribed" -> new InboundContent.Unsubscribed();
            case "scanned" -> new InboundContent.Scanned(field(flat, "scene"));
            case "entered" -> new InboundContent.Entered(fields);
            case "delivery-receipt" ->
                new InboundContent.DeliveryReceipt(
                        field(flat, "providerMessageId"), failure(fields), field(flat, "status"));
            case "paid" -> {
                Map<String, String> others = new LinkedHashMap<>(fields);
                others.remove("reference");
                yield new InboundContent.Paid(field(flat, "reference"), others);
            }
            case TEMPLATE_CONSENTS -> new InboundContent.TemplateConsents(restoreConsents(fields));
            case "unsupported" -> new InboundContent.Unsupported(text(flat), fields);
            default -> throw new IllegalStateException("Unknown kind " + flat.kind());
        };
    }

    private static Map<String, String> consents(List<TemplateConsent> answers) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < answers.size(); i++) {
            fields.put(i + ".template", answers.get(i).templateId());
            fields.put(i + ".answer", answers.get(i).answer().name());
        }
        return fields;
    }

    private static List<TemplateConsent> restoreConsents(Map<String, String> fields) {
        List<TemplateConsent> answers = new ArrayList<>();
        for (int i = 0; fields.containsKey(i + ".template"); i++) {
            answers.add(new TemplateConsent(
                    fields.getOrDefault(i + ".template", ""),
                    ConsentAnswer.valueOf(fields.getOrDefault(i + ".answer", ConsentAnswer.REFUSED.name()))));
        }
        return answers;
    }

    /** Receipts that were stored before failures had reasons say only that there was one. */
    private static DeliveryProblem.@Nullable Reason failure(Map<String, String> fields) {
        if (Boolean.parseBoolean(fields.get("delivered"))) {
            return null;
        }
        String failure = fields.get("failure");
        return failure == null ? DeliveryProblem.Reason.NOT_DELIVERED : DeliveryProblem.Reason.valueOf(failure);
    }

    private static String text(FlatContent flat) {
        String text = flat.text();
        return text == null ? "" : text;
    }

    private static String field(FlatContent flat, String name) {
        return flat.fields().getOrDefault(name, "");
    }

    /** A map of the pairs whose value is there. */
    private static Map<String, String> fields(@Nullable String... namesAndValues) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            String name = namesAndValues[i];
            String value = namesAndValues[i + 1];
            if (name != null && value != null) {
                fields.put(name, value);
            }
        }
        return fields;
    }
}
