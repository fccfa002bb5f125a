package io.keshu.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.fact.Fact;
import io.keshu.domain.fact.FactBatch;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.DeliveryState;
import io.keshu.embedded.EmbeddedMariaDb;
import io.keshu.embedded.EmbeddedServers;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class AccountActivityTest {

    private static final ChannelAccountId SHOP = new ChannelAccountId(1);
    private static final Instant TEN = Instant.parse("2026-05-01T10:00:00Z");

    private final AccountActivity activity = new AccountActivity(database());

    private static DriverManagerDataSource database() {
        EmbeddedMariaDb server = EmbeddedServers.shared().mariaDb();
        DriverManagerDataSource dataSource = new DriverManagerDataSource(
                EmbeddedServers.shared().freshDatabase(), server.username(), server.password());
        Flyway.configure().dataSource(dataSource).load().migrate();
        return dataSource;
    }

    private static FactBatch received(long id, Instant at) {
        return new FactBatch(
                id,
                List.of(new Fact.MessageAdded(new ConversationId(1), SHOP, at, "t", 1, Author.Kind.CUSTOMER, "text")));
    }

    private static FactBatch ended(long id, Instant at, DeliveryState state, String reason) {
        return new FactBatch(
                id, List.of(new Fact.DeliveryEnded(new ConversationId(1), SHOP, at, "t", 2, state, reason)));
    }

    @BeforeEach
    void empty() {
        activity.reset();
    }

    @Test
    void theLatestOfEachCountsInWhateverOrderAndHoweverOftenTheyCome() {
        FactBatch late = ended(3, TEN.plusSeconds(9), DeliveryState.FAILED, "WINDOW_CLOSED");
        FactBatch early = ended(2, TEN.plusSeconds(3), DeliveryState.FAILED, "PROVIDER_BUSY");

        activity.apply(List.of(late, received(1, TEN.plusSeconds(5))));
        activity.apply(List.of(early, received(4, TEN), ended(5, TEN.plusSeconds(7), DeliveryState.ACCEPTED, null)));
        activity.apply(List.of(late));

        assertThat(activity.of(SHOP))
                .isEqualTo(new AccountActivity.Latest(
                        TEN.plusSeconds(5), TEN.plusSeconds(7), TEN.plusSeconds(9), "WINDOW_CLOSED"));
        assertThat(activity.of(new ChannelAccountId(2))).isEqualTo(AccountActivity.Latest.NONE);
        activity.reset();
        assertThat(activity.of(SHOP)).isEqualTo(AccountActivity.Latest.NONE);
    }

    @Test
    void aMessageThatTheCustomerGotIsNoFailure() {
        activity.apply(List.of(
                ended(1, TEN, DeliveryState.ACCEPTED, null),
                ended(2, TEN.plusSeconds(60), DeliveryState.DELIVERED, null)));

        assertThat(activity.of(SHOP)).isEqualTo(new AccountActivity.Latest(null, TEN, null, null));
    }
}
