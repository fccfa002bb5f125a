package io.keshu.channels.miniprogram.convert;

import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.InboundContent.ConsentAnswer;
import io.keshu.channels.api.InboundContent.TemplateConsent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events about subscribe messages (订阅消息). Each carries a list of items, which XML puts under an element of the event's name and JSON does
 * not; of several, the values of one name are numbered.
 */
final class SubscribeEvents {

    private static final String ITEM = "List.";
    private static final String ACCEPT = "accept";

    private SubscribeEvents() {}

    /** The customer was asked in the mini program: an acceptance allows one message; a refusal takes nothing back. */
    static Optional<InboundContent> popup(Map<String, String> fields) {
        return answers(fields, status -> status.equals(ACCEPT) ? ConsentAnswer.GIVEN : ConsentAnswer.REFUSED);
    }

    /** She switched a template off or on among her messages: off takes all back, on allows no message by itself. */
    static Optional<InboundContent> change(Map<String, String> fields) {
        return answers(fields, status -> status.equals(ACCEPT) ? ConsentAnswer.REFUSED : ConsentAnswer.WITHDRAWN);
    }

    private static Optional<InboundContent> answers(Map<String, String> fields, Answer answer) {
        Map<String, TemplateConsent> found = new LinkedHashMap<>();
        for (int i = 1; value(fields, "TemplateId", i).isPresent(); i++) {
            String template = value(fields, "TemplateId", i).get();
            Optional<String> status = value(fields, "SubscribeStatusString", i);
            if (status.isEmpty() || template.isBlank()) {
                return Optional.empty();
            }
            found.put(template, new TemplateConsent(template, answer.to(status.get())));
        }
        return found.isEmpty()
                ? Optional.empty()
                : Optional.of(new InboundContent.TemplateConsents(List.copyOf(found.values())));
    }

    /** What one word means. */
    private interface Answer {
        ConsentAnswer to(String status);
    }

    /** WeChat's later word on one message. */
    static Optional<InboundContent> sent(Map<String, String> fields) {
        Optional<String> id = value(fields, "MsgID", 1).filter(found -> !found.isBlank());
        Optional<String> code = value(fields, "ErrorCode", 1);
        if (id.isEmpty() || code.isEmpty() || value(fields, "MsgID", 2).isPresent()) {
            return Optional.empty();
        }
        String status = value(fields, "ErrorStatus", 1).orElse("");
        return Optional.of(new InboundContent.DeliveryReceipt(
                id.get(), ContentConverter.failure(code.get(), status), status.isEmpty() ? code.get() : status));
    }

    /** @param number from 1 */
    private static Optional<String> value(Map<String, String> fields, String name, int number) {
        String wanted = ITEM + name + (number == 1 ? "" : "[" + number + "]");
        return fields.entrySet().stream()
                .filter(field -> field.getKey().equals(wanted) || field.getKey().endsWith("." + wanted))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
