package io.keshu.channels.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.OutboundMessage;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What the hub relies on while a provider has troubles: whoever sends is told truly whether the message may have left, since what certainly did
 * not is sent again by itself, and what may have is not.
 */
public interface TroubledProviderContract {

    /** The channel under test. */
    Channel channel();

    /** A message of a kind that the channel carries, to a customer whom the provider's stand-in takes messages for. */
    OutboundMessage carried(long id);

    /** How many messages the provider's stand-in was handed so far. */
    int handedToProvider();

    /** What can befall the provider of this channel. One that leaves any out says why. */
    Set<ProviderTrouble> troubles();

    /** From now on the provider's stand-in is in this trouble. Only called for one of {@link #troubles()}. */
    void befall(ProviderTrouble trouble);

    /** The provider's stand-in is well again, at the same address and with what it was handed before. */
    void recover();

    @Test
    default void tellsThatNothingLeftWhileTheProviderIsNotThereAndDeliversWhenItIs() {
        int before = during(ProviderTrouble.UNREACHABLE);
        DeliveryResult result = channel().deliver(carried(801));
        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.RetryLater.class,
                        later -> assertThat(later.problem().reason()).isEqualTo(Reason.PROVIDER_UNREACHABLE));
        deliversAfterwards(before);
    }

    @Test
    default void waitsWhenTheProviderAsksForPatience() {
        int before = during(ProviderTrouble.THROTTLING);
        DeliveryResult result = channel().deliver(carried(802));
        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.RetryLater.class,
                        later -> assertThat(later.problem().reason()).isEqualTo(Reason.PROVIDER_BUSY));
        deliversAfterwards(before);
    }

    @Test
    default void hasPatienceWithASlowProvider() {
        int before = during(ProviderTrouble.SLOW);
        assertThat(channel().deliver(carried(806))).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(handedToProvider()).isEqualTo(before + 1);
    }

    @Test
    default void leavesTheEndOpenWhenTheMessageWasTakenAndNobodySaidSo() {
        int before = during(ProviderTrouble.SILENT_AFTER_TAKING);
        DeliveryResult result = channel().deliver(carried(803));
        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.Unknown.class,
                        unknown -> assertThat(unknown.problem().reason()).isEqualTo(Reason.NO_CLEAR_ANSWER));
        assertThat(handedToProvider()).isEqualTo(before + 1);
    }

    @Test
    default void saysThatTheCredentialsAreWrongAndDeliversWhenTheyAreRight() {
        int before = during(ProviderTrouble.BAD_CREDENTIALS);
        DeliveryResult result = channel().deliver(carried(804));
        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.Rejected.class,
                        rejected -> assertThat(rejected.problem().reason()).isEqualTo(Reason.BAD_CREDENTIALS));
        deliversAfterwards(before);
    }

    private int during(ProviderTrouble trouble) {
        Assumptions.assumeTrue(troubles().contains(trouble), () -> "This provider is never " + trouble);
        int before = handedToProvider();
        befall(trouble);
        return before;
    }

    private void deliversAfterwards(int before) {
        recover();
        assertThat(handedToProvider()).isEqualTo(before);
        assertThat(channel().deliver(carried(805))).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(handedToProvider()).isEqualTo(before + 1);
    }
}
