package io.keshu.domain.conversion;

import io.keshu.channels.api.MediaId;

/** Makes addresses under which anybody who has them can see media that the hub keeps. {@link SignedMediaLinks} does. */
@FunctionalInterface
public interface MediaLinks {

    /** An absolute address, good for a while from now on. */
    String to(MediaId media);
}
