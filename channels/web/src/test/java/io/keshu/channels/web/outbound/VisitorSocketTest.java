package io.keshu.channels.web.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.CustomerTimeline.Content;
import io.keshu.channels.api.CustomerTimeline.Entry;
import io.keshu.channels.api.CustomerTimeline.Page;
import io.keshu.channels.api.CustomerTimeline.Writer;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.web.WebChannel;
import io.keshu.channels.web.config.Deployments;
import io.keshu.channels.web.config.Deployments.Found;
import io.keshu.channels.web.convert.EntryWriter;
import io.keshu.channels.web.convert.VisitorWords;
import io.keshu.channels.web.token.MediaPasses;
import io.keshu.channels.web.token.Visitor;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class VisitorSocketTest {

    private static final ChannelAccount SHOP =
            new ChannelAccount(new ChannelAccountId(7), WebChannel.TYPE, "shop", "商城", true, Map.of(), Map.of(), 1);

    private final List<String> sent = new ArrayList<>();
    private final Outlet outlet = new Outlet() {
        @Override
        public void send(String frame, Consumer<Boolean> ended) {
            sent.add(frame);
            ended.accept(true);
        }

        @Override
        public void close(int code, String reason) {
            sent.add("closed");
        }
    };

    @Test
    void what_can_not_be_shown_for_a_while_is_shown_afterwards() {
        InMemoryMediaStore media = new InMemoryMediaStore();
        MediaId upload = media.put("image/png", "a.png", new byte[] {1});
        AtomicBoolean away = new AtomicBoolean(true);
        MediaStore moody = new MediaStore() {
            @Override
            public Optional<StoredMedia> find(MediaId id) {
                if (away.get()) {
                    throw new MediaUnavailableException("away", new IllegalStateException());
                }
                return media.find(id);
            }

            @Override
            public InputStream open(StoredMedia stored, long from) {
                return media.open(stored, from);
            }
        };
        Found found = new Deployments(WebChannel.TYPE, new InMemoryChannelAccounts().put(SHOP)).find("shop");
        Visitor visitor = new Visitor(((Found.Working) found).deployment(), "v_1", false, null);
        Page page = new Page(
                List.of(new Entry(
                        "1",
                        "1",
                        Writer.CUSTOMER,
                        null,
                        Instant.EPOCH,
                        new ExternalMessageId("v_1/a"),
                        new Content.Received(new InboundContent.Image(upload.toString(), null)),
                        null,
                        false)),
                List.of(),
                "1",
                false,
                false,
                null);
        VisitorSocket socket = new VisitorSocket(
                visitor,
                "zh",
                "",
                new TimelineFrames(
                        new EntryWriter(
                                new MediaPasses((account, purpose) -> new byte[32], Clock.systemUTC()),
                                moody,
                                new VisitorWords(),
                                ""),
                        JsonMapper.builder().build()),
                (who, cursor, limit) ->
                        cursor.isEmpty() ? page : new Page(List.of(), List.of(), cursor, false, true, null),
                Runnable::run,
                outlet,
                () -> 0,
                () -> sent.add("slow"));

        socket.news();
        assertThat(sent).isEmpty();
        away.set(false);
        socket.retry();

        assertThat(sent).singleElement().asString().contains("\"messages\"").contains("a.png");
    }
}
