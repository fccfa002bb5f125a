package io.keshu.channels.sms.convert;

import io.keshu.channels.api.SegmentRule;
import java.util.ArrayList;
import java.util.List;

/** Cuts texts into segments. The console's page counts by the same rule (segments.ts), tested by the same table. */
public final class Segments {

    private Segments() {}

    /**
     * A text, cut.
     *
     * @param septets whether all is in the 7-bit alphabet, so that this is how it is carried
     * @param parts one if it goes as one segment
     */
    public record Cut(boolean septets, List<String> parts) {
        public Cut {
            parts = List.copyOf(parts);
        }
    }

    /** @param text not empty */
    public static Cut cut(String text, SegmentRule rule) {
        boolean septets = rule.septets() && Gsm7.has(text);
        int single = septets ? rule.singleSeptets() : rule.singleUnits();
        int part = septets ? rule.partSeptets() : rule.partUnits();
        return length(text, septets) <= single
                ? new Cut(septets, List.of(text))
                : new Cut(septets, parts(text, septets, part));
    }

    private static int length(String text, boolean septets) {
        return septets ? text.chars().map(c -> Gsm7.septets((char) c)).sum() : text.length();
    }

    private static List<String> parts(String text, boolean septets, int room) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        int used = 0;
        for (int at = 0; at < text.length(); ) {
            // A code point is never divided, nor an extension's pair: both count as one step.
            int width = Character.charCount(text.codePointAt(at));
            int weight = septets ? Gsm7.septets(text.charAt(at)) : width;
            if (used + weight > room) {
                parts.add(text.substring(from, at));
                from = at;
                used = 0;
            }
            used += weight;
            at += width;
        }
        parts.add(text.substring(from));
        return parts;
    }
}
