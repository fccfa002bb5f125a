package io.keshu.channels.sms.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.StateChange;
import io.keshu.channels.api.StateKey;
import io.keshu.channels.sms.config.Alphabet;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts long messages together. Parts are kept with their sender's data in the account's state, so that they outlive this node; a list of
 * senders tells whose parts there are. Only who holds the lease writes, hence what was read once is right until a commit fails: then
 * this is thrown away and read anew. For one thread.
 */
final class Reassembly {

    private static final String LIST = "sms.open";
    private static final String PARTS = "sms.parts";

    private final ChannelAccountId account;
    private final Alphabet alphabet;
    private final Duration wait;
    private final Kept list;
    private final Map<String, Open> open = new LinkedHashMap<>();

    /** A message that is as complete as it will be. */
    record Finished(String sender, String text) {}

    /** A value of the state. */
    private static final class Kept {
        private final StateKey key;
        private long version;
        private boolean changed;

        Kept(StateKey key, long version) {
            this.key = key;
            this.version = version;
        }

        StateChange change(String value) {
            return new StateChange(key, version, value);
        }

        void committed() {
            if (changed) {
                version++;
                changed = false;
            }
        }
    }

    private record Open(Kept kept, SenderParts parts) {}

    private Reassembly(ChannelAccountId account, Alphabet alphabet, Duration wait, Kept list) {
        this.account = account;
        this.alphabet = alphabet;
        this.wait = wait;
        this.list = list;
    }

    /** Reads what was begun before, here or elsewhere. */
    static Reassembly load(ChannelAccountId account, ChannelState state, Alphabet alphabet, Duration wait) {
        StateKey key = new StateKey(account, null, LIST);
        Optional<ChannelState.Entry> entry = state.find(key);
        Reassembly loaded = new Reassembly(
                account,
                alphabet,
                wait,
                new Kept(key, entry.map(ChannelState.Entry::version).orElse(0L)));
        entry.ifPresent(found -> found.value()
                .lines()
                .filter(sender -> !sender.isEmpty())
                .forEach(sender -> loaded.open.put(sender, loaded.read(sender, state))));
        return loaded;
    }

    private Open read(String sender, ChannelState state) {
        StateKey key = new StateKey(account, new ExternalUserId(sender), PARTS);
        return state.find(key)
                .map(entry -> new Open(new Kept(key, entry.version()), SenderParts.parse(entry.value())))
                .orElseGet(() -> new Open(new Kept(key, 0), new SenderParts()));
    }

    /**
     * Takes a part.
     *
     * @return what is to be delivered: nothing while parts are missing; the whole; or the part alone if there is no room to keep it
     */
    Optional<Finished> add(String sender, Part part, Instant now, ChannelState state) {
        if (!open.containsKey(sender)) {
            if (!listHasRoomFor(sender)) {
                return Optional.of(alone(sender, part));
            }
            open.put(sender, read(sender, state));
            list.changed = true;
        }
        Open mine = open.get(sender);
        if (mine == null || !mine.parts().hasRoomFor(part)) {
            return Optional.of(alone(sender, part));
        }
        PartSet set =
                mine.parts().sets().computeIfAbsent(part.set(), key -> new PartSet(now.getEpochSecond(), part.total()));
        set.add(part);
        mine.kept().changed = true;
        if (!set.complete()) {
            return Optional.empty();
        }
        mine.parts().sets().remove(part.set());
        return Optional.of(new Finished(sender, set.text(alphabet)));
    }

    private Finished alone(String sender, Part part) {
        PartSet set = new PartSet(0, part.total());
        set.add(part);
        return new Finished(sender, set.text(alphabet));
    }

    private boolean listHasRoomFor(String sender) {
        return senders().length() + sender.length() + 1 <= StateChange.MAX_LENGTH;
    }

    private String senders() {
        StringBuilder senders = new StringBuilder();
        open.forEach((sender, mine) -> {
            if (!mine.parts().empty()) {
                senders.append(sender).append('\n');
            }
        });
        return senders.toString();
    }

    /** What has waited long enough for its missing parts. */
    List<Finished> expire(Instant now) {
        List<Finished> finished = new ArrayList<>();
        long before = now.minus(wait).getEpochSecond();
        open.forEach((sender, mine) -> mine.parts().sets().values().removeIf(set -> {
            if (set.since() > before) {
                return false;
            }
            finished.add(new Finished(sender, set.text(alphabet)));
            mine.kept().changed = true;
            return true;
        }));
        return finished;
    }

    /** What is to be stored together with what was finished. */
    List<StateChange> changes() {
        List<StateChange> changes = new ArrayList<>();
        open.values().forEach(mine -> {
            if (mine.kept().changed) {
                changes.add(mine.kept().change(mine.parts().write()));
                list.changed |= mine.parts().empty();
            }
        });
        if (list.changed) {
            changes.add(list.change(senders()));
        }
        return changes;
    }

    /** The changes are stored. */
    void committed() {
        open.values().forEach(mine -> mine.kept().committed());
        open.values().removeIf(mine -> mine.parts().empty());
        list.committed();
    }
}
