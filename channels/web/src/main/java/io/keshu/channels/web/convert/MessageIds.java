package io.keshu.channels.web.convert;

import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.token.Visitor;
import java.util.regex.Pattern;

/** The ids that clients give their messages: unique to the visitor, so the visitor is part of what is unique to the account. */
public final class MessageIds {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private MessageIds() {}

    /** @throws Refusal if it is none that a client may give */
    public static ExternalMessageId of(Visitor visitor, String clientId) {
        if (!LEGAL.matcher(clientId).matches()) {
            throw new Refusal(Refusal.Code.CONTENT_INVALID, "id", 0);
        }
        return new ExternalMessageId(visitor.id() + "/" + clientId);
    }

    static String clientId(Visitor visitor, ExternalMessageId id) {
        String prefix = visitor.id() + "/";
        return id.value().startsWith(prefix) ? id.value().substring(prefix.length()) : id.value();
    }
}
