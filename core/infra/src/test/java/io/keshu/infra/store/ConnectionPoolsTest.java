package io.keshu.infra.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class ConnectionPoolsTest {

    private static HikariDataSource application() {
        EmbeddedMariaDb server = EmbeddedServers.shared().mariaDb();
        HikariDataSource application = new HikariDataSource();
        application.setJdbcUrl(EmbeddedServers.shared().freshDatabase());
        application.setUsername(server.username());
        application.setPassword(server.password());
        application.setConnectionTimeout(2345);
        application.setValidationTimeout(1234);
        return application;
    }

    @Test
    void who_waits_for_a_connection_waits_as_long_as_the_application_does_and_accepting_shorter() {
        try (HikariDataSource application = application();
                ConnectionPools pools = new ConnectionPools(application, 2, 1)) {
            HikariDataSource work = (HikariDataSource) pools.work();
            HikariDataSource accept = (HikariDataSource) pools.accept();

            assertThat(work.getConnectionTimeout()).isEqualTo(2345);
            assertThat(work.getValidationTimeout()).isEqualTo(1234);
            assertThat(accept.getConnectionTimeout()).isLessThan(2000);
            assertThat(accept.getValidationTimeout()).isLessThan(accept.getConnectionTimeout());
        }
    }

    @Test
    void connections_are_strict_and_read_what_is_committed_whatever_the_servers_defaults_are() {
        try (HikariDataSource application = application();
                ConnectionPools pools = new ConnectionPools(application, 2, 1)) {
            for (var pool : new DataSource[] {pools.work(), pools.accept()}) {
                JdbcClient jdbc = JdbcClient.create(pool);
                assertThat(jdbc.sql("SELECT @@session.sql_mode")
                                .query(String.class)
                                .single())
                        .contains("STRICT_ALL_TABLES");
                assertThat(jdbc.sql("SELECT @@session.transaction_isolation")
                                .query(String.class)
                                .single())
                        .isEqualTo("READ-COMMITTED");
            }
        }
    }

    @Test
    void another_pool_than_hikaris_is_refused_with_the_reason() {
        assertThatThrownBy(() -> new ConnectionPools(new DriverManagerDataSource(), 2, 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Hikari");
    }
}
