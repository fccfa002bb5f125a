package io.keshu.domain.media;

import io.keshu.channels.api.MediaKind;
import java.time.Duration;

/** Is told what happens to media, for figures. Never blocks, never throws. */
public interface MediaObserver {

    /** Nobody wants to know. */
    MediaObserver NONE = new MediaObserver() {
        @Override
        public void fetched(MediaKind kind, String outcome, Duration took) {}

        @Override
        public void stored(MediaKind kind, long bytes) {}

        @Override
        public void deleted(long bytes) {}
    };

    /** @param outcome {@code stored}, {@code expired}, {@code failed} or {@code later} */
    void fetched(MediaKind kind, String outcome, Duration took);

    /** Bytes came in, from a provider or from whoever uploaded them. */
    void stored(MediaKind kind, long bytes);

    /** Bytes were deleted that nothing shows any more. */
    void deleted(long bytes);
}
