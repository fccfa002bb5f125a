package io.keshu.channels.email.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.StateKey;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far a folder has been read.
 *
 * @param validity which numbering of the folder it holds for
 * @param uid the last mail that was read
 * @param since what the server took before this is none of the hub's: it was there first
 */
record Watermark(long validity, long uid, Instant since) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18}):([0-9]{1,18}):([0-9]{1,18})");

    /** A folder's own: whoever goes back to it goes on there. */
    static StateKey key(ChannelAccountId account, String folder) {
        return new StateKey(account, null, "imap." + Integer.toHexString(folder.hashCode()));
    }

    static Optional<Watermark> parse(String value) {
        Matcher form = FORM.matcher(value);
        return form.matches()
                ? Optional.of(new Watermark(
                        Long.parseLong(form.group(1)),
                        Long.parseLong(form.group(2)),
                        Instant.ofEpochSecond(Long.parseLong(form.group(3)))))
                : Optional.empty();
    }

    Watermark at(long read) {
        return new Watermark(validity, read, since);
    }

    @Override
    public String toString() {
        return validity + ":" + uid + ":" + since.getEpochSecond();
    }
}
