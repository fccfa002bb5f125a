package io.keshu.stats;

import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.fact.FactDestination;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Statistics as beans: {@link MessageStats} for the console, and the destination that facts are brought to. */
@AutoConfiguration
public class StatsAutoConfiguration {

    @Bean
    MessageStats messageStats(DataSource dataSource) {
        return new MessageStats(dataSource);
    }

    @Bean
    AccountActivity accountActivity(DataSource dataSource) {
        return new AccountActivity(dataSource);
    }

    @Bean
    FactDestination messageHours(DataSource dataSource, AccountDirectory accounts) {
        return new MessageHours(dataSource, accounts::typeOf);
    }
}
