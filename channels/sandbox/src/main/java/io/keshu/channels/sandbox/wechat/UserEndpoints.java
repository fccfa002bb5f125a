package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.world.Follower;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** /cgi-bin/user/info, /cgi-bin/user/get and the addresses of WeChat's servers. */
final class UserEndpoints {

    private static final int PAGE = 10_000;
    private static final int BATCH = 100;
    private static final int LONGEST_REMARK = 30;

    private UserEndpoints() {}

    static Answer info(Question question) {
        String openid = question.query().getOrDefault("openid", "");
        return question.account()
                .follower(openid)
                .map(follower -> Answer.of(describe(follower)))
                .orElseGet(() -> Answer.error(40003, "invalid openid"))
                .about(openid, null);
    }

    /** Without name and picture, as WeChat answers since the end of 2021. */
    private static Map<String, Object> describe(Follower follower) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("subscribe", follower.following() ? 1 : 0);
        body.put("openid", follower.openid());
        if (!follower.following()) {
            return body;
        }
        body.put("nickname", "");
        body.put("sex", 0);
        body.put("language", "zh_CN");
        body.put("city", "");
        body.put("province", "");
        body.put("country", "");
        body.put("headimgurl", "");
        body.put("subscribe_time", follower.since().getEpochSecond());
        body.put("remark", follower.remark());
        body.put("groupid", 0);
        body.put("tagid_list", List.copyOf(follower.tags()));
        String scene = follower.scene();
        body.put("subscribe_scene", scene.isEmpty() ? "ADD_SCENE_SEARCH" : "ADD_SCENE_QR_CODE");
        body.put("qr_scene", 0);
        body.put("qr_scene_str", scene);
        return body;
    }

    /** Up to a hundred at once. */
    static Answer batch(Question question) {
        ObjectNode body = question.json();
        if (body == null) {
            return MenuEndpoints.notJson(question);
        }
        JsonNode asked = body.path("user_list");
        if (asked.isEmpty() || asked.size() > BATCH) {
            return Answer.error(40032, "invalid openid list size");
        }
        List<Object> found = new ArrayList<>();
        for (JsonNode each : asked) {
            Optional<Follower> follower =
                    question.account().follower(each.path("openid").asString(""));
            if (follower.isEmpty()) {
                return Answer.error(40003, "invalid openid");
            }
            found.add(describe(follower.get()));
        }
        return Answer.of(Map.of("user_info_list", found));
    }

    static Answer remark(Question question) {
        ObjectNode body = question.json();
        if (body == null) {
            return MenuEndpoints.notJson(question);
        }
        String openid = body.path("openid").asString("");
        String remark = body.path("remark").asString("");
        Optional<Follower> follower = question.account().follower(openid).filter(Follower::following);
        if (follower.isEmpty()) {
            return Answer.error(40003, "invalid openid");
        }
        if (remark.codePointCount(0, remark.length()) >= LONGEST_REMARK) {
            return Answer.error(45009, "remark is too long");
        }
        follower.get().remark(remark);
        return Answer.ok().about(openid, null);
    }

    static Answer list(Question question) {
        String after = question.query().getOrDefault("next_openid", "");
        List<String> following = question.account().followers().stream()
                .filter(Follower::following)
                .map(Follower::openid)
                .toList();
        List<String> page = following.stream()
                .filter(openid -> openid.compareTo(after) > 0)
                .limit(PAGE)
                .toList();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("total", following.size());
        body.put("count", page.size());
        if (!page.isEmpty()) {
            body.put("data", Map.of("openid", page));
        }
        body.put("next_openid", page.isEmpty() ? "" : page.get(page.size() - 1));
        return Answer.of(body);
    }

    static Answer addresses(Question question) {
        return Answer.of(Map.of("ip_list", List.of("127.0.0.1")));
    }
}
