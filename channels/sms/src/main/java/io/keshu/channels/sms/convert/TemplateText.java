package io.keshu.channels.sms.convert;

import io.keshu.channels.api.MessageTemplate;
import io.keshu.channels.api.TemplateField;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the blanks of a template's text. */
public final class TemplateText {

    /** As Aliyun writes a blank: <code>${name}</code>. */
    public static final Pattern NAMED = Pattern.compile("\\$\\{([A-Za-z0-9_]{1,64})}");

    /** As Tencent Cloud writes a blank: <code>{1}</code>. */
    public static final Pattern NUMBERED = Pattern.compile("\\{([0-9]{1,3})}");

    private static final String KIND = "text";

    private TemplateText() {}

    /**
     * @param blank finds a blank, its name in the first group
     * @param valueLength how long a value may be, in code points
     */
    public static MessageTemplate read(String id, String title, String text, Pattern blank, int valueLength) {
        Set<String> names = new LinkedHashSet<>();
        StringBuilder shown = new StringBuilder();
        Matcher found = blank.matcher(text);
        while (found.find()) {
            names.add(found.group(1));
            found.appendReplacement(shown, Matcher.quoteReplacement("{{" + found.group(1) + "}}"));
        }
        found.appendTail(shown);
        List<TemplateField> fields = new ArrayList<>();
        for (String name : names) {
            fields.add(new TemplateField(name, name, KIND, valueLength, "[^\\p{Cntrl}]*"));
        }
        return new MessageTemplate(id, title, shown.toString(), fields, "", false);
    }
}
