package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaLimit;
import io.keshu.channels.api.MediaSource.MediaRetention;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.weixin.client.MediaType;
import io.keshu.channels.weixin.outbound.UploadRules;
import java.util.Map;
import java.util.Set;

/** What WeChat takes of media, and what the hub takes for it because it can make the one of the other. */
public final class MediaLimits {

    private static final Set<String> RECORDINGS = Set.of("audio/amr", "audio/mpeg");
    private static final Set<String> VIDEOS = Set.of("video/mp4");

    private MediaLimits() {}

    /** Before conversion. */
    public static Map<MediaKind, MediaLimit> taken(WechatMediaProperties properties) {
        return Map.of(
                MediaKind.IMAGE, new MediaLimit(properties.picturesTaken(), UploadRules.READABLE, null),
                MediaKind.THUMBNAIL, new MediaLimit(properties.picturesTaken(), UploadRules.READABLE, null),
                MediaKind.VOICE, new MediaLimit(properties.voice(), RECORDINGS, properties.voiceDuration()),
                MediaKind.VIDEO, new MediaLimit(properties.video(), VIDEOS, null));
    }

    /** What WeChat takes, and what is taken for it. */
    static UploadRules rules(WechatMediaProperties properties) {
        return new UploadRules(taken(properties), properties.image(), properties.thumbnail());
    }

    /** Of what customers send. */
    public static Map<MediaKind, MediaRetention> kept(WechatMediaProperties properties) {
        MediaRetention all = new MediaRetention(properties.fetchedAtMost(), properties.keptFor());
        return Map.of(MediaKind.IMAGE, all, MediaKind.VOICE, all, MediaKind.VIDEO, all);
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
