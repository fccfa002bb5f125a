package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.world.Follower;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** /cgi-bin/user/info, /cgi-bin/user/get and the addresses of WeChat's servers. */
final class UserEndpoints {

    private static final int PAGE = 10_000;

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
        body.put("remark", "");
        body.put("groupid", 0);
        body.put("tagid_list", List.copyOf(follower.tags()));
        body.put("subscribe_scene", "ADD_SCENE_SEARCH");
        body.put("qr_scene", 0);
        body.put("qr_scene_str", "");
        return body;
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
