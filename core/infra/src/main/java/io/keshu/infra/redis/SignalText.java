package io.keshu.infra.redis;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.Signal;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.signal.SignalNews;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Signals as text: whom they are for, a line each, the kind, and what it says to the end. */
final class SignalText {

    private static final String CUSTOMER = "customer";
    private static final String AGENTS = "agents";
    private static final int PARTS = 5;

    private SignalText() {}

    static String write(SignalNews news) {
        if (news instanceof SignalNews.ToCustomer to) {
            return CUSTOMER
                    + '\n'
                    + to.customer().account().value()
                    + '\n'
                    + URLEncoder.encode(to.customer().user().value(), StandardCharsets.UTF_8)
                    + '\n'
                    + write(to.signal());
        }
        return AGENTS + '\n' + ((SignalNews.ToAgents) news).conversation().value() + "\n\n" + write(news.signal());
    }

    private static String write(Signal signal) {
        if (signal instanceof Signal.Typing typing) {
            return "typing\n" + typing.typing();
        } else if (signal instanceof Signal.TypingPreview preview) {
            return "preview\n" + preview.text();
        }
        return "read\n" + ((Signal.Read) signal).upTo();
    }

    /** Empty if it is none that this node knows. */
    static Optional<SignalNews> read(String text) {
        String[] parts = text.split("\n", PARTS);
        if (parts.length < PARTS) {
            return Optional.empty();
        }
        Signal signal = signal(parts[3], parts[4]);
        if (signal == null) {
            return Optional.empty();
        }
        try {
            long id = Long.parseLong(parts[1]);
            return switch (parts[0]) {
                case CUSTOMER ->
                    Optional.of(new SignalNews.ToCustomer(
                            new ChannelAddress(
                                    new ChannelAccountId(id),
                                    new ExternalUserId(URLDecoder.decode(parts[2], StandardCharsets.UTF_8))),
                            signal));
                case AGENTS -> Optional.of(new SignalNews.ToAgents(new ConversationId(id), signal));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Signal signal(String kind, String text) {
        return switch (kind) {
            case "typing" -> new Signal.Typing(Boolean.parseBoolean(text));
            case "preview" -> new Signal.TypingPreview(text);
            case "read" -> new Signal.Read(text);
            default -> null;
        };
    }
}
