package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.world.Menus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls of custom menus (自定义菜单). */
final class MenuEndpoints {

    private static final List<String> GONE_RULES =
            List.of("sex", "country", "province", "city", "client_platform_type", "language", "group_id");

    private MenuEndpoints() {}

    static Answer create(Question question) {
        ObjectNode menu = question.json();
        if (menu == null) {
            return notJson(question);
        }
        return MenuCheck.problem(menu.path("button")).orElseGet(() -> {
            question.account().menus().create(Json.line(menu.path("button")));
            return Answer.ok();
        });
    }

    static Answer addConditional(Question question) {
        ObjectNode menu = question.json();
        if (menu == null) {
            return notJson(question);
        }
        JsonNode rule = menu.path("matchrule");
        Optional<Answer> problem = MenuCheck.problem(menu.path("button")).or(() -> ruleProblem(question, rule));
        return problem.orElseGet(() -> question.account()
                .menus()
                .add(number(rule.path("tag_id")), Json.line(menu.path("button")))
                .map(id -> Answer.of(Map.of("menuid", Long.toString(id))))
                .orElseGet(() -> Answer.error(65303, "there is no default menu")));
    }

    private static Optional<Answer> ruleProblem(Question question, JsonNode rule) {
        if (!rule.isObject() || rule.isEmpty()) {
            return Optional.of(Answer.error(65304, "match rule is empty"));
        }
        boolean gone = GONE_RULES.stream()
                .anyMatch(name -> !rule.path(name).asString("").isEmpty());
        return gone || !question.account().menus().hasTag(number(rule.path("tag_id")))
                ? Optional.of(Answer.error(65320, "match rule is not supported"))
                : Optional.empty();
    }

    static Answer get(Question question) {
        Menus menus = question.account().menus();
        return menus.standard()
                .map(standard -> {
                    Map<String, Object> body = new LinkedHashMap<>();
                    body.put("menu", Map.of("button", Json.tree(standard)));
                    List<Object> conditional = new ArrayList<>();
                    for (Menus.Conditional each : menus.conditional()) {
                        Map<String, Object> menu = new LinkedHashMap<>();
                        menu.put("button", Json.tree(each.buttons()));
                        menu.put("matchrule", Map.of("tag_id", Integer.toString(each.tag())));
                        menu.put("menuid", each.id());
                        conditional.add(menu);
                    }
                    if (!conditional.isEmpty()) {
                        body.put("conditionalmenu", conditional);
                    }
                    return Answer.of(body);
                })
                .orElseGet(MenuEndpoints::none);
    }

    static Answer delete(Question question) {
        question.account().menus().removeAll();
        return Answer.ok();
    }

    static Answer removeConditional(Question question) {
        ObjectNode body = question.json();
        if (body == null) {
            return notJson(question);
        }
        return question.account().menus().remove(body.path("menuid").asString(""))
                ? Answer.ok()
                : Answer.error(65301, "no such conditional menu");
    }

    static Answer match(Question question) {
        ObjectNode body = question.json();
        if (body == null) {
            return notJson(question);
        }
        String openid = body.path("user_id").asString("");
        return question.account()
                .follower(openid)
                .map(follower -> question.account()
                        .menus()
                        .match(follower.tags())
                        .map(buttons -> Answer.of(Map.of("button", Json.tree(buttons))))
                        .orElseGet(MenuEndpoints::none))
                .orElseGet(() -> Answer.error(46004, "no such user"))
                .about(openid, null);
    }

    /** Lists below a button are in an object of their own here. */
    static Answer own(Question question) {
        Map<String, Object> body = new LinkedHashMap<>();
        Optional<String> standard = question.account().menus().standard();
        body.put("is_menu_open", standard.isPresent() ? 1 : 0);
        standard.ifPresent(buttons -> {
            JsonNode tree = Json.tree(buttons);
            for (JsonNode button : tree) {
                JsonNode below = button.path("sub_button");
                if (button instanceof ObjectNode object && !below.isEmpty()) {
                    object.putObject("sub_button").set("list", below);
                }
            }
            body.put("selfmenu_info", Map.of("button", tree));
        });
        return Answer.of(body);
    }

    /** -1 if it is no number. */
    static int number(JsonNode node) {
        String text = node.asString("");
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    private static Answer none() {
        return Answer.error(46003, "menu no exist");
    }

    static Answer notJson(Question question) {
        return question.empty() ? Answer.error(44002, "empty post data") : Answer.error(47001, "data format error");
    }
}
