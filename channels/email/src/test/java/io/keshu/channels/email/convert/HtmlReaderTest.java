package io.keshu.channels.email.convert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div class='gmail_quote'>On x Shop wrote:<blockquote>旧的</blockquote></div>",
                "<blockquote type='cite'>旧的</blockquote>",
                "<hr id='stopSpelling'><div id='divRplyFwdMsg'><b>From:</b> Shop</div><div>旧的</div>",
                "<div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3pt'>发件人: Shop</div><p>旧的</p>",
                "<div id='isReplyContent'>旧的</div>",
                "<includetail><div>旧的</div></includetail>"
            })
    void takes_off_what_mail_programs_quote(String quoted) {
        HtmlReader.Read read = HtmlReader.read("<body><p>好的&nbsp;谢谢</p><div>明天<br>见</div>" + quoted + "</body>");

        assertThat(read.text()).isEqualTo("好的 谢谢\n\n明天\n见");
        assertThat(read.quoted()).contains("旧的");
        assertThat(read.cleaned()).contains("旧的");
    }

    @Test
    void pictures_from_elsewhere_are_named_and_not_loaded() {
        String cleaned = HtmlReader.read(
                        "<p>a</p><img src='https://x.example/a.png?b=1&amp;c=%22' onerror=alert(1) width=9>"
                                + "<img src=cid:1><img src='data:image/png;base64,AA'><img src='//x/b.png'><img src='javascript:x()'>")
                .cleaned();

        assertThat(cleaned)
                .contains("data-remote=\"https://x.example/a.png?b=1&amp;c=%22\"")
                .containsOnlyOnce("<img")
                .doesNotContain("src=")
                .doesNotContain("onerror")
                .doesNotContain("javascript");
    }

    @Test
    void leaves_nothing_that_runs_or_is_loaded() {
        HtmlReader.Read read = HtmlReader.read(
                "<style>p{background:url(http://t.example/a)}</style><p onclick=x()>字"
                        + "<a href='javascript:x()'>甲</a><a href=https://a.example>乙</a></p>"
                        + "<iframe src=https://t.example></iframe><form action=https://t.example><input name=a></form>"
                        + "<svg onload=x()></svg><meta http-equiv=refresh content='0;url=https://t.example'>"
                        + "<table background=http://t.example/b><tr><td style='background:url(http://t.example)'>格</td></tr></table>");

        assertThat(read.cleaned())
                .contains("乙", "格", "rel=\"nofollow noopener noreferrer\"", "https://a.example")
                .doesNotContain("t.example", "javascript", "onclick", "onload", "<img", "<form", "<iframe", "style");
        assertThat(read.text()).contains("字").doesNotContain("background");
    }

    @Test
    void deep_nesting_is_read() {
        assertThat(HtmlReader.read("<div>".repeat(20_000) + "底").text()).isEqualTo("底");
    }
}
