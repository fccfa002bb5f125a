package io.keshu.channels.sms.inbound;

import io.keshu.channels.api.InboundContent;
import io.keshu.channels.sms.client.Delivered;
import io.keshu.channels.sms.config.SmppSettings;
import io.keshu.channels.sms.convert.Coding;
import io.keshu.channels.sms.convert.DataHeader;
import io.keshu.channels.sms.convert.Ids;
import io.keshu.channels.sms.convert.PhoneNumbers;
import io.keshu.channels.sms.convert.SmsText;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** What a deliver_sm says. */
final class DeliveredReader {

    /** Whoever can't be told. */
    private static final String NOBODY = "unknown";

    private final SmppSettings settings;

    DeliveredReader(SmppSettings settings) {
        this.settings = settings;
    }

    String sender(Delivered message) {
        return PhoneNumbers.sender(message.source(), settings.region()).orElse(NOBODY);
    }

    /** The part that it is of a long message; empty if it is none, or not of a text. */
    Optional<Part> part(Delivered message) {
        Delivered.Sar sar = message.sar();
        if (sar != null) {
            return part(message, sar.reference(), sar.total(), sar.number(), message.octets());
        }
        DataHeader header = header(message);
        return header.part()
                ? part(message, header.reference(), header.total(), header.number(), header.rest())
                : Optional.empty();
    }

    private Optional<Part> part(Delivered message, int reference, int total, int number, byte[] octets) {
        String set =
                reference + "." + total + "." + Ids.hash(message.destination()).substring(0, 8);
        return Coding.decode(message.dataCoding(), octets, settings.alphabet())
                .map(text -> new Part(set, total, number, message.dataCoding(), octets));
    }

    private static DataHeader header(Delivered message) {
        return message.headed() ? DataHeader.read(message.octets()) : new DataHeader(0, 0, 0, message.octets());
    }

    /** What a message that is no part says. */
    InboundContent content(Delivered message) {
        byte[] octets = header(message).rest();
        return Coding.decode(message.dataCoding(), octets, settings.alphabet())
                .map(this::text)
                .orElseGet(() -> new InboundContent.Unsupported(
                        "data_coding:" + message.dataCoding(),
                        Map.of("message", HexFormat.of().formatHex(octets))));
    }

    InboundContent text(String text) {
        return new InboundContent.Text(SmsText.clean(text));
    }
}
