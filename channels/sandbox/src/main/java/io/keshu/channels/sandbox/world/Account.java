package io.keshu.channels.sandbox.world;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/** An official account and who follows it. Thread-safe. */
public final class Account {

    private final AccessTokens stableTokens = new AccessTokens();
    private final AccessTokens plainTokens = new AccessTokens();
    private final Map<String, Follower> followers = new ConcurrentSkipListMap<>();
    private final Menus menus = new Menus();
    private final Templates templates = new Templates();
    private final SceneCodes codes = new SceneCodes();
    private final AtomicLong last = new AtomicLong();
    private final MediaShelf media;
    private volatile AccountSettings settings;

    Account(AccountSettings settings, MediaShelf media) {
        this.settings = settings;
        this.media = media;
    }

    public AccountSettings settings() {
        return settings;
    }

    /** Changes everything but the appid. */
    public void change(AccountSettings changed) {
        if (!changed.appId().equals(settings.appId())) {
            throw new IllegalArgumentException("An account keeps its appid");
        }
        this.settings = changed;
    }

    /** Those of /cgi-bin/stable_token; apart from the others, as with WeChat. */
    public AccessTokens stableTokens() {
        return stableTokens;
    }

    /** Those of /cgi-bin/token. */
    public AccessTokens plainTokens() {
        return plainTokens;
    }

    /** Temporary media. */
    public MediaShelf media() {
        return media;
    }

    public Optional<Follower> follower(String openid) {
        return Optional.ofNullable(followers.get(openid));
    }

    /** In the order of their openids. */
    public Collection<Follower> followers() {
        return Collections.unmodifiableCollection(followers.values());
    }

    /** What its followers find at the bottom of its chat. */
    public Menus menus() {
        return menus;
    }

    /** What it may send at any time. */
    public Templates templates() {
        return templates;
    }

    /** Its QR codes with scenes. */
    public SceneCodes codes() {
        return codes;
    }

    /** Adds a person whom the account knows; an openid that is taken keeps its person. */
    public Follower add(String openid, String name, boolean following, Instant now) {
        return followers.computeIfAbsent(openid, id -> new Follower(id, last.incrementAndGet(), name, following, now));
    }

    SavedAccount save() {
        return new SavedAccount(
                settings,
                stableTokens.save(),
                followers.values().stream().map(Follower::save).toList(),
                menus.save(),
                codes.save());
    }

    static Account restore(SavedAccount saved, MediaShelf media) {
        Account account = new Account(saved.settings(), media);
        account.stableTokens.restore(saved.stableTokens());
        for (SavedFollower follower : saved.followers()) {
            account.followers.put(follower.openid(), Follower.restore(follower));
            account.last.accumulateAndGet(follower.number(), Math::max);
        }
        Menus.Saved menus = saved.menus();
        if (menus != null) {
            account.menus.restore(menus);
        }
        List<SceneCodes.Code> codes = saved.codes();
        if (codes != null) {
            account.codes.restore(codes);
        }
        return account;
    }
}
