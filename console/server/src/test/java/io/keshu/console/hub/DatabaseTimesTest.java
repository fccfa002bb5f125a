package io.keshu.console.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A database whose host vanishes is found out; a migration may take as long as it must. */
class DatabaseTimesTest extends HubTest {

    @Autowired
    private DataSource application;

    @Autowired
    private Flyway flyway;

    @Test
    void readsEndSoonWhenTheDatabaseIsSilent() throws Exception {
        var options = application.unwrap(HikariDataSource.class).getDataSourceProperties();

        assertThat(milliseconds(options.getProperty("connectTimeout"))).isLessThanOrEqualTo(Duration.ofSeconds(5));
        assertThat(milliseconds(options.getProperty("socketTimeout"))).isLessThanOrEqualTo(Duration.ofSeconds(60));
    }

    private static Duration milliseconds(String value) {
        return Duration.ofMillis(Long.parseLong(value));
    }

    @Test
    void migrationsHaveConnectionsThatNothingCuts() throws Exception {
        DataSource migrating = flyway.getConfiguration().getDataSource();
        assertThat(migrating.isWrapperFor(HikariDataSource.class)).isFalse();
        try (var connection = migrating.getConnection()) {
            assertThat(connection.getNetworkTimeout()).isZero();
        }
    }
}
