package io.keshu.channels.miniprogram;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundContent.TemplateValue;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.ReplyContext;
import io.keshu.channels.miniprogram.client.MiniprogramClient;
import io.keshu.channels.miniprogram.config.MiniprogramMediaProperties;
import io.keshu.channels.miniprogram.config.MiniprogramProperties;
import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.mini.MiniTemplates;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountSettings;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.PushMode;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.testkit.RecordingInboundSink;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A mini program in a WeChat that shares no code with the channel, a customer of it, and the channel. */
final class Shop implements AutoCloseable {

    static final ChannelAccountId ID = new ChannelAccountId(1);
    static final String KEY = "shop";
    static final String APP_ID = "wx0123456789abcdef";
    static final String TOKEN = "pamtest";
    static final String AES_KEY = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";

    final SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults(), Clock.systemUTC());
    final Account there = sandbox.mini()
            .world()
            .add(new AccountSettings(
                    APP_ID, "小店", "gh_0123456789ab", "0123456789abcdef", TOKEN, AES_KEY, PushMode.SECURE, null, true))
            .orElseThrow();
    final Follower anna = there.add("oAnna-0123456789", "安娜", true, Instant.EPOCH);
    final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts();
    final MiniprogramClient client =
            new MiniprogramClient(MiniprogramProperties.defaults(), MiniprogramMediaProperties.defaults(), null);
    final InMemoryMediaStore media = new InMemoryMediaStore();
    final MiniprogramChannel channel = new MiniprogramChannel(
            accounts,
            client,
            media,
            MiniprogramProperties.defaults(),
            MiniprogramMediaProperties.defaults(),
            Clock.systemUTC());
    final RecordingInboundSink sink = new RecordingInboundSink();
    final Hub hub = new Hub(channel, sink);
    private final Map<String, String> settings = new HashMap<>();
    private long version;
    private long sent;

    Shop() {
        mode(PushMode.SECURE);
    }

    /** Both sides agree on how messages are encrypted. */
    void mode(PushMode mode) {
        AccountSettings old = there.settings();
        there.change(new AccountSettings(
                old.appId(),
                old.name(),
                old.originalId(),
                old.secret(),
                old.token(),
                old.encodingAesKey(),
                mode,
                hub.url(),
                true));
        set("mode", mode.name().toLowerCase(Locale.ROOT));
    }

    void set(String name, String value) {
        settings.put("appId", APP_ID);
        settings.put("apiBaseUrl", sandbox.mini().apiUrl(sandbox.url()));
        settings.put(name, value);
        ChannelAccount account = new ChannelAccount(
                ID,
                MiniprogramChannel.TYPE,
                KEY,
                "小店",
                true,
                settings,
                Map.of("appSecret", there.settings().secret(), "token", TOKEN, "encodingAesKey", AES_KEY),
                ++version);
        accounts.put(account);
    }

    DeliveryResult send(OutboundContent content) {
        return channel.deliver(new OutboundMessage(
                new OutboundMessageId(++sent),
                new ChannelAddress(ID, new ExternalUserId(anna.openid())),
                content,
                new ReplyContext(null, "trace")));
    }

    DeliveryResult send(String text) {
        return send(new OutboundContent.Text(text));
    }

    /** A message that WeChat takes if the customer consents. */
    static OutboundContent.Template progress() {
        return new OutboundContent.Template(
                MiniTemplates.PROGRESS.id(),
                MiniTemplates.PROGRESS.title(),
                List.of(new TemplateValue("thing1", "售后事项", "更换灯罩"), new TemplateValue("phrase2", "当前进度", "已寄出")),
                null);
    }

    @Override
    public void close() {
        sandbox.close();
        hub.close();
        client.close();
    }
}
