package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.Menus;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The calls of tags (用户标签). */
final class TagEndpoints {

    private static final int MOST_TAGS = 100;
    private static final int LONGEST_NAME = 30;
    private static final int BATCH = 50;
    private static final int TAGS_OF_ONE = 20;
    private static final int MOST_BEARERS = 100_000;
    private static final int PAGE = 10_000;

    /** Below it are WeChat's own. */
    private static final int OWN_TAGS = 3;

    private TagEndpoints() {}

    static Answer create(Question question) {
        ObjectNode body = question.json();
        if (body == null) {
            return MenuEndpoints.notJson(question);
        }
        Menus menus = question.account().menus();
        String name = body.path("tag").path("name").asString("");
        if (badName(name)) {
            return Answer.error(45158, "tag name is too long");
        }
        if (menus.tags().size() >= MOST_TAGS) {
            return Answer.error(45056, "too many tags");
        }
        return menus.tag(name)
                .map(tag -> Answer.of(Map.of("tag", describe(tag))))
                .orElseGet(() -> Answer.error(45157, "tag name is taken"));
    }

    private static boolean badName(String name) {
        return name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME;
    }

    static Answer rename(Question question) {
        ObjectNode body = question.json();
        if (body == null) {
            return MenuEndpoints.notJson(question);
        }
        int id = MenuEndpoints.number(body.path("tag").path("id"));
        String name = body.path("tag").path("name").asString("");
        Menus menus = question.account().menus();
        if (id >= 0 && id < OWN_TAGS) {
            return Answer.error(45058, "can't modify sys tag");
        }
        if (!menus.hasTag(id)) {
            return Answer.error(45159, "invalid tag id");
        }
        if (badName(name)) {
            return Answer.error(45158, "tag name is too long");
        }
        return menus.rename(id, name) ? Answer.ok() : Answer.error(45157, "tag name is taken");
    }

    static Answer delete(Question question) {
        ObjectNode body = question.json();
        if (body == null) {
            return MenuEndpoints.notJson(question);
        }
        int id = MenuEndpoints.number(body.path("tag").path("id"));
        Menus menus = question.account().menus();
        if (id >= 0 && id < OWN_TAGS) {
            return Answer.error(45058, "can't modify sys tag");
        }
        if (!menus.hasTag(id)) {
            return Answer.error(45159, "invalid tag id");
        }
        List<Follower> bearers = question.account().followers().stream()
                .filter(follower -> follower.tags().contains(id))
                .toList();
        if (bearers.size() >= MOST_BEARERS) {
            return Answer.error(45057, "the tag has too many bearers to delete it");
        }
        bearers.forEach(follower -> follower.bear(id, false));
        menus.removeTag(id);
        return Answer.ok();
    }

    /** The bearers of a tag, in the order of their openids. */
    static Answer members(Question question) {
        ObjectNode body = question.json();
        if (body == null) {
            return MenuEndpoints.notJson(question);
        }
        int id = MenuEndpoints.number(body.path("tagid"));
        if (!question.account().menus().hasTag(id)) {
            return Answer.error(45159, "invalid tag id");
        }
        String after = body.path("next_openid").asString("");
        List<String> page = question.account().followers().stream()
                .filter(follower -> follower.following() && follower.tags().contains(id))
                .map(Follower::openid)
                .filter(openid -> openid.compareTo(after) > 0)
                .limit(PAGE)
                .toList();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("count", page.size());
        if (!page.isEmpty()) {
            answer.put("data", Map.of("openid", page));
            answer.put("next_openid", page.get(page.size() - 1));
        }
        return Answer.of(answer);
    }

    static Answer list(Question question) {
        List<Object> tags = new ArrayList<>();
        for (Menus.Tag tag : question.account().menus().tags()) {
            Map<String, Object> each = describe(tag);
            each.put(
                    "count",
                    question.account().followers().stream()
                            .filter(follower -> follower.tags().contains(tag.id()))
                            .count());
            tags.add(each);
        }
        return Answer.of(Map.of("tags", tags));
    }

    private static Map<String, Object> describe(Menus.Tag tag) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("id", tag.id());
        body.put("name", tag.name());
        return body;
    }

    static Answer tag(Question question) {
        return change(question, true);
    }

    static Answer untag(Question question) {
        return change(question, false);
    }

    private static Answer change(Question question, boolean bears) {
        ObjectNode body = question.json();
        if (body == null) {
            return MenuEndpoints.notJson(question);
        }
        int tag = MenuEndpoints.number(body.path("tagid"));
        JsonNode openids = body.path("openid_list");
        if (!question.account().menus().hasTag(tag)) {
            return Answer.error(45159, "invalid tag id");
        }
        if (openids.size() > BATCH) {
            return Answer.error(40032, "too many openids");
        }
        List<Follower> followers = new ArrayList<>();
        for (JsonNode openid : openids) {
            Optional<Follower> follower = question.account().follower(openid.asString(""));
            if (follower.isEmpty()) {
                return Answer.error(40003, "invalid openid");
            }
            Set<Integer> borne = follower.get().tags();
            if (bears && !borne.contains(tag) && borne.size() >= TAGS_OF_ONE) {
                return Answer.error(45059, "too many tags on one user");
            }
            followers.add(follower.get());
        }
        followers.forEach(follower -> follower.bear(tag, bears));
        return Answer.ok();
    }

    static Answer of(Question question) {
        ObjectNode body = question.json();
        if (body == null) {
            return MenuEndpoints.notJson(question);
        }
        return question.account()
                .follower(body.path("openid").asString(""))
                .map(follower -> Answer.of(Map.of("tagid_list", List.copyOf(follower.tags()))))
                .orElseGet(() -> Answer.error(40003, "invalid openid"));
    }
}
