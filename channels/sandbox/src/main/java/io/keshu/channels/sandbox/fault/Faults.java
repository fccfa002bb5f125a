package io.keshu.channels.sandbox.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The faults that hold now. Of several that concern a call, the oldest is taken. Thread-safe. */
public final class Faults {

    /**
     * A fault and how long it still holds.
     *
     * @param left for how many more calls or pushes; negative until it is cleared
     */
    public record Holding<T>(long id, T fault, int left) {}

    private static final class Held<T> {
        private final long id;
        private final T fault;
        private final int every;
        private int left;
        private int seen;

        private Held(long id, T fault, int count, int every) {
            this.id = id;
            this.fault = fault;
            this.left = count;
            this.every = every;
        }

        private boolean strikes() {
            seen++;
            if (seen % every != 0) {
                return false;
            }
            if (left > 0) {
                left--;
            }
            return true;
        }
    }

    private final List<Held<ApiFault>> calls = new ArrayList<>();
    private final List<Held<PushFault>> pushes = new ArrayList<>();
    private long last;

    /** @return the id by which it is cleared */
    public synchronized long add(ApiFault fault) {
        calls.add(new Held<>(++last, fault, fault.count(), fault.every()));
        return last;
    }

    /** @return the id by which it is cleared */
    public synchronized long add(PushFault fault) {
        pushes.add(new Held<>(++last, fault, fault.count(), 1));
        return last;
    }

    /** The fault that strikes this call, which is counted. */
    public synchronized Optional<ApiFault> forCall(@Nullable String account, String path) {
        return strike(
                calls,
                fault -> (fault.account() == null || fault.account().equals(account))
                        && (fault.path() == null || fault.path().equals(path)));
    }

    /** The fault that strikes this push, which is counted. */
    public synchronized Optional<PushFault> forPush(String account) {
        return strike(
                pushes, fault -> fault.account() == null || fault.account().equals(account));
    }

    private static <T> Optional<T> strike(List<Held<T>> faults, Predicate<T> concerned) {
        for (Held<T> held : faults) {
            if (concerned.test(held.fault) && held.strikes()) {
                faults.removeIf(each -> each.left == 0);
                return Optional.of(held.fault);
            }
        }
        return Optional.empty();
    }

    public synchronized List<Holding<ApiFault>> calls() {
        return calls.stream()
                .map(held -> new Holding<>(held.id, held.fault, held.left))
                .toList();
    }

    public synchronized List<Holding<PushFault>> pushes() {
        return pushes.stream()
                .map(held -> new Holding<>(held.id, held.fault, held.left))
                .toList();
    }

    /** @return whether there was such a fault */
    public synchronized boolean clear(long id) {
        boolean call = calls.removeIf(held -> held.id == id);
        boolean push = pushes.removeIf(held -> held.id == id);
        return call || push;
    }

    /** Nothing fails any more. */
    public synchronized void clear() {
        calls.clear();
        pushes.clear();
    }
}
