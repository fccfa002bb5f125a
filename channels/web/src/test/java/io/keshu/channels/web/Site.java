package io.keshu.channels.web;

import io.keshu.channels.api.AccountKeys;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaUploads;
import io.keshu.channels.api.OpeningHours;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.testkit.InMemoryVisitors;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The gateway on a real server, with the hub behind it in memory. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
class Site {

    static final ChannelAccountId SHOP = new ChannelAccountId(7);
    static final String ORIGIN = "https://www.example.com";
    static final String MEMBER_SECRET = "0123456789abcdef0123456789abcdef-members";
    static final AtomicBoolean OPEN = new AtomicBoolean(true);

    static ChannelAccount account(long id, String key) {
        return new ChannelAccount(
                new ChannelAccountId(id),
                WebChannel.TYPE,
                key,
                "商城",
                true,
                Map.of(
                        "origins",
                        ORIGIN + "\nhttps://*.shop.example",
                        "hours",
                        "hub",
                        "groups",
                        "sales | 售前",
                        "form",
                        "phone | phone | required | 手机号 | Phone\ntopic | choice | optional | 主题 | Topic | 订单,退款"),
                Map.of("memberSecret", MEMBER_SECRET),
                1);
    }

    @Bean
    InMemoryChannelAccounts accounts() {
        return new InMemoryChannelAccounts().put(account(SHOP.value(), "shop")).put(account(8, "other"));
    }

    @Bean
    InMemoryVisitors visitors() {
        return new InMemoryVisitors();
    }

    @Bean
    InMemoryMediaStore media() {
        return new InMemoryMediaStore();
    }

    /** Knows pictures by their first bytes. */
    @Bean
    MediaUploads uploads(InMemoryMediaStore media) {
        return (InputStream content, String name, long most, Set<String> types) -> {
            byte[] bytes = content.readNBytes((int) most + 1);
            if (bytes.length == 0) {
                return new MediaUploads.Result.Empty();
            } else if (bytes.length > most) {
                return new MediaUploads.Result.TooLarge(most);
            } else if (bytes[0] != (byte) 0x89) {
                return new MediaUploads.Result.TypeRefused("application/x-msdownload");
            }
            MediaId id = media.put("image/png", name, bytes);
            return new MediaUploads.Result.Stored(media.find(id).orElseThrow(), MediaKind.IMAGE);
        };
    }

    @Bean
    AccountKeys keys() {
        return (account, purpose) ->
                Arrays.copyOf((account + purpose + "-".repeat(32)).getBytes(StandardCharsets.UTF_8), 32);
    }

    @Bean
    OpeningHours hours() {
        return account -> OPEN.get();
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
