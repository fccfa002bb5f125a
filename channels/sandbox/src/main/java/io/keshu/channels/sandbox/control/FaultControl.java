package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.fault.ApiFault;
import io.keshu.channels.sandbox.fault.Faults;
import io.keshu.channels.sandbox.fault.PushFault;
import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.http.Router;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The server is told to fail, and to stop failing. */
final class FaultControl {

    /** An {@link ApiFault}; errcode, status and delayMs are 0 if left out, count is 1, every is 1, when is before. */
    private record ApiWrite(
            @Nullable String account,
            @Nullable String path,
            ApiFault.@Nullable Answer answer,
            @Nullable Integer errcode,
            @Nullable Integer status,
            @Nullable Long delayMs,
            ApiFault.@Nullable When when,
            @Nullable Integer count,
            @Nullable Integer every) {

        ApiFault fault() {
            if (answer == null) {
                throw new IllegalArgumentException(
                        "answer must be one of right, errcode, status, garbage, bare, empty, truncated, cut, hang");
            }
            if (answer == ApiFault.Answer.RIGHT && or(delayMs, 0L) == 0) {
                throw new IllegalArgumentException("a right answer needs a delayMs to be a fault");
            }
            return new ApiFault(
                    account,
                    path,
                    answer,
                    or(errcode, 0),
                    or(status, answer == ApiFault.Answer.STATUS ? 500 : 0),
                    or(delayMs, 0L),
                    when == null ? ApiFault.When.BEFORE : when,
                    or(count, 1),
                    or(every, 1));
        }
    }

    /** A {@link PushFault}; what is left out is 0, and count is until it is cleared. */
    private record PushWrite(
            @Nullable String account,
            @Nullable Integer duplicates,
            @Nullable Integer reorder,
            @Nullable Integer drop,
            @Nullable Long delayMs,
            @Nullable Integer count) {

        PushFault fault() {
            PushFault fault = new PushFault(
                    account, or(duplicates, 0), or(reorder, 0), or(drop, 0), or(delayMs, 0L), or(count, -1));
            if (fault.isNone()) {
                throw new IllegalArgumentException("one of duplicates, reorder, drop, delayMs must be set");
            }
            return fault;
        }
    }

    private final Faults faults;

    FaultControl(Faults faults) {
        this.faults = faults;
    }

    void addTo(Router router) {
        router.on("GET", "/control/faults", this::list)
                .on("POST", "/control/faults/api", this::addApi)
                .on("POST", "/control/faults/push", this::addPush)
                .on("DELETE", "/control/faults", this::clear)
                .on("DELETE", "/control/faults/{id}", this::clearOne);
    }

    private void list(Call call, Map<String, String> path) throws IOException {
        call.json(200, Map.of("api", faults.calls(), "push", faults.pushes()));
    }

    private void addApi(Call call, Map<String, String> path) throws IOException {
        ApiWrite write = Json.read(call.body(), ApiWrite.class);
        call.json(201, Map.of("id", faults.add(checked(write::fault))));
    }

    private void addPush(Call call, Map<String, String> path) throws IOException {
        PushWrite write = Json.read(call.body(), PushWrite.class);
        call.json(201, Map.of("id", faults.add(checked(write::fault))));
    }

    private void clear(Call call, Map<String, String> path) throws IOException {
        faults.clear();
        call.json(200, Map.of("cleared", true));
    }

    private void clearOne(Call call, Map<String, String> path) throws IOException {
        String id = path.getOrDefault("id", "");
        if (!id.matches("\\d{1,18}") || !faults.clear(Long.parseLong(id))) {
            throw new BadCallException(404, "fault.unknown", "There is no such fault.");
        }
        call.json(200, Map.of("cleared", true));
    }

    private static <T> T checked(Supplier<T> fault) {
        try {
            return fault.get();
        } catch (IllegalArgumentException e) {
            throw BadCallException.of("fault.invalid", e.getMessage() + ".");
        }
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
