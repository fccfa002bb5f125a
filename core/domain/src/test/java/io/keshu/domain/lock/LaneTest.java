package io.keshu.domain.lock;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalUserId;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaneTest {

    @Test
    void the_same_customer_of_the_same_account_has_one_lane() {
        assertThat(Lane.of(new ChannelAccountId(7), new ExternalUserId("oAbC")))
                .isEqualTo(Lane.of(new ChannelAccountId(7), new ExternalUserId("oAbC")));
    }

    @Test
    void openids_that_differ_in_case_or_account_have_different_lanes() {
        Lane lane = Lane.of(new ChannelAccountId(7), new ExternalUserId("oAbC"));

        assertThat(Lane.of(new ChannelAccountId(7), new ExternalUserId("oabc"))).isNotEqualTo(lane);
        assertThat(Lane.of(new ChannelAccountId(8), new ExternalUserId("oAbC"))).isNotEqualTo(lane);
    }

    @Test
    void a_hundred_thousand_customers_share_no_lane_and_spread_evenly() {
        Set<Lane> lanes = new HashSet<>();
        int[] buckets = new int[8];
        for (int i = 0; i < 100_000; i++) {
            Lane lane = Lane.of(new ChannelAccountId(i % 8), new ExternalUserId("o" + i));
            lanes.add(lane);
            buckets[(int) Long.remainderUnsigned(lane.value(), 8)]++;
        }
        assertThat(lanes).hasSize(100_000);
        for (int bucket : buckets) {
            assertThat(bucket).isBetween(11_500, 13_500);
        }
    }
}
