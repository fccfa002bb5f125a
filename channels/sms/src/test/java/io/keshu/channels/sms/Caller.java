package io.keshu.channels.sms;

import io.keshu.channels.api.WebhookCaller;
import java.util.Map;

/** Somebody who calls a webhook. */
record Caller(String publicUrl, String remoteAddress, Map<String, String> headers) implements WebhookCaller {

    @Override
    public String header(String name) {
        return headers.get(name);
    }
}
