package io.keshu.channels.api;

import java.util.Map;

/** A channel whose provider limits media, so that whoever chooses a file can be told before it is uploaded. */
public interface LimitedMedia extends Channel {

    /** A limit for every kind that the channel sends. */
    Map<MediaKind, MediaLimit> mediaLimits();
}
