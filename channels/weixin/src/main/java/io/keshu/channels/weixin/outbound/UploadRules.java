package io.keshu.channels.weixin.outbound;

import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import java.util.Map;
import java.util.Set;

/**
 * What WeChat takes of media, and what the hub takes for it because it can make the one of the other.
 *
 * @param taken before conversion
 * @param image the largest picture that WeChat takes, in bytes
 * @param thumbnail the largest picture of a card, in bytes
 */
public record UploadRules(Map<MediaKind, MediaLimit> taken, long image, long thumbnail) {

    /** Pictures that WeChat takes as they are. */
    static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif");

    /** Pictures that can be made into JPEG. */
    public static final Set<String> READABLE =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp");

    public UploadRules {
        taken = Map.copyOf(taken);
    }
}
