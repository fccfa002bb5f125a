package io.keshu.domain.media;

import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.MediaKind;
import io.keshu.domain.message.MessageContent;
import java.util.Map;
import java.util.Optional;

/** Which messages have media, and whether bytes are of a kind. */
public final class MediaKinds {

    private static final Map<String, MediaKind> BY_MESSAGE = Map.of(
            "image", MediaKind.IMAGE, "voice", MediaKind.VOICE, "video", MediaKind.VIDEO, "file", MediaKind.FILE);

    private MediaKinds() {}

    /** @param kind of a message that a customer sent, as facts name it */
    public static Optional<MediaKind> ofMessage(String kind) {
        return Optional.ofNullable(BY_MESSAGE.get(kind));
    }

    /** The provider's reference of the media in a message, if it has any. */
    static Optional<String> reference(MessageContent content) {
        if (!(content instanceof MessageContent.Received received)) {
            return Optional.empty();
        }
        InboundContent inbound = received.content();
        if (inbound instanceof InboundContent.Image image) {
            return Optional.of(image.mediaId());
        } else if (inbound instanceof InboundContent.Voice voice) {
            return Optional.of(voice.mediaId());
        } else if (inbound instanceof InboundContent.Video video) {
            return Optional.of(video.mediaId());
        } else if (inbound instanceof InboundContent.File file) {
            return Optional.of(file.mediaId());
        }
        return Optional.empty();
    }

    /** The provider's reference of the picture that stands for the media in a message, if there is one. */
    static Optional<String> posterReference(MessageContent content) {
        return content instanceof MessageContent.Received received
                        && received.content() instanceof InboundContent.Video video
                ? Optional.ofNullable(video.thumbnailMediaId())
                : Optional.empty();
    }

    /** Whether bytes of this type are what the kind says: a page is no picture, whatever it is called. */
    public static boolean fits(MediaKind kind, String contentType) {
        return switch (kind) {
            case IMAGE, THUMBNAIL -> contentType.startsWith("image/") && !contentType.contains("svg");
            case VOICE -> contentType.startsWith("audio/");
            case VIDEO -> contentType.startsWith("video/");
            case FILE -> true;
        };
    }
}
