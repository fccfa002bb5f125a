package io.keshu.channels.sms.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.api.StateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was stored last, and whose thanks the SMSC may therefore not have heard. SMPP gives messages no id, and a customer may well send
 * the same word twice: only what comes again after such a doubt is the same message. For one thread.
 */
final class Recent {

    private static final String NAME = "sms.recent";

    /** Thanks that went out later than this may have come too late. */
    private static final Duration SLOW = Duration.ofSeconds(4);

    private final StateKey key;
    private final Duration within;
    private final Map<String, Instant> doubtful = new HashMap<>();
    private long version;
    private List<Stored> before = List.of();
    private List<Stored> now = new ArrayList<>();

    private record Stored(String hash, Instant at) {}

    private Recent(StateKey key, long version, Duration within) {
        this.key = key;
        this.version = version;
        this.within = within;
    }

    /** After a bind was made anew, here or elsewhere: all that was stored last is in doubt. */
    static Recent load(ChannelAccountId account, ChannelState state, Duration within) {
        StateKey key = new StateKey(account, null, NAME);
        Optional<ChannelState.Entry> entry = state.find(key);
        Recent loaded = new Recent(key, entry.map(ChannelState.Entry::version).orElse(0L), within);
        entry.ifPresent(found -> found.value().lines().forEach(loaded::doubt));
        return loaded;
    }

    private void doubt(String line) {
        int space = line.indexOf(' ');
        if (space > 0 && line.substring(space + 1).matches("[0-9]{1,12}")) {
            doubtful.put(line.substring(0, space), Instant.ofEpochSecond(Long.parseLong(line.substring(space + 1))));
        }
    }

    /** Whether this was stored already; each doubt is good for one message. */
    boolean again(String hash, Instant at) {
        Instant stored = doubtful.remove(hash);
        return stored != null && stored.plus(within).isAfter(at);
    }

    /** This is being stored. */
    void storing(String hash, Instant received, Instant at) {
        now.add(new Stored(hash, at));
        if (received.plus(SLOW).isBefore(at)) {
            doubtful.put(hash, at);
        }
    }

    /** The last group's and this one's. */
    StateChange change() {
        StringBuilder value = new StringBuilder();
        for (List<Stored> group : List.of(before, now)) {
            group.forEach(stored -> value.append(stored.hash())
                    .append(' ')
                    .append(stored.at().getEpochSecond())
                    .append('\n'));
        }
        return new StateChange(key, version, value.toString());
    }

    /** The change is stored. */
    void committed() {
        version++;
        before = now;
        now = new ArrayList<>();
    }
}
