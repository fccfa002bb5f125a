package io.keshu.bot.store;

import io.keshu.embedded.EmbeddedServers;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A database of its own on the run's MariaDB. */
public final class RulesDatabase {

    private RulesDatabase() {}

    public static DataSource migrated() {
        DataSource dataSource = empty();
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }

    static DataSource empty() {
        EmbeddedServers servers = EmbeddedServers.shared();
        return new DriverManagerDataSource(
                servers.freshDatabase(),
                servers.mariaDb().username(),
                servers.mariaDb().password());
    }
}
