package io.keshu.console.conversations;

import io.keshu.channels.api.MessageTemplate;
import io.keshu.channels.api.TemplateField;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account's message templates.
 *
 * @param at when the provider said so; null if it never did
 * @param problem why it could not be asked anew, in the reader's language
 */
@Schema(name = "TemplateList")
record TemplateListView(
        List<TemplateView> templates,
        @Nullable Instant at,
        @Nullable String problem) {

    /**
     * @param text what the customer will read, with {@code {{name}}} where a field's value comes
     * @param left how many messages by it the customer still consents to; null where that is not asked for
     */
    @Schema(name = "Template")
    record TemplateView(
            String id,
            String title,
            String text,
            String example,
            boolean linked,
            List<TemplateFieldView> fields,
            @Nullable Integer left) {

        static TemplateView of(MessageTemplate template, @Nullable Integer left) {
            return new TemplateView(
                    template.id(),
                    template.title(),
                    template.text(),
                    template.example(),
                    template.linked(),
                    template.fields().stream().map(TemplateFieldView::of).toList(),
                    left);
        }
    }

    /**
     * @param kind what the provider takes there, such as {@code phone_number}
     * @param maxLength in characters
     * @param pattern a regular expression that the whole value matches, if there is one
     */
    @Schema(name = "TemplateField")
    record TemplateFieldView(
            String name,
            String label,
            String kind,
            int maxLength,
            @Nullable String pattern) {

        static TemplateFieldView of(TemplateField field) {
            return new TemplateFieldView(field.name(), field.label(), field.kind(), field.maxLength(), field.pattern());
        }
    }
}
