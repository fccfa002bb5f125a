package io.keshu.domain.message;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.OutboundContent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields that say how a message left, beside those of its content. */
final class SentFields {

    private static final String ACCOUNT = "via.account";
    private static final String USER = "via.user";
    private static final String AS_TEXT = "sent.text";

    static final Set<String> NAMES = Set.of(ACCOUNT, USER, AS_TEXT);

    private SentFields() {}

    static FlatContent with(FlatContent flat, MessageContent.Sent sent) {
        ChannelAddress via = sent.via();
        String asText = sent.asText();
        if (via == null && asText == null) {
            return flat;
        }
        Map<String, String> fields = new HashMap<>(flat.fields());
        if (via != null) {
            fields.putAll(of(via));
        }
        if (asText != null) {
            fields.put(AS_TEXT, asText);
        }
        return new FlatContent(flat.kind(), flat.text(), fields);
    }

    static MessageContent.Sent restore(OutboundContent content, Map<String, String> fields) {
        @Nullable ChannelAddress via = fields.containsKey(ACCOUNT) ? address(fields) : null;
        return new MessageContent.Sent(content, via, fields.get(AS_TEXT));
    }

    static Map<String, String> of(ChannelAddress address) {
        return Map.of(
                ACCOUNT, address.account().toString(), USER, address.user().value());
    }

    static ChannelAddress address(Map<String, String> fields) {
        return new ChannelAddress(
                new ChannelAccountId(Long.parseLong(fields.getOrDefault(ACCOUNT, "0"))),
                new ExternalUserId(fields.getOrDefault(USER, "-")));
    }
}
