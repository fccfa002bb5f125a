package io.keshu.channels.testkit;

import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.OutboundContent;
import java.util.List;

/** One message of every kind that the hub can send. */
final class SampleContent {

    private SampleContent() {}

    /** Where the media of a sample come from. */
    interface Media {

        /** @param needed what a channel must declare to send the message that these media are for */
        MediaId of(MediaKind kind, ChannelCapability needed);
    }

    /** @param template one that the provider's stand-in takes, if the channel sends any */
    static List<OutboundContent> everyKind(Media media, OutboundContent.Template template) {
        return List.of(
                new OutboundContent.Text("您好"),
                new OutboundContent.Image(media.of(MediaKind.IMAGE, ChannelCapability.SEND_IMAGE)),
                new OutboundContent.Voice(media.of(MediaKind.VOICE, ChannelCapability.SEND_VOICE)),
                new OutboundContent.Video(media.of(MediaKind.VIDEO, ChannelCapability.SEND_VIDEO), "开箱", "第一次打开"),
                new OutboundContent.File(media.of(MediaKind.FILE, ChannelCapability.SEND_FILE)),
                new OutboundContent.Music(
                        "店歌",
                        "",
                        "https://example.com/song.mp3",
                        null,
                        media.of(MediaKind.THUMBNAIL, ChannelCapability.SEND_MUSIC)),
                new OutboundContent.Articles(
                        List.of(new OutboundContent.Article("怎样退货", "三步", "https://example.com/returns", null))),
                new OutboundContent.Published(OutboundContent.PublishedKind.ARTICLE, "ARTICLE_ID", "公告"),
                new OutboundContent.MiniProgramPage(
                        "商城",
                        "wx0123456789abcdef",
                        "pages/index?id=1",
                        media.of(MediaKind.THUMBNAIL, ChannelCapability.SEND_MINI_PROGRAM)),
                new OutboundContent.Options(
                        "满意吗？",
                        List.of(new OutboundContent.Option("101", "满意"), new OutboundContent.Option("102", "不满意")),
                        ""),
                new OutboundContent.Location(31.23, 121.47, "门店", "南京路 1 号"),
                template);
    }
}
