package io.keshu.channels.web.outbound;

import io.keshu.channels.api.CustomerTimeline.Entry;
import io.keshu.channels.api.CustomerTimeline.Page;
import io.keshu.channels.api.CustomerTimeline.Writer;
import io.keshu.channels.web.convert.EntryWriter;
import io.keshu.channels.web.token.Visitor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The protocol's frames as text. */
public final class TimelineFrames {

    private final EntryWriter entries;
    private final JsonMapper json;

    public TimelineFrames(EntryWriter entries, JsonMapper json) {
        this.entries = entries;
        this.json = json;
    }

    /** A page as an answer to HTTP says it. */
    public Map<String, Object> page(Visitor visitor, Page page, String language) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("items", entries.write(visitor, page.entries(), language));
        answer.put("changed", entries.write(visitor, page.changed(), language));
        answer.put("cursor", Objects.requireNonNullElse(page.cursor(), ""));
        answer.put("more", page.more());
        answer.put("older", page.older());
        String read = page.agentsRead();
        if (read != null) {
            answer.put("read", read);
        }
        answerer(page).ifPresent(agent -> answer.put("agent", agent));
        return answer;
    }

    String messages(Visitor visitor, Page page, String language) {
        Map<String, Object> frame = frame("messages");
        frame.put("items", entries.write(visitor, page.entries(), language));
        frame.put("cursor", Objects.requireNonNullElse(page.cursor(), ""));
        frame.put("more", page.more());
        frame.put("older", page.older());
        return write(frame);
    }

    String older(Visitor visitor, Page page, String before, String language) {
        Map<String, Object> frame = frame("messages");
        frame.put("items", entries.write(visitor, page.entries(), language));
        frame.put("before", before);
        frame.put("more", false);
        frame.put("older", page.older());
        return write(frame);
    }

    String changed(Visitor visitor, List<Entry> changed, String language) {
        Map<String, Object> frame = frame("changed");
        frame.put("items", entries.write(visitor, changed, language));
        return write(frame);
    }

    /** Who wrote last to the visitor, if somebody did in this page. */
    static Optional<Map<String, Object>> answerer(Page page) {
        @Nullable Entry last = null;
        for (Entry entry : page.entries()) {
            if (entry.writer() == Writer.AGENT || entry.writer() == Writer.BOT) {
                last = entry;
            }
        }
        if (last == null) {
            return Optional.empty();
        }
        Map<String, Object> agent = new LinkedHashMap<>();
        if (last.name() != null) {
            agent.put("name", last.name());
        }
        agent.put("bot", last.writer() == Writer.BOT);
        return Optional.of(agent);
    }

    static Map<String, Object> frame(String type) {
        Map<String, Object> frame = new LinkedHashMap<>();
        frame.put("type", type);
        return frame;
    }

    String write(Map<String, Object> frame) {
        return json.writeValueAsString(frame);
    }
}
