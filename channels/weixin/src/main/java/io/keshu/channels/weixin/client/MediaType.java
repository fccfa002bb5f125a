package io.keshu.channels.wechat.client;

import java.util.Locale;

/** WeChat's kinds of media. */
public enum MediaType {
    IMAGE,
    VOICE,
    VIDEO,
    THUMB;

    /** As WeChat writes it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
