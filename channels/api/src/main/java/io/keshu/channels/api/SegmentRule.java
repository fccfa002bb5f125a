package io.keshu.channels.api;

/**
 * How a text is cut into segments. A text of nothing but the GSM 7-bit alphabet (3GPP TS 23.038, default table and its extension, without
 * national tables) counts one septet for a character and two for one of the extension; any other text counts UTF-16 units. No segment
 * ends within an extension's pair or a surrogate pair.
 *
 * @param septets whether the 7-bit alphabet is used at all; false if every text counts UTF-16 units
 * @param singleSeptets how many septets a text may have that goes as one segment
 * @param partSeptets how many septets each segment carries if there are several
 * @param singleUnits how many UTF-16 units a text may have that goes as one segment
 * @param partUnits how many UTF-16 units each segment carries if there are several
 */
public record SegmentRule(boolean septets, int singleSeptets, int partSeptets, int singleUnits, int partUnits) {

    public SegmentRule {
        if (partSeptets < 2 || singleSeptets < partSeptets || partUnits < 2 || singleUnits < partUnits) {
            throw new IllegalArgumentException("A part must hold a pair, and a single segment as much as a part");
        }
    }

    /** As GSM networks have it: 160 and 153 septets, 70 and 67 UTF-16 units. */
    public static SegmentRule gsm(boolean septets) {
        return new SegmentRule(septets, 160, 153, 70, 67);
    }
}
