package io.keshu.channels.sandbox.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A person as one account knows her. Thread-safe. */
public final class Follower {

    private static final Duration TYPING_LASTS = Duration.ofSeconds(15);
    private static final Duration TYPING_AFTER_EXCHANGE = Duration.ofSeconds(30);

    /** How a call that concerns a follower ends; the number is WeChat's. */
    public enum Result {
        DONE(0),
        NOT_FOLLOWING(43004),
        WINDOW_CLOSED(45015),
        QUOTA_USED(45047),
        NOTHING_EXCHANGED(45080),
        ALREADY_TYPING(45081);

        private final int errcode;

        Result(int errcode) {
            this.errcode = errcode;
        }

        public int errcode() {
            return errcode;
        }
    }

    private final String openid;
    private final long number;
    private final Chat chat = new Chat();
    private final ReplyWindow window = new ReplyWindow();
    private final Set<Integer> tags = new TreeSet<>();
    private final Map<String, Integer> consents = new TreeMap<>();
    private String name;
    private boolean following;
    private Instant since;
    private @Nullable Instant lastExchange;
    private TemplateEnd templateEnd = TemplateEnd.DELIVERED;
    private @Nullable String scene;
    private String remark = "";

    Follower(String openid, long number, String name, boolean following, Instant since) {
        this.openid = openid;
        this.number = number;
        this.name = name;
        this.following = following;
        this.since = since;
    }

    public String openid() {
        return openid;
    }

    /** Counts the account's followers in the order in which it came to know them. */
    public long number() {
        return number;
    }

    public synchronized String name() {
        return name;
    }

    public synchronized boolean following() {
        return following;
    }

    /** When she followed last. */
    public synchronized Instant since() {
        return since;
    }

    public Chat chat() {
        return chat;
    }

    /** The numbers of the account's tags that she bears. */
    public synchronized Set<Integer> tags() {
        return Set.copyOf(tags);
    }

    public synchronized void bear(int tag, boolean bears) {
        if (bears) {
            tags.add(tag);
        } else {
            tags.remove(tag);
        }
    }

    /** She wrote. */
    public synchronized void wrote(String text, String msgId, Instant now) {
        wrote("text", text, msgId, now);
    }

    /**
     * She sent something.
     *
     * @param type {@code msgtype}
     * @param text the words of a text; of any other kind its fields as JSON
     */
    public synchronized void wrote(String type, String text, String msgId, Instant now) {
        window.grant(ReplyGrant.WROTE, now);
        lastExchange = now;
        chat.add(now, "user", type, text, msgId, null);
    }

    /**
     * She did something that WeChat tells as an event.
     *
     * @param grant what it allows the account, or null for nothing
     */
    public synchronized void did(String event, @Nullable ReplyGrant grant, Instant now) {
        if (grant != null) {
            window.grant(grant, now);
            lastExchange = now;
        }
        chat.add(now, "user", "event", event, null, null);
    }

    /** @param through the scene of the QR code that she scanned, or empty */
    public synchronized void follow(String through, Instant now) {
        following = true;
        since = now;
        scene = through.isEmpty() ? null : through;
    }

    /** The scene through which she followed last; empty if she found the account otherwise. */
    public synchronized String scene() {
        return scene == null ? "" : scene;
    }

    /** What the account calls her. */
    public synchronized String remark() {
        return remark;
    }

    public synchronized void remark(String text) {
        remark = text;
    }

    /** WeChat forgets what the account noted about her. */
    public synchronized void unfollow() {
        following = false;
        remark = "";
        tags.clear();
    }

    /** The account writes by the API. */
    public synchronized Result receive(String text, boolean checkQuota, Instant now) {
        return receive("text", text, checkQuota, now);
    }

    /**
     * The account sends something by the API.
     *
     * @param type {@code msgtype}
     * @param text the words of a text; of any other kind its JSON
     */
    public synchronized Result receive(String type, String text, boolean checkQuota, Instant now) {
        if (!following) {
            return Result.NOT_FOLLOWING;
        }
        if (checkQuota) {
            ReplyWindow.Verdict verdict = window.check(now);
            if (verdict != ReplyWindow.Verdict.OPEN) {
                return verdict == ReplyWindow.Verdict.CLOSED ? Result.WINDOW_CLOSED : Result.QUOTA_USED;
            }
            window.use();
        }
        lastExchange = now;
        chat.add(now, "account", type, text, null, "api");
        return Result.DONE;
    }

    /** How template messages to her end; lasts until a restart. */
    public synchronized TemplateEnd templateEnd() {
        return templateEnd;
    }

    public synchronized void templatesEnd(TemplateEnd end) {
        templateEnd = end;
    }

    /** A template message comes; these are not counted. */
    public synchronized void receiveTemplate(String card, Instant now) {
        chat.add(now, "account", "template", card, null, "api");
    }

    /** The account answered a push with a message. */
    public synchronized void receivePassively(String type, String text, Instant now) {
        lastExchange = now;
        chat.add(now, "account", type, text, null, "passive");
    }

    /** The account's server could not be reached with something she did. */
    public void notice(Instant now) {
        chat.add(now, "system", "fault", "该公众号提供的服务出现故障，请稍后再试", null, null);
    }

    /** The account shows that somebody is writing, or that nobody is any more. */
    public synchronized Result typing(boolean on, Instant now) {
        if (!following) {
            return Result.NOT_FOLLOWING;
        }
        if (!on) {
            chat.showTyping(null);
            return Result.DONE;
        }
        if (lastExchange == null || now.isAfter(lastExchange.plus(TYPING_AFTER_EXCHANGE))) {
            return Result.NOTHING_EXCHANGED;
        }
        if (chat.typing(now)) {
            return Result.ALREADY_TYPING;
        }
        chat.showTyping(now.plus(TYPING_LASTS));
        return Result.DONE;
    }

    /** She lets the account send one more message by this template. */
    public synchronized void consent(String template) {
        consents.merge(template, 1, Integer::sum);
    }

    /** She wants no more messages by this template. */
    public synchronized void withdraw(String template) {
        consents.remove(template);
    }

    /** How many messages she lets the account send, by template. */
    public synchronized Map<String, Integer> consents() {
        return Map.copyOf(consents);
    }

    /** Uses up one of her consents. @return false if there is none */
    public synchronized boolean useConsent(String template) {
        int left = consents.getOrDefault(template, 0);
        if (left > 0) {
            consents.put(template, left - 1);
        }
        return left > 0;
    }

    /** Begins anew: an empty phone, and nothing that the account may send. */
    public synchronized void reset() {
        window.restore(List.of());
        chat.clear();
    }

    synchronized SavedFollower save() {
        return new SavedFollower(
                openid,
                number,
                name,
                following,
                since,
                lastExchange,
                window.kept(),
                chat.after(0),
                List.copyOf(tags),
                remark,
                scene,
                Map.copyOf(consents));
    }

    static Follower restore(SavedFollower saved) {
        Follower follower =
                new Follower(saved.openid(), saved.number(), saved.name(), saved.following(), saved.since());
        follower.lastExchange = saved.lastExchange();
        follower.window.restore(saved.grants());
        follower.chat.restore(saved.chat());
        follower.scene = saved.scene();
        String remark = saved.remark();
        follower.remark = remark == null ? "" : remark;
        Map<String, Integer> consents = saved.consents();
        if (consents != null) {
            follower.consents.putAll(consents);
        }
        List<Integer> tags = saved.tags();
        if (tags != null) {
            follower.tags.addAll(tags);
        }
        return follower;
    }
}
