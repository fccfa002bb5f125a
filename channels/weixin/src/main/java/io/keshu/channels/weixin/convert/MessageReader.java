package io.keshu.channels.weixin.convert;

import io.keshu.channels.api.InboundContent;
import java.util.Map;

/** What the fields of a message say on one of WeChat's platforms. */
public interface MessageReader {

    /** Whatever is not known is {@link InboundContent.Unsupported} with all its fields. */
    InboundContent content(Map<String, String> fields);

    /** What tells an event from others of its kind by the same sender in the same second; empty if nothing does. */
    String eventKey(Map<String, String> fields);
}
