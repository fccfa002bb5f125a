package io.keshu.channels.web;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.CustomerWatch;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.EmbeddedChannel;
import io.keshu.channels.api.LimitedMedia;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.MediaSource;
import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.MediaUploads;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.Signal;
import io.keshu.channels.api.SignalChannel;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.web.config.DeploymentForm;
import io.keshu.channels.web.config.Deployments;
import io.keshu.channels.web.config.WebProperties;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;

/**
 * The company's website and app. The hub itself is the provider: a message is delivered when it is in the timeline, from which whoever is
 * connected has been told already and everybody else reads when they come back. So it is accepted at once, and that she has seen it is
 * told by her reading. Sending the same message twice shows it once.
 */
public final class WebChannel implements LimitedText, LimitedMedia, MediaSource, SignalChannel, EmbeddedChannel {

    /** The channel's type. */
    public static final ChannelType TYPE = new ChannelType("web");

    private static final int MAX_TEXT = 4_000;

    private static final Set<ChannelCapability> CAPABILITIES = Set.of(
            ChannelCapability.RECEIVE_TEXT,
            ChannelCapability.RECEIVE_IMAGE,
            ChannelCapability.RECEIVE_VOICE,
            ChannelCapability.RECEIVE_VIDEO,
            ChannelCapability.RECEIVE_FILE,
            ChannelCapability.RECEIVE_LOCATION,
            ChannelCapability.RECEIVE_FORM,
            ChannelCapability.RECEIVE_EVENTS,
            ChannelCapability.SEND_TEXT,
            ChannelCapability.SEND_IMAGE,
            ChannelCapability.SEND_VOICE,
            ChannelCapability.SEND_VIDEO,
            ChannelCapability.SEND_FILE,
            ChannelCapability.SEND_ARTICLES,
            ChannelCapability.SEND_OPTIONS,
            ChannelCapability.SEND_LOCATION,
            ChannelCapability.SIGNAL_TYPING,
            ChannelCapability.SIGNAL_READ,
            ChannelCapability.RECALL,
            ChannelCapability.IDEMPOTENT_SEND);

    private final Deployments deployments;
    private final CustomerWatch watch;
    private final MediaStore media;
    private final WebProperties properties;
    private final RecentIds recent = new RecentIds();
    private final LongAdder delivered = new LongAdder();

    WebChannel(Deployments deployments, CustomerWatch watch, MediaStore media, WebProperties properties) {
        this.deployments = deployments;
        this.watch = watch;
        this.media = media;
        this.properties = properties;
    }

    @Override
    public ChannelType type() {
        return TYPE;
    }

    @Override
    public Set<ChannelCapability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public AccountDescriptor accountDescriptor() {
        return DeploymentForm.describe(TYPE);
    }

    @Override
    public String embedding(ChannelAccount account, String publicUrl) {
        return "<script async src=\"" + publicUrl + "/widget/keshu.js\" data-deployment=\"" + account.key()
                + "\"></script>";
    }

    @Override
    public TextLimit textLimit() {
        return new TextLimit(MAX_TEXT, TextLimit.Unit.CHARS);
    }

    @Override
    public Map<MediaKind, MediaLimit> mediaLimits() {
        MediaLimit any = new MediaLimit(properties.maxUpload(), Set.of(), null);
        return Map.of(MediaKind.IMAGE, any, MediaKind.VOICE, any, MediaKind.VIDEO, any, MediaKind.FILE, any);
    }

    @Override
    public DeliveryResult deliver(OutboundMessage message) {
        if (deployments.working(message.to().account()).isEmpty()) {
            return rejected(Reason.ACCOUNT_DISABLED);
        }
        OutboundContent content = message.content();
        if (!CAPABILITIES.contains(ChannelCapability.toSend(content))) {
            return rejected(Reason.KIND_NOT_CARRIED);
        }
        if (content instanceof OutboundContent.Text text && !textLimit().allows(text.text())) {
            return rejected(Reason.CONTENT_TOO_LONG);
        }
        Optional<MediaId> shown = OutboundContent.mediaOf(content);
        try {
            if (shown.isPresent()) {
                Optional<StoredMedia> stored = media.find(shown.get());
                if (stored.isEmpty()) {
                    return rejected(Reason.MEDIA_MISSING);
                }
                if (stored.get().sizeBytes() > properties.maxUpload()) {
                    return rejected(Reason.MEDIA_TOO_LARGE);
                }
            }
        } catch (MediaUnavailableException e) {
            return new DeliveryResult.RetryLater(Duration.ZERO, new DeliveryProblem(Reason.PROVIDER_BUSY, "", ""));
        }
        if (recent.add(message.id().value())) {
            delivered.increment();
        }
        return new DeliveryResult.Accepted(null);
    }

    private static DeliveryResult rejected(Reason reason) {
        return new DeliveryResult.Rejected(new DeliveryProblem(reason, "", ""));
    }

    /** How many messages were taken since this node started. */
    long delivered() {
        return delivered.sum();
    }

    @Override
    public void signal(ChannelAddress to, Signal signal) {
        watch.relay(to, signal);
    }

    @Override
    public Map<MediaKind, MediaRetention> mediaRetention() {
        MediaRetention whole = new MediaRetention(properties.maxUpload(), MediaUploads.KEPT_FOR);
        return Map.of(MediaKind.IMAGE, whole, MediaKind.VOICE, whole, MediaKind.VIDEO, whole, MediaKind.FILE, whole);
    }

    @Override
    public MediaFetch fetchMedia(ChannelAccountId account, String reference, Receiver receiver) {
        try {
            Optional<StoredMedia> upload = media.find(new MediaId(Long.parseLong(reference)));
            if (upload.isEmpty()) {
                return new MediaFetch.Expired(new DeliveryProblem(Reason.MEDIA_MISSING, "", ""));
            }
            try (InputStream bytes = media.open(upload.get(), 0)) {
                receiver.receive(upload.get().fileName(), bytes);
                return new MediaFetch.Fetched();
            }
        } catch (MediaUnavailableException e) {
            return e.gone()
                    ? new MediaFetch.Expired(new DeliveryProblem(Reason.MEDIA_MISSING, "", ""))
                    : new MediaFetch.RetryLater(Duration.ZERO, new DeliveryProblem(Reason.PROVIDER_BUSY, "", ""));
        } catch (NumberFormatException e) {
            return new MediaFetch.Refused(new DeliveryProblem(Reason.MEDIA_MISSING, "", reference));
        } catch (IOException e) {
            return new MediaFetch.RetryLater(
                    Duration.ZERO, new DeliveryProblem(Reason.PROVIDER_BUSY, "", String.valueOf(e.getMessage())));
        }
    }
}
