package io.keshu.channels.api;

/** The hub's id of one picture, recording, video or file that it keeps. */
public record MediaId(long value) {

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
