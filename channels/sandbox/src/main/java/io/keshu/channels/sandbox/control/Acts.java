package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.push.PushMessage;
import io.keshu.channels.sandbox.push.Pusher;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.ReplyGrant;
import io.keshu.channels.sandbox.world.SceneCodes;
import io.keshu.channels.sandbox.world.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What a person does on her phone: it shows there, changes what the account may do, and is pushed. */
final class Acts {

    private static final int LONGEST_TEXT = 2048;
    private static final String SCENE = "qrscene_";

    private final World world;
    private final Pusher pusher;

    Acts(World world, Pusher pusher) {
        this.world = world;
        this.pusher = pusher;
    }

    /** @return the message's id */
    String write(Account account, Follower follower, String text) {
        return write(account, follower, text, "");
    }

    /** @param option which option of a question the text is, or empty */
    String write(Account account, Follower follower, String text, String option) {
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw BadCallException.of("text.length", "text must have 1 to " + LONGEST_TEXT + " characters.");
        }
        if (!follower.following()) {
            throw new BadCallException(409, "follower.not_following", "Only followers can write to the account.");
        }
        Instant now = world.clock().instant();
        String id = world.nextMessageId();
        // One lock from showing to pushing, so that what a phone shows first is pushed first.
        synchronized (follower) {
            follower.wrote(text, id, now);
            PushMessage told = option.isEmpty()
                    ? PushMessage.text(follower.openid(), now, id, text)
                    : PushMessage.choice(follower.openid(), now, id, text, option);
            pusher.push(account, follower, told);
        }
        return id;
    }

    /**
     * Anything but a text.
     *
     * @param fields as WeChat pushes them
     * @return the message's id
     */
    String send(Account account, Follower follower, String type, Map<String, String> fields) {
        following(follower);
        Instant now = world.clock().instant();
        String id = world.nextMessageId();
        synchronized (follower) {
            follower.wrote(type, Json.line(fields), id, now);
            pusher.push(account, follower, PushMessage.of(type, follower.openid(), now, id, fields));
        }
        return id;
    }

    /** @throws BadCallException if there is no such event, or it can't happen now */
    void happen(Account account, Follower follower, EventWrite write) {
        Instant now = world.clock().instant();
        EventWrite.Event event = write.happened();
        String key = write.key() == null ? "" : write.key();
        synchronized (follower) {
            switch (event) {
                case SUBSCRIBE -> {
                    valid(account, key, now);
                    subscribe(account, follower, key, now);
                }
                case UNSUBSCRIBE -> {
                    following(follower);
                    follower.unfollow();
                    told(account, follower, "unsubscribe", Map.of("EventKey", ""), Optional.empty(), now);
                }
                case SCAN -> {
                    valid(account, key, now);
                    if (!follower.following()) {
                        subscribe(account, follower, key, now);
                        return;
                    }
                    told(
                            account,
                            follower,
                            "SCAN",
                            scene(account, required(key), ""),
                            Optional.of(ReplyGrant.SCANNED),
                            now);
                }
                case CLICK -> {
                    following(follower);
                    told(
                            account,
                            follower,
                            "CLICK",
                            Map.of("EventKey", required(key)),
                            Optional.of(ReplyGrant.CLICKED),
                            now);
                }
                case VIEW -> {
                    following(follower);
                    told(account, follower, "VIEW", Map.of("EventKey", required(key)), Optional.empty(), now);
                }
                case VIEW_MINIPROGRAM, PIC_SYSPHOTO, PIC_PHOTO_OR_ALBUM, PIC_WEIXIN, LOCATION_SELECT ->
                    tapped(account, follower, event, key, Optional.empty(), now);
                case SCANCODE_PUSH, SCANCODE_WAITMSG ->
                    tapped(account, follower, event, key, Optional.of(ReplyGrant.CLICKED), now);
                case PAY -> {
                    following(follower);
                    told(
                            account,
                            follower,
                            "user_pay_from_pay_cell",
                            Map.of("TransId", key.isEmpty() ? world.nextMessageId() : key, "Fee", "12800"),
                            Optional.of(ReplyGrant.PAID),
                            now);
                }
                case LOCATION -> {
                    following(follower);
                    told(account, follower, "LOCATION", write.place(), Optional.empty(), now);
                }
            }
        }
    }

    /** Taps whose events WeChat writes small. */
    private void tapped(
            Account account,
            Follower follower,
            EventWrite.Event event,
            String key,
            Optional<ReplyGrant> grant,
            Instant now) {
        following(follower);
        String name = event.name().toLowerCase(Locale.ROOT);
        told(account, follower, name, Map.of("EventKey", required(key)), grant, now);
    }

    private void subscribe(Account account, Follower follower, String scene, Instant now) {
        if (follower.following()) {
            throw new BadCallException(409, "follower.following", "She follows the account already.");
        }
        follower.follow(scene, now);
        Map<String, String> fields = scene.isEmpty() ? Map.of("EventKey", "") : scene(account, scene, SCENE);
        told(account, follower, "subscribe", fields, Optional.of(ReplyGrant.SUBSCRIBED), now);
    }

    private void told(
            Account account,
            Follower follower,
            String event,
            Map<String, String> fields,
            Optional<ReplyGrant> grant,
            Instant now) {
        String key = fields.getOrDefault("EventKey", "");
        follower.did(key.isEmpty() ? event : event + " " + key, grant.orElse(null), now);
        pusher.push(account, follower, PushMessage.event(follower.openid(), now, event, fields));
    }

    /** A code that was made may have run out; scenes of codes that were never made can be scanned all the same. */
    private static void valid(Account account, String scene, Instant now) {
        if (account.codes().ofScene(scene).filter(code -> code.expired(now)).isPresent()) {
            throw new BadCallException(409, "scene.expired", "The QR code of this scene has expired.");
        }
    }

    private static Map<String, String> scene(Account account, String scene, String prefix) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("EventKey", prefix + scene);
        fields.put(
                "Ticket",
                account.codes()
                        .ofScene(scene)
                        .map(SceneCodes.Code::ticket)
                        .orElseGet(() -> "gQ" + Integer.toHexString(scene.hashCode()) + "sandbox"));
        return fields;
    }

    private static String required(String key) {
        if (key.isEmpty() || key.length() > 1024) {
            throw BadCallException.of("event.key", "key must have 1 to 1024 characters.");
        }
        return key;
    }

    private static void following(Follower follower) {
        if (!follower.following()) {
            throw new BadCallException(409, "follower.not_following", "She does not follow the account.");
        }
    }
}
