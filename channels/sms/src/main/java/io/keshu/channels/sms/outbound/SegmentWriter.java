package io.keshu.channels.sms.outbound;

import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.SegmentRule;
import io.keshu.channels.sms.client.Segment;
import io.keshu.channels.sms.client.Segment.Party;
import io.keshu.channels.sms.config.Alphabet;
import io.keshu.channels.sms.config.SmppSettings;
import io.keshu.channels.sms.convert.Coding;
import io.keshu.channels.sms.convert.DataHeader;
import io.keshu.channels.sms.convert.Gsm7;
import io.keshu.channels.sms.convert.PhoneNumbers;
import io.keshu.channels.sms.convert.Segments;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes a text as segments. */
final class SegmentWriter {

    private static final int LATIN1 = 3;

    private SegmentWriter() {}

    static SegmentRule rule(SmppSettings settings) {
        return SegmentRule.gsm(settings.alphabet() != Alphabet.UCS2);
    }

    static List<Segment> write(OutboundMessageId id, String number, String text, SmppSettings settings) {
        Segments.Cut cut = Segments.cut(text, rule(settings));
        int coding = !cut.septets() ? Coding.UCS2 : settings.alphabet() == Alphabet.LATIN1 ? LATIN1 : Coding.DEFAULT;
        int total = cut.parts().size();
        List<Segment> segments = new ArrayList<>();
        for (int i = 0; i < total; i++) {
            byte[] octets = octets(cut.parts().get(i), coding);
            boolean headed = total > 1;
            segments.add(new Segment(
                    party(settings.number()),
                    party(number),
                    headed,
                    coding,
                    i == total - 1,
                    headed ? DataHeader.write(reference(id), total, i + 1, octets) : octets));
        }
        return segments;
    }

    /** The same for every attempt, and rarely that of the message before it. */
    private static int reference(OutboundMessageId id) {
        return (int) ((id.value() * 0x9E3779B97F4A7C15L) >>> 56);
    }

    private static byte[] octets(String text, int coding) {
        return switch (coding) {
            case Coding.UCS2 -> Coding.ucs2(text);
            case LATIN1 -> text.getBytes(StandardCharsets.ISO_8859_1);
            default -> Gsm7.encode(text).orElseThrow();
        };
    }

    private static Party party(String address) {
        if (address.startsWith("+")) {
            return new Party(Segment.Type.INTERNATIONAL, PhoneNumbers.digits(address));
        }
        boolean digits = address.chars().allMatch(c -> c >= '0' && c <= '9');
        return new Party(digits ? Segment.Type.UNKNOWN : Segment.Type.ALPHANUMERIC, address);
    }
}
