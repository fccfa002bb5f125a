package io.keshu.bot;

import io.keshu.bot.menu.MenuConfiguration;
import io.keshu.bot.menu.MenuConfiguration.MenuFirst;
import io.keshu.domain.autoreply.AutoResponder;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The bot as beans: {@link Greetings} for the console, and the port that the pipeline asks. */
@AutoConfiguration
@Import(MenuConfiguration.class)
public class BotAutoConfiguration {

    @Bean
    Greetings greetings(DataSource dataSource) {
        return new Greetings(new GreetingStore(dataSource));
    }

    /** A lifecycle, so that it reads for the first time when all beans are there and the tables with them. */
    @Bean
    GreetingWatch greetingWatch(Greetings greetings) {
        return new GreetingWatch(greetings);
    }

    @Bean
    AutoResponder autoResponder(Greetings greetings, MenuFirst menus) {
        return menus.apply(new GreetingResponder(greetings));
    }
}
