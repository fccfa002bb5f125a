package io.keshu.console.conversations;

import io.keshu.channels.api.MessageTemplate;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundContent.TemplateLink;
import io.keshu.channels.api.OutboundContent.TemplateValue;
import io.keshu.channels.api.TemplateField;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import io.keshu.domain.message.Message;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A message by a template.
 *
 * @param clientId the browser's own id of this message: sent again, it is the same message
 * @param values by the names of the template's fields
 * @param url where a tap leads; empty for nowhere
 * @param appId the mini program that it leads to; empty for none
 * @param path within the mini program; may be empty
 */
@Schema(name = "NewTemplate")
record NewTemplate(
        @Schema(minLength = 1, maxLength = Message.MAX_CLIENT_ID)
        String clientId,

        String templateId,
        Map<String, String> values,
        String url,
        String appId,
        String path) {

    /** @throws ProblemException with what is wrong with each field */
    OutboundContent.Template filledIn(MessageTemplate template, Words words) {
        List<FieldProblem> problems = new ArrayList<>();
        List<TemplateValue> filled = new ArrayList<>();
        for (TemplateField field : template.fields()) {
            // JSON may say null where a text is due.
            String value =
                    Objects.requireNonNullElse(values.get(field.name()), "").strip();
            field.check(value)
                    .ifPresent(fault -> problems.add(new FieldProblem(
                            "values." + field.name(), CardCheck.code(fault), CardCheck.words(fault, field, words))));
            filled.add(new TemplateValue(field.name(), field.label(), value));
        }
        String address = CardCheck.given(url);
        String program = CardCheck.given(appId);
        String page = CardCheck.given(path);
        if (address != null) {
            CardCheck.address("url", address, words).ifPresent(problems::add);
        }
        if (program != null && program.length() > CardCheck.TITLE) {
            problems.add(new FieldProblem("appId", "too_long", words.say("field.too_long", CardCheck.TITLE)));
        }
        if (page != null && page.length() > CardCheck.ADDRESS) {
            problems.add(new FieldProblem("path", "too_long", words.say("field.too_long", CardCheck.ADDRESS)));
        }
        if (page != null && program == null) {
            problems.add(new FieldProblem("appId", "required", words.say("field.required")));
        }
        if (!problems.isEmpty()) {
            throw ProblemException.fields(problems);
        }
        TemplateLink link = address == null && program == null ? null : new TemplateLink(address, program, page);
        return new OutboundContent.Template(template.id(), template.title(), filled, link);
    }
}
