package io.keshu.channels.sms.inbound;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.InboundEnvelope;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a provider's calls bring. */
public interface CloudReader {

    /** The items of one call; empty if the body is of another form than the provider's. */
    List<JsonNode> items(JsonNode body);

    /** Reads one item; empty if it isn't what the provider sends. */
    Optional<InboundEnvelope> read(ChannelAccountId account, JsonNode item);

    /** What the provider takes for thanks, as JSON. */
    String thanks();
}
