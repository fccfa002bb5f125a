package io.keshu.channels.sandbox.world;

import java.time.Instant;

/** Media that WeChat keeps for a while. */
public final class KeptMedia {

    private final String id;
    private final String type;
    private final String contentType;
    private final Instant since;
    private final byte[] content;

    KeptMedia(String id, String type, String contentType, Instant since, byte[] content) {
        this.id = id;
        this.type = type;
        this.contentType = contentType;
        this.since = since;
        this.content = content;
    }

    public String id() {
        return id;
    }

    /** {@code image}, {@code voice}, {@code video} or {@code thumb}. */
    public String type() {
        return type;
    }

    public String contentType() {
        return contentType;
    }

    public Instant since() {
        return since;
    }

    /** Not to be changed. */
    public byte[] content() {
        return content;
    }
}
