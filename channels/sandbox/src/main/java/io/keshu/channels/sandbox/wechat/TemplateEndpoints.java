package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.journal.Delivered;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.push.PushMessage;
import io.keshu.channels.sandbox.push.Pusher;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.TemplateEnd;
import io.keshu.channels.sandbox.world.Templates.Template;
import io.keshu.channels.sandbox.world.World;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import tools.jackson.databind.node.ObjectNode;

/** The calls of template messages (模板消息). */
final class TemplateEndpoints {

    private final World world;
    private final Journal journal;
    private final Pusher pusher;

    /** What was sent under a client_msg_id, which is sent once. */
    private final ConcurrentMap<String, String> sent = new ConcurrentHashMap<>();

    TemplateEndpoints(World world, Journal journal, Pusher pusher) {
        this.world = world;
        this.journal = journal;
        this.pusher = pusher;
    }

    static Answer list(Question question) {
        List<Map<String, String>> templates = question.account().templates().all().stream()
                .map(TemplateEndpoints::described)
                .toList();
        return Answer.of(Map.of("template_list", templates));
    }

    private static Map<String, String> described(Template template) {
        Map<String, String> described = new LinkedHashMap<>();
        described.put("template_id", template.id());
        described.put("title", template.title());
        described.put("primary_industry", "消费品");
        described.put("deputy_industry", "消费品");
        described.put("content", template.content());
        described.put("example", template.example());
        return described;
    }

    Answer send(Question question) {
        ObjectNode message = question.json();
        if (message == null) {
            return question.empty() ? Answer.error(44002, "empty post data") : Answer.error(47001, "data format error");
        }
        String openid = message.path("touser").asString("");
        return question.account()
                .follower(openid)
                .map(follower -> send(question, message, follower))
                .orElseGet(() -> Answer.error(40003, "invalid openid"))
                .about(openid, null);
    }

    private Answer send(Question question, ObjectNode message, Follower follower) {
        Optional<Template> template =
                question.account().templates().find(message.path("template_id").asString(""));
        if (template.isEmpty()) {
            return Answer.error(40037, "invalid template_id");
        }
        if (!follower.following()) {
            return Answer.error(43004, "require subscribe");
        }
        Optional<Answer> problem = TemplateCheck.problem(template.get(), message.path("data"));
        if (problem.isPresent()) {
            return problem.get();
        }
        String clientId = message.path("client_msg_id").asString("");
        String key = question.account().settings().appId() + ' ' + follower.openid() + ' ' + clientId;
        String id = world.nextMessageId();
        String known = clientId.isEmpty() ? null : sent.putIfAbsent(key, id);
        if (known == null) {
            finish(question, follower, TemplateCheck.card(template.get(), message), id);
        }
        Map<String, Object> body = new LinkedHashMap<>(Answer.ok().body());
        body.put("msgid", Long.parseLong(known == null ? id : known));
        return Answer.of(body);
    }

    /** It reaches the phone or not, and the account is told which. */
    private void finish(Question question, Follower follower, String card, String id) {
        TemplateEnd end = follower.templateEnd();
        if (end == TemplateEnd.DELIVERED) {
            follower.receiveTemplate(card, question.now());
            String account = question.account().settings().appId();
            journal.add(seq -> new Delivered(seq, question.now(), account, follower.openid(), null, card, "api"));
        }
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("MsgID", id);
        fields.put("Status", end.status());
        pusher.push(
                question.account(),
                follower,
                PushMessage.event(follower.openid(), question.now(), "TEMPLATESENDJOBFINISH", fields));
    }
}
