package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.MediaSource.MediaRetention;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.wechat.client.MediaType;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import java.util.Map;
import java.util.Set;

/** What WeChat takes of media, and what the hub takes for it because it can make the one of the other. */
public final class MediaLimits {

    /** Sent as they are. */
    static final Set<String> PICTURES = Set.of("image/jpeg", "image/png", "image/gif");

    /** Made into JPEG. */
    private static final Set<String> READABLE =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp");

    private static final Set<String> RECORDINGS = Set.of("audio/amr", "audio/mpeg");
    private static final Set<String> VIDEOS = Set.of("video/mp4");

    private MediaLimits() {}

    /** Before conversion. */
    public static Map<MediaKind, MediaLimit> taken(WechatMediaProperties properties) {
        return Map.of(
                MediaKind.IMAGE, new MediaLimit(properties.picturesTaken(), READABLE, null),
                MediaKind.THUMBNAIL, new MediaLimit(properties.picturesTaken(), READABLE, null),
                MediaKind.VOICE, new MediaLimit(properties.voice(), RECORDINGS, properties.voiceDuration()),
                MediaKind.VIDEO, new MediaLimit(properties.video(), VIDEOS, null));
    }

    /** Of what customers send. */
    public static Map<MediaKind, MediaRetention> kept(WechatMediaProperties properties) {
        MediaRetention all = new MediaRetention(properties.fetchedAtMost(), properties.keptFor());
        return Map.of(MediaKind.IMAGE, all, MediaKind.VOICE, all, MediaKind.VIDEO, all);
    }

    static MediaKind kind(MediaType type) {
        return switch (type) {
            case IMAGE -> MediaKind.IMAGE;
            case VOICE -> MediaKind.VOICE;
            case VIDEO -> MediaKind.VIDEO;
            case THUMB -> MediaKind.THUMBNAIL;
        };
    }

    /** As what WeChat wants the media of such a message. */
    static MediaType type(OutboundContent content) {
        if (content instanceof OutboundContent.Voice) {
            return MediaType.VOICE;
        } else if (content instanceof OutboundContent.Video) {
            return MediaType.VIDEO;
        }
        // A mini program's card wants its picture as an image, music its cover as a thumb.
        return content instanceof OutboundContent.Music ? MediaType.THUMB : MediaType.IMAGE;
    }
}
