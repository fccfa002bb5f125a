package io.keshu.channels.email.convert;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where something lies in a mailbox.
 *
 * @param validity of the folder's numbering
 * @param uid the mail's number
 * @param part an attachment's index; {@link #WHOLE} for the mail itself
 */
public record Reference(long validity, long uid, int part) {

    public static final int WHOLE = -1;

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):([0-9]{1,18}):(-1|[0-9]{1,4})");

    public static Optional<Reference> parse(String reference) {
        Matcher form = FORM.matcher(reference);
        return form.matches()
                ? Optional.of(new Reference(
                        Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), Integer.parseInt(form.group(3))))
                : Optional.empty();
    }

    public Reference whole() {
        return new Reference(validity, uid, WHOLE);
    }

    Reference attachment(int index) {
        return new Reference(validity, uid, index);
    }

    @Override
    public String toString() {
        return validity + ":" + uid + ":" + part;
    }
}
