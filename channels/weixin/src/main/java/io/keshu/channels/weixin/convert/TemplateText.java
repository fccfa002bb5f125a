package io.keshu.channels.weixin.convert;

import io.keshu.channels.api.MessageTemplate;
import io.keshu.channels.api.TemplateField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a template out of its content, such as {@code 订单编号：{{character_string1.DATA}}}. What a field takes stands in its
 * name (参数值限制说明); templates of before 2023 have {@code first}, {@code keyword1} and {@code remark}, which take any text.
 */
public final class TemplateText {

    private static final Pattern BLANK = Pattern.compile("\\{\\{\\s*(\\w+)\\.DATA\\s*}}");
    private static final Pattern NUMBERED = Pattern.compile("([a-z_]+?)_?\\d*");

    /** Not stated by WeChat for templates of before 2023; longer ones have been seen to be cut. */
    private static final Rule TEXT = new Rule("text", 200, null);

    private static final Map<String, Rule> RULES = Map.ofEntries(
            rule("thing", 20, null),
            rule("const", 20, null),
            rule("number", 32, "-?[0-9]+([.][0-9]+)?"),
            rule("letter", 32, "[A-Za-z]+"),
            rule("symbol", 5, "[^A-Za-z0-9\\u4e00-\\u9fff]+"),
            rule("character_string", 32, "[\\u0020-\\u007e]+"),
            rule("time", 32, ".*[0-9]{1,2}[:：][0-9]{2}.*"),
            rule("date", 32, "[0-9]{4}[年/.-][0-9]{1,2}[月/.-][0-9]{1,2}日?.*"),
            rule("amount", 16, "[^0-9]?[0-9]{1,10}([.][0-9]{1,2})?元?"),
            rule("phone_number", 17, "[0-9+() -]+"),
            rule("car_number", 8, null),
            rule("name", 20, "[\\u4e00-\\u9fff·]{1,10}|[A-Za-z .·]{1,20}"),
            rule("phrase", 5, "[\\u4e00-\\u9fff]+"));

    private TemplateText() {}

    private record Rule(
            String kind, int maxLength, @Nullable String pattern) {}

    private static Map.Entry<String, Rule> rule(String kind, int maxLength, @Nullable String pattern) {
        return Map.entry(kind, new Rule(kind, maxLength, pattern));
    }

    /**
     * @param content as WeChat gives it
     * @param linked whether a message may lead to wherever its writer likes
     */
    public static MessageTemplate read(String id, String title, String content, String example, boolean linked) {
        List<TemplateField> fields = new ArrayList<>();
        for (String line : content.split("\\R", -1)) {
            Matcher blank = BLANK.matcher(line);
            int from = 0;
            while (blank.find()) {
                fields.add(field(blank.group(1), label(line.substring(from, blank.start()))));
                from = blank.end();
            }
        }
        String text = BLANK.matcher(content)
                .replaceAll(blank -> "{{" + blank.group(1) + "}}")
                .strip();
        return new MessageTemplate(id, title, text, fields, example, linked);
    }

    private static String label(String before) {
        return before.strip().replaceAll("[:：]$", "").strip();
    }

    private static TemplateField field(String name, String label) {
        Matcher numbered = NUMBERED.matcher(name);
        Rule rule = numbered.matches() ? RULES.getOrDefault(numbered.group(1), TEXT) : TEXT;
        return new TemplateField(name, label.isEmpty() ? name : label, rule.kind, rule.maxLength, rule.pattern);
    }
}
