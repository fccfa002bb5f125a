package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.sandbox.push.Pusher;
import io.keshu.channels.sandbox.world.AccessTokens;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.World;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** WeChat's side of api.weixin.qq.com for one of its platforms: decides what a call is answered. Thread-safe. */
public final class WechatApi {

    private static final String STABLE_TOKEN = "/cgi-bin/stable_token";
    private static final String TOKEN = "/cgi-bin/token";
    private static final String SEND = "/cgi-bin/message/custom/send";
    private static final String TYPING = "/cgi-bin/message/custom/typing";
    private static final String TEMPLATE = "/cgi-bin/message/template/send";
    private static final String UPLOAD = "/cgi-bin/media/upload";
    private static final Set<String> MEDIA = Set.of(UPLOAD, "/cgi-bin/media/get");
    private static final Set<String> POSTED = Set.of(
            SEND,
            TYPING,
            TEMPLATE,
            UPLOAD,
            "/cgi-bin/menu/create",
            "/cgi-bin/menu/addconditional",
            "/cgi-bin/menu/delconditional",
            "/cgi-bin/menu/trymatch",
            "/cgi-bin/tags/create",
            "/cgi-bin/tags/members/batchtagging",
            "/cgi-bin/tags/members/batchuntagging",
            "/cgi-bin/tags/getidlist",
            "/cgi-bin/tags/update",
            "/cgi-bin/tags/delete",
            "/cgi-bin/user/tag/get",
            "/cgi-bin/user/info/batchget",
            "/cgi-bin/user/info/updateremark",
            "/cgi-bin/qrcode/create");

    private final World world;
    private final String prefix;
    private final TokenEndpoints tokens;
    private final Map<String, Endpoint> endpoints;
    private final Set<String> posted;

    /**
     * @param prefix of all paths
     * @param endpoints by the rest of their paths; tokens and media are there anyway
     * @param posted which of them are called by POST only
     */
    public WechatApi(World world, String prefix, Map<String, Endpoint> endpoints, Set<String> posted) {
        this.world = world;
        this.prefix = prefix;
        this.tokens = new TokenEndpoints(world);
        this.endpoints = Map.copyOf(endpoints);
        this.posted = Set.copyOf(posted);
    }

    /** That of official accounts. */
    static WechatApi ofAccounts(World world, Journal journal, Pusher pusher) {
        KefuEndpoints kefu = new KefuEndpoints(journal, KefuContent::of);
        TemplateEndpoints templates = new TemplateEndpoints(world, journal, pusher);
        Map<String, Endpoint> endpoints = Map.ofEntries(
                Map.entry(SEND, kefu::send),
                Map.entry(TYPING, kefu::typing),
                Map.entry(TEMPLATE, templates::send),
                Map.entry("/cgi-bin/template/get_all_private_template", TemplateEndpoints::list),
                Map.entry("/cgi-bin/user/info", UserEndpoints::info),
                Map.entry("/cgi-bin/user/get", UserEndpoints::list),
                Map.entry("/cgi-bin/getcallbackip", UserEndpoints::addresses),
                Map.entry("/cgi-bin/get_api_domain_ip", UserEndpoints::addresses),
                Map.entry("/cgi-bin/menu/create", MenuEndpoints::create),
                Map.entry("/cgi-bin/menu/get", MenuEndpoints::get),
                Map.entry("/cgi-bin/menu/delete", MenuEndpoints::delete),
                Map.entry("/cgi-bin/menu/addconditional", MenuEndpoints::addConditional),
                Map.entry("/cgi-bin/menu/delconditional", MenuEndpoints::removeConditional),
                Map.entry("/cgi-bin/menu/trymatch", MenuEndpoints::match),
                Map.entry("/cgi-bin/get_current_selfmenu_info", MenuEndpoints::own),
                Map.entry("/cgi-bin/tags/create", TagEndpoints::create),
                Map.entry("/cgi-bin/tags/get", TagEndpoints::list),
                Map.entry("/cgi-bin/tags/members/batchtagging", TagEndpoints::tag),
                Map.entry("/cgi-bin/tags/members/batchuntagging", TagEndpoints::untag),
                Map.entry("/cgi-bin/tags/getidlist", TagEndpoints::of),
                Map.entry("/cgi-bin/tags/update", TagEndpoints::rename),
                Map.entry("/cgi-bin/tags/delete", TagEndpoints::delete),
                Map.entry("/cgi-bin/user/tag/get", TagEndpoints::members),
                Map.entry("/cgi-bin/user/info/batchget", UserEndpoints::batch),
                Map.entry("/cgi-bin/user/info/updateremark", UserEndpoints::remark),
                Map.entry("/cgi-bin/qrcode/create", SceneEndpoints::create));
        return new WechatApi(world, "", endpoints, POSTED);
    }

    private String path(Call call) {
        return call.path().substring(prefix.length());
    }

    Answer answer(Call call) throws IOException {
        return switch (path(call)) {
            case STABLE_TOKEN -> tokens.stable(call.method(), call.body());
            case TOKEN -> tokens.plain(call.query());
            default -> answerAuthorized(call);
        };
    }

    private Answer answerAuthorized(Call call) throws IOException {
        Endpoint endpoint = endpoints.get(path(call));
        if (endpoint == null && !MEDIA.contains(path(call))) {
            return Answer.error(40066, "invalid url");
        }
        String token = call.query().getOrDefault("access_token", "");
        if (token.isEmpty()) {
            return Answer.error(41001, "access_token missing");
        }
        Optional<Account> caller = callerOf(token);
        if (caller.isEmpty()) {
            return Answer.error(40001, "invalid credential, access_token is invalid or not latest");
        }
        Account account = caller.get();
        String appId = account.settings().appId();
        if (state(account, token) == AccessTokens.State.EXPIRED) {
            return Answer.error(42001, "access_token expired").by(appId);
        }
        if ((posted.contains(path(call)) || path(call).equals(UPLOAD))
                && !call.method().equals("POST")) {
            return Answer.error(43002, "require POST method").by(appId);
        }
        if (endpoint == null) {
            Instant now = world.clock().instant();
            Answer answer = path(call).equals(UPLOAD)
                    ? MediaEndpoints.upload(account, call, now)
                    : MediaEndpoints.get(account, call, now);
            return answer.by(appId);
        }
        return endpoint.answer(Question.of(
                        account, call.query(), call.body(), world.clock().instant()))
                .by(appId);
    }

    /** Whose call it is, as far as it shows. */
    Optional<String> account(Call call) throws IOException {
        String token = call.query().getOrDefault("access_token", "");
        if (!token.isEmpty()) {
            return callerOf(token).map(account -> account.settings().appId());
        }
        return switch (path(call)) {
            case TOKEN -> Optional.ofNullable(call.query().get("appid"));
            case STABLE_TOKEN ->
                Json.object(call.body()).map(body -> body.path("appid").asString(""));
            default -> Optional.empty();
        };
    }

    private Optional<Account> callerOf(String token) {
        return world.accounts().stream()
                .filter(account -> state(account, token) != AccessTokens.State.UNKNOWN)
                .findFirst();
    }

    private AccessTokens.State state(Account account, String token) {
        AccessTokens.State stable =
                account.stableTokens().check(token, world.clock().instant());
        return stable == AccessTokens.State.UNKNOWN
                ? account.plainTokens().check(token, world.clock().instant())
                : stable;
    }
}
