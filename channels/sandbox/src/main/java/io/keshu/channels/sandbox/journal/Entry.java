package io.keshu.channels.sandbox.journal;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/** Something that crossed. */
public sealed interface Entry permits ApiCalled, Delivered, Pushed {

    /** Counts all entries, from 1. */
    long seq();

    /** When it began. */
    Instant at();

    /** {@code call}, {@code push} or {@code delivered}. */
    @JsonProperty
    String kind();
}
