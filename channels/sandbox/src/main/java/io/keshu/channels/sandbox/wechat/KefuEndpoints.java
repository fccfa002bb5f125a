package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.journal.Delivered;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.world.Follower;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** /cgi-bin/message/custom/send and …/typing: what the account's staff do. */
final class KefuEndpoints {

    private static final int LONGEST_TEXT = 2048;

    /** Kinds that WeChat knows and this server doesn't show. */
    private static final Set<String> OTHER_KINDS = Set.of(
            "image",
            "voice",
            "video",
            "music",
            "news",
            "mpnews",
            "mpnewsarticle",
            "msgmenu",
            "wxcard",
            "miniprogrampage");

    private final Journal journal;

    KefuEndpoints(Journal journal) {
        this.journal = journal;
    }

    Answer send(Question question) {
        return withFollower(question, message -> check(question, message));
    }

    private Answer check(Question question, ObjectNode message) {
        String openid = message.path("touser").asString("");
        String kind = message.path("msgtype").asString("");
        if (OTHER_KINDS.contains(kind)) {
            return Answer.error(48001, "api unauthorized").about(openid, null);
        }
        if (!kind.equals("text")) {
            return Answer.error(40008, "invalid message type").about(openid, null);
        }
        JsonNode content = message.path("text").path("content");
        String text = content.isString() ? content.asString() : "";
        if (text.isEmpty()) {
            return Answer.error(44004, "empty content").about(openid, null);
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TEXT) {
            return Answer.error(45002, "content size out of limit").about(openid, null);
        }
        return deliver(question, openid, text).about(openid, text);
    }

    private Answer deliver(Question question, String openid, String text) {
        Follower follower = question.account().follower(openid).orElse(null);
        if (follower == null) {
            return Answer.error(40003, "invalid openid");
        }
        boolean checkQuota = question.account().settings().checkQuota();
        Follower.Result result = follower.receive(text, checkQuota, question.now());
        if (result == Follower.Result.DONE) {
            String account = question.account().settings().appId();
            journal.add(seq -> new Delivered(seq, question.now(), account, openid, null, text, "api"));
        }
        return told(result);
    }

    Answer typing(Question question) {
        return withFollower(question, message -> {
            String openid = message.path("touser").asString("");
            String command = message.path("command").asString("");
            if (!command.equals("Typing") && !command.equals("CancelTyping")) {
                return Answer.error(45072, "invalid command").about(openid, null);
            }
            return question.account()
                    .follower(openid)
                    .map(follower -> told(follower.typing(command.equals("Typing"), question.now())))
                    .orElseGet(() -> Answer.error(40003, "invalid openid"))
                    .about(openid, null);
        });
    }

    private static Answer withFollower(Question question, Function<ObjectNode, Answer> then) {
        if (question.empty()) {
            return Answer.error(44002, "empty post data");
        }
        ObjectNode read = question.json();
        if (read == null) {
            return Answer.error(47001, "data format error");
        }
        String openid = read.path("touser").asString("");
        if (question.account().follower(openid).isEmpty()) {
            return Answer.error(40003, "invalid openid").about(openid, null);
        }
        return then.apply(read);
    }

    private static Answer told(Follower.Result result) {
        return switch (result) {
            case DONE -> Answer.ok();
            case NOT_FOLLOWING -> Answer.error(result.errcode(), "require subscribe");
            case WINDOW_CLOSED ->
                Answer.error(result.errcode(), "response out of time limit or subscription is canceled");
            case QUOTA_USED -> Answer.error(result.errcode(), "out of response count limit");
            case NOTHING_EXCHANGED -> Answer.error(result.errcode(), "can not send typing: no message in 30 seconds");
            case ALREADY_TYPING -> Answer.error(result.errcode(), "already in typing status, no need to send again");
        };
    }
}
