package io.keshu.channels.sms.inbound;

import io.keshu.channels.api.StateChange;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** All parts that one sender's unfinished messages have, as one value of the state. */
final class SenderParts {

    /** One part: set, since, total, number, coding, octets. */
    private static final Pattern LINE =
            Pattern.compile("([0-9a-z.]{1,80}) ([0-9]{1,12}) ([0-9]{1,3}) ([0-9]{1,3}) ([0-9]{1,3}) ([A-Za-z0-9+/=]*)");

    private final Map<String, PartSet> sets = new LinkedHashMap<>();

    /** Lines that can't be read are left out. */
    static SenderParts parse(String value) {
        SenderParts parts = new SenderParts();
        value.lines().forEach(line -> {
            Matcher form = LINE.matcher(line);
            if (form.matches()) {
                String set = form.group(1);
                int total = Integer.parseInt(form.group(3));
                parts.sets
                        .computeIfAbsent(set, key -> new PartSet(Long.parseLong(form.group(2)), total))
                        .add(new Part(
                                set,
                                total,
                                Integer.parseInt(form.group(4)),
                                Integer.parseInt(form.group(5)),
                                Base64.getDecoder().decode(form.group(6))));
            }
        });
        return parts;
    }

    Map<String, PartSet> sets() {
        return sets;
    }

    boolean empty() {
        return sets.isEmpty();
    }

    /** Whether all fits into one value with this added. */
    boolean hasRoomFor(Part part) {
        return write().length() + part.octets().length * 4 / 3 + 120 <= StateChange.MAX_LENGTH;
    }

    String write() {
        StringBuilder value = new StringBuilder();
        sets.forEach((set, parts) -> parts.parts()
                .values()
                .forEach(part -> value.append(set)
                        .append(' ')
                        .append(parts.since())
                        .append(' ')
                        .append(parts.total())
                        .append(' ')
                        .append(part.number())
                        .append(' ')
                        .append(part.coding())
                        .append(' ')
                        .append(Base64.getEncoder().encodeToString(part.octets()))
                        .append('\n')));
        return value.toString();
    }
}
