package io.keshu.domain.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.OutboundContent;
import io.keshu.domain.conversation.ConversationState;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ContentFlattenerTest {

    static Stream<InboundContent> everyKind() {
        return Stream.of(
                new InboundContent.Text("你好 😀"),
                new InboundContent.Choice("101", "满意"),
                new InboundContent.Image("m1", "http://pic"),
                new InboundContent.Image("m1", null),
                new InboundContent.Voice("m2", "amr", "说的话"),
                new InboundContent.Voice("m2", "amr", null),
                new InboundContent.Video("m3", null),
                new InboundContent.File("m4", "报价.pdf", 12),
                new InboundContent.Location(31.2, -121.4, 15, "上海"),
                new InboundContent.Link("标题", "描述", "https://example.com/?a=b"),
                new InboundContent.Card("页", Map.of("path", "/a")),
                new InboundContent.Mail("", "", "", "", false, InboundContent.MailNotice.NONE, ""),
                new InboundContent.Mail(
                        "主题", "正文", "> 引", "<p>正文</p>", true, InboundContent.MailNotice.TOO_LARGE, "a.zip\nb"),
                new InboundContent.Form(
                        InboundContent.FormPurpose.MESSAGE,
                        List.of(
                                new InboundContent.FormAnswer("phone", "手机号", "13800000000"),
                                new InboundContent.FormAnswer("what", "", "几点\n开门"))),
                new InboundContent.MenuClick("CLICK", "ORDERS"),
                new InboundContent.Subscribed("shop-1"),
                new InboundContent.Subscribed(null),
                new InboundContent.Unsubscribed(),
                new InboundContent.Scanned("shop-2"),
                new InboundContent.Entered(Map.of("Latitude", "1")),
                new InboundContent.DeliveryReceipt("42", null, "success"),
                new InboundContent.DeliveryReceipt(
                        "43", DeliveryProblem.Reason.REFUSED_BY_CUSTOMER, "failed:user block"),
                new InboundContent.Paid("42000", Map.of("TransId", "42000", "Fee", "100")),
                new InboundContent.TemplateConsents(List.of(
                        new InboundContent.TemplateConsent("T1", InboundContent.ConsentAnswer.GIVEN),
                        new InboundContent.TemplateConsent("T2", InboundContent.ConsentAnswer.WITHDRAWN))),
                new InboundContent.Unsupported("emotion", Map.of("Foo", "bar")));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void what_a_customer_sent_comes_back_whole(InboundContent content) {
        FlatContent flat = ContentFlattener.flatten(content);

        assertThat(ContentFlattener.restoreInbound(flat)).isEqualTo(content);
        assertThat(ContentFlattener.restore(Author.Kind.CUSTOMER, flat))
                .isEqualTo(new MessageContent.Received(content));
    }

    @Test
    void the_cases_above_cover_every_kind_of_content() {
        assertThat(everyKind().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(InboundContent.class.getPermittedSubclasses());
    }

    @Test
    void what_was_taken_back_comes_back_for_every_author() {
        MessageContent recalled = new MessageContent.Recalled(12);
        for (Author.Kind author : Author.Kind.values()) {
            assertThat(ContentFlattener.restore(author, ContentFlattener.flatten(recalled)))
                    .isEqualTo(recalled);
        }
    }

    static Stream<OutboundContent> everyKindSent() {
        MediaId media = new MediaId(7_000_000_000_000_000_001L);
        return Stream.of(
                new OutboundContent.Text("您好 😀"),
                new OutboundContent.Image(media),
                new OutboundContent.Voice(media),
                new OutboundContent.Video(media, "开箱", ""),
                new OutboundContent.File(media),
                new OutboundContent.Music("歌", "词", "https://example.com/a.mp3", null, media),
                new OutboundContent.Music("歌", "", "https://example.com/a.mp3", "https://example.com/b.mp3", media),
                new OutboundContent.Articles(
                        List.of(new OutboundContent.Article("标题", "描述", "https://example.com/?a=b", null))),
                new OutboundContent.Articles(List.of(
                        new OutboundContent.Article("一", "", "https://example.com/1", "https://example.com/1.png"),
                        new OutboundContent.Article("二", "第二", "https://example.com/2", null))),
                new OutboundContent.Published(OutboundContent.PublishedKind.ARTICLE, "ARTICLE_1", "公告"),
                new OutboundContent.MiniProgramPage("商城", "wx0123456789abcdef", "pages/a?id=1", media),
                new OutboundContent.Options(
                        "满意吗？",
                        List.of(new OutboundContent.Option("101", "满意"), new OutboundContent.Option("102", "不满意")),
                        "谢谢"),
                new OutboundContent.Options("", List.of(new OutboundContent.Option("1", "好")), ""),
                new OutboundContent.Location(31.2, -121.4, "店", "南京路 1 号"),
                new OutboundContent.Template(
                        "TEMPLATE",
                        "发货通知",
                        List.of(
                                new OutboundContent.TemplateValue("thing1", "商品", "白茶饼"),
                                new OutboundContent.TemplateValue("time2", "时间", "10:00")),
                        new OutboundContent.TemplateLink("https://example.com/1", "wx0123456789abcdef", "pages/a")),
                new OutboundContent.Template("TEMPLATE", "", List.of(), null));
    }

    @ParameterizedTest
    @MethodSource("everyKindSent")
    void what_is_sent_comes_back_whole(OutboundContent content) {
        FlatContent flat = ContentFlattener.flatten(content);

        assertThat(ContentFlattener.restoreOutbound(flat)).isEqualTo(content);
        assertThat(ContentFlattener.restore(Author.Kind.AGENT, flat)).isEqualTo(new MessageContent.Sent(content));
    }

    @Test
    void the_cases_above_cover_every_kind_that_is_sent() {
        assertThat(everyKindSent().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(OutboundContent.class.getPermittedSubclasses());
    }

    @Test
    void an_agents_text_and_a_close_are_told_apart() {
        MessageContent text = new MessageContent.Sent(new OutboundContent.Text("closed"));
        MessageContent close = new MessageContent.StateChanged(ConversationState.CLOSED);

        assertThat(ContentFlattener.restore(Author.Kind.AGENT, ContentFlattener.flatten(text)))
                .isEqualTo(text);
        assertThat(ContentFlattener.restore(Author.Kind.AGENT, ContentFlattener.flatten(close)))
                .isEqualTo(close);
    }

    @Test
    void the_reason_of_a_close_is_kept() {
        MessageContent close =
                new MessageContent.StateChanged(ConversationState.CLOSED, MessageContent.StateChanged.ACCOUNT_DELETED);

        assertThat(ContentFlattener.restore(Author.Kind.SYSTEM, ContentFlattener.flatten(close)))
                .isEqualTo(close);
    }
}
