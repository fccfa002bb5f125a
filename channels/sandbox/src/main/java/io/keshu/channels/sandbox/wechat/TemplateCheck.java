package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.world.Templates.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What WeChat demands of the values of a template (参数值限制说明), and what the customer then reads. */
public final class TemplateCheck {

    private static final Pattern LINE = Pattern.compile("(?m)^(.*?)\\{\\{(\\w+)\\.DATA}}");
    private static final int OLD_STYLE = 200;

    private TemplateCheck() {}

    /** 47003 for the first value that WeChat does not take. */
    public static Optional<Answer> problem(Template template, JsonNode data) {
        Matcher lines = LINE.matcher(template.content());
        while (lines.find()) {
            String name = lines.group(2);
            String value = data.path(name).path("value").asString("");
            if (value.isBlank()) {
                return Optional.of(refused(name, "is empty"));
            }
            if (!fits(kind(name), value)) {
                return Optional.of(refused(name, "invalid"));
            }
        }
        return Optional.empty();
    }

    private static Answer refused(String name, String why) {
        return Answer.error(47003, "argument invalid! data." + name + ".value " + why);
    }

    private static String kind(String name) {
        return name.replaceAll("_?\\d+$", "");
    }

    private static boolean fits(String kind, String value) {
        int length = value.codePointCount(0, value.length());
        return switch (kind) {
            case "thing", "const" -> length <= 20;
            case "number" -> length <= 32 && value.matches("-?\\d+(\\.\\d+)?");
            case "letter" -> length <= 32 && value.chars().allMatch(Character::isLetter);
            case "symbol" -> length <= 5;
            case "character_string" -> length <= 32 && value.chars().allMatch(c -> c >= ' ' && c < 127);
            case "time" -> value.matches(".*\\d{1,2}[:：]\\d{2}.*");
            case "date" -> value.matches("\\d{4}\\D\\d{1,2}\\D\\d{1,2}.*");
            case "amount" -> value.matches("\\D?\\d{1,10}(\\.\\d+)?元?");
            case "phone_number" -> length <= 17 && value.chars().noneMatch(Character::isLetter);
            case "car_number" -> length <= 8;
            case "name" -> length <= (value.chars().allMatch(c -> c < 128) ? 20 : 10);
            case "phrase" -> length <= 5 && value.codePoints().allMatch(Character::isIdeographic);
            default -> length <= OLD_STYLE;
        };
    }

    /** What the phone shows, as JSON. */
    public static String card(Template template, JsonNode message) {
        List<Map<String, String>> lines = new ArrayList<>();
        Matcher found = LINE.matcher(template.content());
        while (found.find()) {
            lines.add(Map.of(
                    "label",
                    found.group(1),
                    "value",
                    message.path("data").path(found.group(2)).path("value").asString("")));
        }
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("title", template.title());
        card.put("lines", lines);
        card.put("url", message.path("url").asString(""));
        card.put("appid", message.path("miniprogram").path("appid").asString(""));
        card.put("pagepath", message.path("miniprogram").path("pagepath").asString(""));
        return Json.line(card);
    }
}
