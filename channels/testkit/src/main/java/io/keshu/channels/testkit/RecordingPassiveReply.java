package io.keshu.channels.testkit;

import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.PassiveReply;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A claimed answer that remembers which ends were reported to it. Thread-safe. */
public final class RecordingPassiveReply implements PassiveReply {

    private final OutboundMessage message;
    private final List<String> ends = new CopyOnWriteArrayList<>();

    public RecordingPassiveReply(OutboundMessage message) {
        this.message = message;
    }

    @Override
    public OutboundMessage message() {
        return message;
    }

    @Override
    public void written() {
        ends.add("written");
    }

    @Override
    public void unclear(String detail) {
        ends.add("unclear");
    }

    /** The reported ends in order: {@code written} or {@code unclear}. */
    public List<String> ends() {
        return List.copyOf(ends);
    }
}
