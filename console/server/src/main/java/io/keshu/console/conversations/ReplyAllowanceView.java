package io.keshu.console.conversations;

import io.keshu.domain.reply.ReplyAllowance;
import io.keshu.domain.reply.ReplyAllowance.Correction;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the customer may still be sent; time goes on after it was counted.
 *
 * @param countedAt by the hub's clock, from which a browser's may differ
 * @param pools each of which a message may use; the one that ends first goes first
 * @param correction what the provider said, if it contradicted
 */
@Schema(name = "ReplyAllowance")
record ReplyAllowanceView(
        Instant countedAt, List<PoolView> pools, @Nullable CorrectionView correction) {

    /**
     * @param left null for any number
     * @param until exclusive
     */
    @Schema(name = "ReplyPool")
    record PoolView(
            @Schema(allowableValues = {"wrote", "menu_tapped", "subscribed", "scanned", "paid", "entered"})
            String trigger,

            @Nullable Integer left,
            Instant until) {}

    @Schema(name = "ReplyCorrection")
    record CorrectionView(
            @Schema(allowableValues = {"WINDOW_CLOSED", "REPLY_QUOTA_USED"})
            String reason,

            String code,
            Instant at) {}

    static ReplyAllowanceView of(ReplyAllowance allowance) {
        Correction correction = allowance.correction();
        return new ReplyAllowanceView(
                allowance.countedAt(),
                allowance.pools().stream().map(ReplyAllowanceView::pool).toList(),
                correction == null
                        ? null
                        : new CorrectionView(correction.reason().name(), correction.providerCode(), correction.at()));
    }

    private static PoolView pool(ReplyAllowance.Pool pool) {
        return new PoolView(
                pool.trigger().name().toLowerCase(Locale.ROOT),
                pool.left().isPresent() ? pool.left().getAsInt() : null,
                pool.until());
    }
}
