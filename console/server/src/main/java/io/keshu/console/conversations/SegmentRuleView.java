package io.keshu.console.conversations;

import io.keshu.channels.api.SegmentRule;
import io.swagger.v3.oas.annotations.media.Schema;

/**
 * @param septets whether a text of nothing but the GSM 7-bit alphabet counts septets; any other counts UTF-16 units
 * @param singleSeptets how many a text may have that goes as one segment
 * @param partSeptets how many each segment carries if there are several
 * @param singleUnits as {@code singleSeptets}
 * @param partUnits as {@code partSeptets}
 */
@Schema(name = "SegmentRule")
record SegmentRuleView(boolean septets, int singleSeptets, int partSeptets, int singleUnits, int partUnits) {

    static SegmentRuleView of(SegmentRule rule) {
        return new SegmentRuleView(
                rule.septets(), rule.singleSeptets(), rule.partSeptets(), rule.singleUnits(), rule.partUnits());
    }
}
