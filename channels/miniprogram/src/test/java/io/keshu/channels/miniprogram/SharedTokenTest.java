package io.keshu.channels.miniprogram;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.miniprogram.client.MiniprogramClient;
import io.keshu.channels.miniprogram.config.MiniprogramMediaProperties;
import io.keshu.channels.miniprogram.config.MiniprogramProperties;
import io.keshu.channels.sandbox.journal.ApiCalled;
import io.keshu.channels.sandbox.journal.Journal;
import io.keshu.channels.weixin.client.ApiAnswer;
import io.keshu.embedded.EmbeddedServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.redisson.Redisson;
import org.redisson.api.RedissonClient;
import org.redisson.api.options.KeysScanOptions;
import org.redisson.config.Config;

/** Two nodes of one hub, on a real Redis. */
class SharedTokenTest {

    private final Shop shop = new Shop();
    private final RedissonClient redisson = redisson();

    private static RedissonClient redisson() {
        Config config = new Config();
        config.useSingleServer()
                .setAddress(EmbeddedServers.shared().redis().address())
                .setConnectionMinimumIdleSize(1);
        return Redisson.create(config);
    }

    @AfterEach
    void close() {
        redisson.getKeys().deleteByPattern("keshu:miniprogram:*");
        redisson.shutdown();
        shop.close();
    }

    private MiniprogramClient node() {
        return new MiniprogramClient(MiniprogramProperties.defaults(), MiniprogramMediaProperties.defaults(), redisson);
    }

    private long tokensAskedFor() {
        return shop.sandbox
                .journal()
                .list(
                        Journal.Kind.CALL,
                        0,
                        Integer.MAX_VALUE,
                        entry -> entry instanceof ApiCalled call && call.path().endsWith("/cgi-bin/stable_token"))
                .size();
    }

    @Test
    void whatOneNodeWasGivenTheOtherUses() {
        ChannelAccount account = shop.accounts.find(Shop.ID).orElseThrow();
        try (MiniprogramClient one = node();
                MiniprogramClient other = node()) {
            assertThat(one.templates(account)).isInstanceOf(ApiAnswer.Given.class);
            assertThat(other.templates(account)).isInstanceOf(ApiAnswer.Given.class);
        }
        assertThat(tokensAskedFor()).isEqualTo(1);
        assertThat(redisson.getKeys().getKeys(KeysScanOptions.defaults().pattern("keshu:miniprogram:*")))
                .isNotEmpty();
    }
}
