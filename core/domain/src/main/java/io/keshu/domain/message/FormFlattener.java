package io.keshu.domain.message;

import io.keshu.channels.api.InboundContent.Form;
import io.keshu.channels.api.InboundContent.FormAnswer;
import io.keshu.channels.api.InboundContent.FormPurpose;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Forms in their flat form: what a person reads is one line for each answer. */
final class FormFlattener {

    static final String KIND = "form";

    private FormFlattener() {}

    static FlatContent flatten(Form form) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("purpose", form.purpose().name().toLowerCase(Locale.ROOT));
        for (int i = 0; i < form.answers().size(); i++) {
            FormAnswer answer = form.answers().get(i);
            fields.put(i + ".name", answer.name());
            fields.put(i + ".label", answer.label());
            fields.put(i + ".value", answer.value());
        }
        String text = form.answers().stream()
                .map(answer -> answer.label() + ": " + answer.value())
                .collect(Collectors.joining("\n"));
        return new FlatContent(KIND, text, fields);
    }

    static Form restore(FlatContent flat) {
        Map<String, String> fields = flat.fields();
        List<FormAnswer> answers = new ArrayList<>();
        for (int i = 0; fields.containsKey(i + ".name"); i++) {
            answers.add(new FormAnswer(
                    field(fields, i + ".name"), field(fields, i + ".label"), field(fields, i + ".value")));
        }
        return new Form(FormPurpose.valueOf(field(fields, "purpose").toUpperCase(Locale.ROOT)), answers);
    }

    private static String field(Map<String, String> fields, String name) {
        return Objects.requireNonNullElse(fields.get(name), "");
    }
}
