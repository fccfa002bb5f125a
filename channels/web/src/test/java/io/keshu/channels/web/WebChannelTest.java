package io.keshu.channels.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.testkit.ChannelContract;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.testkit.InMemoryVisitors;
import io.keshu.channels.testkit.ProviderTrouble;
import io.keshu.channels.web.config.Deployments;
import io.keshu.channels.web.config.WebProperties;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebChannelTest implements ChannelContract {

    static final WebProperties PROPERTIES = new WebProperties(
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            Duration.ofSeconds(10),
            20,
            500,
            60,
            60,
            5000,
            20,
            20,
            1024,
            2);

    private final InMemoryChannelAccounts accounts =
            new InMemoryChannelAccounts().put(Site.account(Site.SHOP.value(), "shop"));
    private final InMemoryMediaStore media = new InMemoryMediaStore();
    private final WebChannel channel =
            new WebChannel(new Deployments(WebChannel.TYPE, accounts), new InMemoryVisitors(), media, PROPERTIES);

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public InMemoryChannelAccounts accounts() {
        return accounts;
    }

    @Override
    public ChannelAccountId account() {
        return Site.SHOP;
    }

    @Override
    public ExternalUserId customer() {
        return new ExternalUserId("v_1");
    }

    @Override
    public int handedToProvider() {
        return (int) channel.delivered();
    }

    /**
     * The hub's own timeline, where a message already is when it is delivered: nobody is called who could be away, busy, slow, silent or
     * in doubt of who calls.
     */
    @Override
    public Set<ProviderTrouble> troubles() {
        return Set.of();
    }

    @Override
    public void befall(ProviderTrouble trouble) {
        throw new IllegalArgumentException("The timeline is never " + trouble);
    }

    @Override
    public void recover() {
        throw new IllegalStateException("The timeline is never unwell");
    }

    @Override
    public MediaId media(MediaKind kind) {
        return media.put("image/png", "a.png", new byte[] {1, 2, 3});
    }

    @Test
    void media_that_are_gone_or_too_large_are_refused_with_the_reason() {
        assertThat(channel.deliver(sending(30, new OutboundContent.Image(new MediaId(1)))))
                .isInstanceOfSatisfying(
                        DeliveryResult.Rejected.class,
                        rejected -> assertThat(rejected.problem().reason())
                                .isEqualTo(DeliveryProblem.Reason.MEDIA_MISSING));
        MediaId large = media.put("image/png", "a.png", new byte[2000]);
        assertThat(channel.deliver(sending(31, new OutboundContent.Image(large))))
                .isInstanceOfSatisfying(
                        DeliveryResult.Rejected.class,
                        rejected -> assertThat(rejected.problem().reason())
                                .isEqualTo(DeliveryProblem.Reason.MEDIA_TOO_LARGE));
    }

    @Test
    void what_a_visitor_uploaded_is_fetched_as_from_any_provider() {
        MediaId upload = media.put("image/png", "猫.png", new byte[] {4, 5});
        List<String> names = new ArrayList<>();
        assertThat(channel.fetchMedia(Site.SHOP, upload.toString(), (name, body) -> {
                    names.add(name);
                    assertThat(body.readAllBytes()).containsExactly(4, 5);
                }))
                .isInstanceOf(MediaFetch.Fetched.class);
        assertThat(names).containsExactly("猫.png");
        assertThat(channel.fetchMedia(Site.SHOP, "12345", (name, body) -> {})).isInstanceOf(MediaFetch.Expired.class);
        assertThat(channel.fetchMedia(Site.SHOP, "x", (name, body) -> {})).isInstanceOf(MediaFetch.Refused.class);
    }
}
