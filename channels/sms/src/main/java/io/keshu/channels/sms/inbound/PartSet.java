package io.keshu.channels.sms.inbound;

import io.keshu.channels.sms.config.Alphabet;
import io.keshu.channels.sms.convert.Coding;
import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;

/** The parts of one long message that have come. */
final class PartSet {

    /** Stands where parts never came: the usual sign for something left out, in any language. */
    static final String MISSING = "[…]";

    private final long since;
    private final int total;
    private final Map<Integer, Part> parts = new TreeMap<>();

    /** @param since when the first part came, in seconds of the epoch */
    PartSet(long since, int total) {
        this.since = since;
        this.total = total;
    }

    long since() {
        return since;
    }

    int total() {
        return total;
    }

    Map<Integer, Part> parts() {
        return parts;
    }

    /** A part that is there already stays. */
    void add(Part part) {
        parts.putIfAbsent(part.number(), part);
    }

    boolean complete() {
        return parts.size() == total;
    }

    /** What there is, with {@link #MISSING} for each gap. */
    String text(Alphabet alphabet) {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        int coding = 0;
        int next = 1;
        for (Part part : parts.values()) {
            boolean gap = part.number() != next;
            // What is coded alike is read together: careless phones divide a character between two parts.
            if (gap || part.coding() != coding) {
                text.append(read(coding, run, alphabet));
            }
            if (gap) {
                text.append(MISSING);
            }
            coding = part.coding();
            run.writeBytes(part.octets());
            next = part.number() + 1;
        }
        text.append(read(coding, run, alphabet));
        if (next <= total) {
            text.append(MISSING);
        }
        return text.toString();
    }

    private static String read(int coding, ByteArrayOutputStream run, Alphabet alphabet) {
        byte[] octets = run.toByteArray();
        run.reset();
        return octets.length == 0 ? "" : Coding.decode(coding, octets, alphabet).orElse(MISSING);
    }
}
