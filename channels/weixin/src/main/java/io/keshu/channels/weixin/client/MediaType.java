package io.keshu.channels.weixin.client;

import io.keshu.channels.api.MediaKind;
import java.util.Locale;

/** WeChat's kinds of media. */
public enum MediaType {
    IMAGE,
    VOICE,
    VIDEO,
    THUMB;

    /** What the hub calls it. */
    public MediaKind kind() {
        return switch (this) {
            case IMAGE -> MediaKind.IMAGE;
            case VOICE -> MediaKind.VOICE;
            case VIDEO -> MediaKind.VIDEO;
            case THUMB -> MediaKind.THUMBNAIL;
        };
    }

    /** As WeChat writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
