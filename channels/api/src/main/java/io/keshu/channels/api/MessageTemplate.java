package io.keshu.channels.api;

import java.util.List;

/**
 * One template of an account.
 *
 * @param id the provider's
 * @param text what the customer will read, with {@code {{name}}} where a field's value comes
 * @param fields in the order in which they stand in the text
 * @param example a message as the provider shows it; empty if it gives none
 * @param linked whether a message may lead to a page or a mini program
 */
public record MessageTemplate(
        String id, String title, String text, List<TemplateField> fields, String example, boolean linked) {

    public MessageTemplate {
        fields = List.copyOf(fields);
    }
}
