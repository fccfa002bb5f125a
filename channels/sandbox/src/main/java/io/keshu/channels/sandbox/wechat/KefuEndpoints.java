package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.journal.Delivered;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.Follower;
import java.time.Instant;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** /cgi-bin/message/custom/send and …/typing: what the account's staff do. */
public final class KefuEndpoints {

    /** What a platform takes. */
    public interface Check {
        KefuContent of(Account account, ObjectNode message, Instant now);
    }

    private final Journal journal;
    private final Check check;

    public KefuEndpoints(Journal journal, Check check) {
        this.journal = journal;
        this.check = check;
    }

    public Answer send(Question question) {
        return withFollower(question, message -> check(question, message));
    }

    private Answer check(Question question, ObjectNode message) {
        String openid = message.path("touser").asString("");
        KefuContent content = check.of(question.account(), message, question.now());
        Answer refusal = content.refusal();
        return refusal == null
                ? deliver(question, openid, content).about(openid, content.text())
                : refusal.about(openid, null);
    }

    private Answer deliver(Question question, String openid, KefuContent content) {
        Follower follower = question.account().follower(openid).orElse(null);
        if (follower == null) {
            return Answer.error(40003, "invalid openid");
        }
        boolean checkQuota = question.account().settings().checkQuota();
        Follower.Result result = follower.receive(content.kind(), content.text(), checkQuota, question.now());
        if (result == Follower.Result.DONE) {
            String account = question.account().settings().appId();
            journal.add(seq -> new Delivered(seq, question.now(), account, openid, null, content.text(), "api"));
        }
        return told(result);
    }

    public Answer typing(Question question) {
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
