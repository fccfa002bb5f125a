package io.keshu.channels.sandbox.mini;

import com.sun.net.httpserver.HttpServer;
import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.control.LocalGuard;
import io.keshu.channels.sandbox.fault.Faults;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.push.PushForm;
import io.keshu.channels.sandbox.push.PushMessage;
import io.keshu.channels.sandbox.push.Pusher;
import io.keshu.channels.sandbox.wechat.PictureHandler;
import io.keshu.channels.sandbox.wechat.WechatApi;
import io.keshu.channels.sandbox.wechat.WechatHandler;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.KeptMedia;
import io.keshu.channels.sandbox.world.ReplyGrant;
import io.keshu.channels.sandbox.world.TemplateEnd;
import io.keshu.channels.sandbox.world.World;
import io.keshu.channels.sandbox.world.WorldKeeper;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Mini programs, which are apart from official accounts: their API is below {@value #API}, so that it is another host to whoever calls.
 * Customers open the customer service, write, and answer what the mini program asks them. Thread-safe.
 */
public final class MiniPrograms implements AutoCloseable {

    /** What the API's paths begin with. */
    static final String API = "/mini-api";

    static final String PICTURES = "/mini-pictures/";

    private final World world;
    private final Clock clock;
    private final Pusher pusher;
    private final WechatApi api;
    private final Faults faults;
    private final Journal journal;
    private final @Nullable WorldKeeper keeper;
    private volatile PushForm form = PushForm.JSON;

    public MiniPrograms(SandboxOptions options, Clock clock, Faults faults, Journal journal) {
        Path file = options.worldFile();
        this.clock = clock;
        this.world = new World(clock, file == null ? null : file.resolveSibling("mini-media"));
        this.keeper = file == null ? null : new WorldKeeper(world, file.resolveSibling("mini.json"));
        this.faults = faults;
        this.journal = journal;
        this.pusher = new Pusher(options.push(), faults, journal, clock);
        this.api = new WechatApi(world, API, new MiniEndpoints(this, journal).all(), MiniEndpoints.posted());
    }

    /** Takes its part of the server. */
    public void serve(HttpServer http, LocalGuard guard) {
        http.createContext(API + "/", new WechatHandler(world, api, faults, journal));
        http.createContext(MiniControl.PATH, new MiniControl(this, guard));
        http.createContext(PICTURES, new PictureHandler(world, PICTURES));
    }

    /** Begins to keep what happens. */
    public void start() {
        if (keeper != null) {
            keeper.start();
        }
    }

    /** What an account's settings take as the API's address. */
    public String apiUrl(String server) {
        return server + API;
    }

    /** The mini programs and who uses them. */
    public World world() {
        return world;
    }

    /** Who tells accounts what happens. */
    public Pusher pusher() {
        return pusher;
    }

    /** In which form accounts are told from now on. */
    public void tellIn(PushForm chosen) {
        form = chosen;
    }

    PushForm form() {
        return form;
    }

    /**
     * She opens the customer service.
     *
     * @param sessionFrom what the button says of itself; may be empty
     */
    public void enter(Account account, Follower customer, String sessionFrom) {
        Instant now = clock.instant();
        customer.did("user_enter_tempsession " + sessionFrom, ReplyGrant.ENTERED, now);
        tell(
                account,
                customer,
                PushMessage.event(
                        customer.openid(), now, "user_enter_tempsession", Map.of("SessionFrom", sessionFrom)));
    }

    /** She writes. @return the number of the message */
    public String write(Account account, Follower customer, String text) {
        Instant now = clock.instant();
        String id = world.nextMessageId();
        customer.wrote(text, id, now);
        tell(account, customer, PushMessage.text(customer.openid(), now, id, text));
        return id;
    }

    /**
     * She sends a picture.
     *
     * @param host by which this server is called
     */
    String sendPicture(Account account, Follower customer, KeptMedia picture, String host) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("PicUrl", PictureHandler.address(host, PICTURES, account, picture));
        fields.put("MediaId", picture.id());
        return send(account, customer, "image", fields);
    }

    /** She sends a page of the mini program as a card. */
    public String sendPage(Account account, Follower customer, String title, String path) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("Title", title);
        fields.put("AppId", account.settings().appId());
        fields.put("PagePath", path);
        fields.put("ThumbUrl", "");
        fields.put("ThumbMediaId", "");
        return send(account, customer, "miniprogrampage", fields);
    }

    private String send(Account account, Follower customer, String type, Map<String, String> fields) {
        Instant now = clock.instant();
        String id = world.nextMessageId();
        customer.wrote(type, Json.line(fields), id, now);
        tell(account, customer, PushMessage.of(type, customer.openid(), now, id, fields));
        return id;
    }

    /**
     * The mini program asks whether she wants messages, and she answers.
     *
     * @param answers by the templates' ids: whether she does
     */
    public void answerPopup(Account account, Follower customer, Map<String, Boolean> answers) {
        Instant now = clock.instant();
        answers.forEach((template, accepted) -> {
            if (accepted) {
                customer.consent(template);
            }
        });
        customer.did(answers.containsValue(true) ? "subscribe_accept" : "subscribe_reject", null, now);
        tellAnswers(account, customer, "subscribe_msg_popup_event", answers, now);
    }

    /** She switches messages by a template off in WeChat's own settings. */
    public void withdraw(Account account, Follower customer, String template) {
        Instant now = clock.instant();
        customer.withdraw(template);
        customer.did("subscribe_withdraw", null, now);
        tellAnswers(account, customer, "subscribe_msg_change_event", Map.of(template, false), now);
    }

    private void tellAnswers(
            Account account, Follower customer, String event, Map<String, Boolean> answers, Instant now) {
        List<Map<String, String>> items = answers.entrySet().stream()
                .map(answer -> {
                    Map<String, String> item = new LinkedHashMap<>();
                    item.put("TemplateId", answer.getKey());
                    item.put("SubscribeStatusString", answer.getValue() ? "accept" : "reject");
                    item.put("PopupScene", "0");
                    return item;
                })
                .toList();
        tell(account, customer, PushMessage.list(customer.openid(), now, event, items));
    }

    /** A subscribe message came to its end, and the account is told of it. */
    void subscribeEnded(Account account, Follower customer, String template, String messageId, TemplateEnd end) {
        Map<String, String> item = new LinkedHashMap<>();
        item.put("TemplateId", template);
        item.put("MsgID", messageId);
        item.put("ErrorCode", end == TemplateEnd.DELIVERED ? "0" : "1");
        item.put("ErrorStatus", end.status());
        tell(
                account,
                customer,
                PushMessage.list(customer.openid(), clock.instant(), "subscribe_msg_sent_event", List.of(item)));
    }

    /** Tells the account anything else. */
    public void tell(Account account, Follower customer, PushMessage message) {
        pusher.push(account, customer, message.in(form));
    }

    @Override
    public void close() {
        pusher.close();
        if (keeper != null) {
            keeper.close();
        }
    }
}
