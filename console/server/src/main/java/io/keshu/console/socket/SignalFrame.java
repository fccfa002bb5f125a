package io.keshu.console.socket;

import io.keshu.channels.api.Signal;
import io.keshu.domain.signal.SignalNews;
import io.keshu.domain.timeline.TimelineCursor;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What a customer signals, as browsers are told. */
final class SignalFrame {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SignalFrame() {}

    static String of(SignalNews.ToAgents news) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("type", "signal");
        frame.put("id", news.conversation().toString());
        if (news.signal() instanceof Signal.Typing typing) {
            frame.put("typing", typing.typing());
        } else if (news.signal() instanceof Signal.TypingPreview preview) {
            frame.put("typing", !preview.text().isEmpty());
            frame.put("text", preview.text());
        } else if (news.signal() instanceof Signal.Read read) {
            frame.put("read", TimelineCursor.parse(read.upTo()).number());
        }
        return JSON.writeValueAsString(frame);
    }
}
