package io.keshu.channels.sandbox.mini;

import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.journal.Delivered;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.wechat.Answer;
import io.keshu.channels.sandbox.wechat.Endpoint;
import io.keshu.channels.sandbox.wechat.KefuContent;
import io.keshu.channels.sandbox.wechat.KefuEndpoints;
import io.keshu.channels.sandbox.wechat.Question;
import io.keshu.channels.sandbox.wechat.TemplateCheck;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.TemplateEnd;
import io.keshu.channels.sandbox.world.Templates.Template;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a mini program's server calls: customer-service messages, typing, subscribe messages. */
final class MiniEndpoints {

    static final String SEND = "/cgi-bin/message/custom/send";
    static final String SUBSCRIBE = "/cgi-bin/message/subscribe/send";
    private static final String TYPING = "/cgi-bin/message/custom/typing";
    private static final String TYPING_NOW = "/cgi-bin/message/custom/business/typing";

    private final MiniPrograms programs;
    private final Journal journal;

    MiniEndpoints(MiniPrograms programs, Journal journal) {
        this.programs = programs;
        this.journal = journal;
    }

    Map<String, Endpoint> all() {
        KefuEndpoints kefu = new KefuEndpoints(journal, MiniEndpoints::check);
        return Map.of(
                SEND,
                kefu::send,
                TYPING,
                kefu::typing,
                TYPING_NOW,
                kefu::typing,
                SUBSCRIBE,
                this::subscribe,
                "/wxaapi/newtmpl/gettemplate",
                MiniEndpoints::templates);
    }

    static Set<String> posted() {
        return Set.of(SEND, TYPING, TYPING_NOW, SUBSCRIBE);
    }

    private static KefuContent check(Account account, ObjectNode message, Instant now) {
        String kind = message.path("msgtype").asString("");
        JsonNode content = message.path(kind);
        Answer refusal = switch (kind) {
            case "text" -> KefuContent.text(content);
            case "image" -> KefuContent.media(account, content, "media_id", Set.of("image"), now);
            case "link" -> missing(content, "title", "url");
            case "miniprogrampage" -> {
                Answer missing = missing(content, "title", "pagepath");
                yield missing == null
                        ? KefuContent.media(account, content, "thumb_media_id", Set.of("image"), now)
                        : missing;
            }
            default -> Answer.error(40008, "invalid message type");
        };
        String words = kind.equals("text") ? content.path("content").asString("") : Json.line(content);
        return new KefuContent(refusal, kind, words);
    }

    private static @Nullable Answer missing(JsonNode content, String... fields) {
        for (String field : fields) {
            if (content.path(field).asString("").isEmpty()) {
                return Answer.error(40035, "invalid parameter: " + field);
            }
        }
        return null;
    }

    private static Answer templates(Question question) {
        List<Map<String, Object>> data = MiniTemplates.all().stream()
                .map(template -> {
                    Map<String, Object> told = new LinkedHashMap<>();
                    told.put("priTmplId", template.id());
                    told.put("title", template.title());
                    told.put("content", template.content());
                    told.put("example", template.example());
                    told.put("type", 2);
                    return told;
                })
                .toList();
        Map<String, Object> body = new LinkedHashMap<>(Answer.ok().body());
        body.put("data", data);
        return Answer.of(body);
    }

    private Answer subscribe(Question question) {
        ObjectNode message = question.json();
        if (message == null) {
            return question.empty() ? Answer.error(44002, "empty post data") : Answer.error(47001, "data format error");
        }
        String openid = message.path("touser").asString("");
        return question.account()
                .follower(openid)
                .map(customer -> subscribe(question, message, customer))
                .orElseGet(() -> Answer.error(40003, "invalid openid"))
                .about(openid, null);
    }

    /** As WeChat does, it checks what the message says before whether the customer wants it. */
    private Answer subscribe(Question question, ObjectNode message, Follower customer) {
        Optional<Template> template =
                MiniTemplates.find(message.path("template_id").asString(""));
        if (template.isEmpty()) {
            return Answer.error(40037, "invalid template_id");
        }
        Optional<Answer> problem = TemplateCheck.problem(template.get(), message.path("data"));
        if (problem.isPresent()) {
            return problem.get();
        }
        if (message.path("page").asString("").startsWith("/")) {
            return Answer.error(41030, "invalid page");
        }
        if (!customer.useConsent(template.get().id())) {
            return Answer.error(43101, "user refuse to accept the msg");
        }
        String id = programs.world().nextMessageId();
        String card = TemplateCheck.card(template.get(), message);
        TemplateEnd end = customer.templateEnd();
        if (end == TemplateEnd.DELIVERED) {
            customer.receiveTemplate(card, question.now());
            String account = question.account().settings().appId();
            journal.add(seq -> new Delivered(seq, question.now(), account, customer.openid(), null, card, "api"));
        }
        programs.subscribeEnded(question.account(), customer, template.get().id(), id, end);
        Map<String, Object> body = new LinkedHashMap<>(Answer.ok().body());
        body.put("msgid", Long.parseLong(id));
        return Answer.of(body);
    }
}
