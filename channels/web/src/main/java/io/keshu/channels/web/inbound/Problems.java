package io.keshu.channels.web.inbound;

import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.config.WebProperties;
import io.keshu.channels.web.convert.VisitorWords;

/** Refusals in words. */
final class Problems {

    private static final long MEGABYTE = 1024L * 1024;

    private Problems() {}

    static String detail(VisitorWords words, String language, Refusal refusal, WebProperties properties) {
        return words.say(
                language, "problem." + refusal.code().text(), Long.toString(properties.maxUpload() / MEGABYTE));
    }
}
