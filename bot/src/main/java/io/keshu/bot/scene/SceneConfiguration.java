package io.keshu.bot.scene;

import io.keshu.bot.audience.AudienceChanges;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.domain.account.Channels;
import io.keshu.domain.id.IdGenerator;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Codes with scenes as beans: {@link SceneCodeBook} for the console, and the destination of facts that counts scans. */
@Configuration(proxyBeanMethods = false)
public class SceneConfiguration {

    @Bean
    SceneCodeBook sceneCodeBook(
            DataSource dataSource,
            ChannelAccounts accounts,
            Channels channels,
            AudienceChanges changes,
            IdGenerator ids,
            Clock clock) {
        return new SceneCodeBook(accounts, channels, new SceneCodeStore(dataSource), changes, ids, clock);
    }

    @Bean
    SceneScans sceneScans(DataSource dataSource) {
        return new SceneScans(dataSource);
    }
}
