package io.keshu.domain.conversion;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.StoredMedia;
import io.keshu.domain.account.Channels;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The one place that says in which form a channel carries something: as it is, if the channel declares that it does; else as a text, with
 * links to media and addresses in words; else not at all. Knows nothing of single channels. Thread-safe.
 */
public final class Conversion implements Carriages {

    /** What media become where the channel has no such messages. */
    private static final Set<ChannelCapability> LINKED = Set.of(
            ChannelCapability.SEND_IMAGE,
            ChannelCapability.SEND_VOICE,
            ChannelCapability.SEND_VIDEO,
            ChannelCapability.SEND_FILE);

    private static final Set<ChannelCapability> WORDED = Set.of(
            ChannelCapability.SEND_MUSIC,
            ChannelCapability.SEND_ARTICLES,
            ChannelCapability.SEND_MINI_PROGRAM,
            ChannelCapability.SEND_OPTIONS,
            ChannelCapability.SEND_LOCATION);

    private final ChannelAccounts accounts;
    private final Channels channels;
    private final MediaStore media;
    private final MediaLinks links;

    public Conversion(ChannelAccounts accounts, Channels channels, MediaStore media, MediaLinks links) {
        this.accounts = accounts;
        this.channels = channels;
        this.media = media;
        this.links = links;
    }

    /** What something becomes that a channel does not carry as it is. */
    public enum Form {
        /** A text with a link to the media. */
        LINK,
        /** A text. */
        TEXT
    }

    /** What this becomes where it has to. */
    public static Form formOf(OutboundContent content) {
        return LINKED.contains(ChannelCapability.toSend(content)) ? Form.LINK : Form.TEXT;
    }

    @Override
    public Carriage of(OutboundContent content, ChannelAccountId account) {
        return channel(account).map(found -> on(found, content)).orElseGet(Carriage.AsItIs::new);
    }

    /** In which form a channel carries this; media are looked up only where they become a link. */
    public Carriage on(Channel channel, OutboundContent content) {
        Set<ChannelCapability> capabilities = channel.capabilities();
        ChannelCapability needed = ChannelCapability.toSend(content);
        if (capabilities.contains(needed)) {
            return new Carriage.AsItIs();
        }
        if (!capabilities.contains(ChannelCapability.SEND_TEXT)) {
            return new Carriage.Refused(Reason.KIND_NOT_CARRIED);
        }
        Optional<String> text = TextForms.of(content, this::shown).filter(words -> !words.isEmpty());
        if (text.isEmpty()) {
            return new Carriage.Refused(Reason.KIND_NOT_CARRIED);
        }
        if (channel instanceof LimitedText limited && !limited.textLimit().allows(text.get())) {
            return new Carriage.Refused(Reason.CONTENT_TOO_LONG);
        }
        return new Carriage.AsText(text.get(), formOf(content) == Form.LINK);
    }

    /** What an account's channel does not carry as it is and yet can be sent, each with what it becomes. */
    public Map<ChannelCapability, Form> converted(ChannelAccountId account) {
        Map<ChannelCapability, Form> forms = new TreeMap<>();
        Set<ChannelCapability> capabilities =
                channel(account).map(Channel::capabilities).orElse(Set.of());
        if (capabilities.contains(ChannelCapability.SEND_TEXT)) {
            LINKED.forEach(kind -> forms.put(kind, Form.LINK));
            WORDED.forEach(kind -> forms.put(kind, Form.TEXT));
            forms.keySet().removeAll(capabilities);
        }
        return forms;
    }

    private String shown(MediaId id) {
        return TextForms.lines(media.find(id).map(StoredMedia::fileName).orElse(""), links.to(id));
    }

    private Optional<Channel> channel(ChannelAccountId account) {
        return accounts.find(account).map(ChannelAccount::type).flatMap(channels::find);
    }
}
