package io.keshu.channels.email.convert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuoteSplitterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Gmail, Apple Mail
                "On Mon, May 4, 2026 at 9:12 AM Shop <service@shop.example> wrote:\n\n> Hello",
                "On Mon, May 4, 2026 at 9:12 AM Shop Service\n<service@shop.example>\nwrote:\n\n> Hello",
                "Shop <service@shop.example> 于2026年5月4日周一 09:12写道：\n\n> 您好",
                "在 2026年5月4日，09:12，Shop <service@shop.example> 写道：\n> 您好",
                "2026年5月4日 上午9:12，Shop <service@shop.example> 写道：\n\n您好",
                // QQ Mail
                "------------------ 原始邮件 ------------------\n发件人: \"Shop\" <service@shop.example>;\n您好",
                "------------------&nbsp;原始邮件&nbsp;------------------\n发件人: Shop\n发送时间: 2026年5月4日\n您好",
                // 163
                "At 2026-05-04 09:12:00, \"Shop\" <service@shop.example> wrote:\n>Hello",
                "---- 回复的原邮件 ----\n| 发件人 | Shop |\n您好",
                // Outlook
                "-----Original Message-----\nFrom: Shop\nSent: Monday\nHello",
                "-----邮件原件-----\n发件人: Shop\n您好",
                "________________________________\nFrom: Shop <service@shop.example>\nSent: Monday, May 4, 2026\nTo: Anna\nHello",
                "发件人: Shop <service@shop.example>\n发送时间: 2026年5月4日\n收件人: 安娜\n主题: 订单\n\n您好",
                "> Hello\n> there"
            })
    void takes_off_what_mail_programs_quote(String quoted) {
        QuoteSplitter.Split split = QuoteSplitter.split("好的，明天见。\nThanks\n\n" + quoted);

        assertThat(split.fresh()).isEqualTo("好的，明天见。\nThanks");
        assertThat(split.quoted()).isEqualTo(quoted.strip());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "On Monday I wrote: nothing.\nSo what?",
                "From: what I read it is fine.\nThanks",
                "他在信里写道：好。",
                "----\n好的"
            })
    void leaves_what_only_looks_like_a_quotation(String text) {
        assertThat(QuoteSplitter.split(text)).isEqualTo(new QuoteSplitter.Split(text, ""));
    }

    @Test
    void finds_what_is_written_below_or_between_quotations() {
        QuoteSplitter.Split split = QuoteSplitter.split("On 4 May 2026 Shop wrote:\n> 您要哪个？\n红的\n> 几个？\n两个");

        assertThat(split.fresh()).isEqualTo("红的\n两个");
        assertThat(split.quoted()).contains("> 几个？");
    }

    @Test
    void a_mail_that_is_nothing_but_a_quotation_is_shown_whole() {
        assertThat(QuoteSplitter.split("> 您好").fresh()).isEqualTo("> 您好");
    }

    @Test
    void endless_lines_are_passed_over() {
        String line = "On " + "x ".repeat(200_000);

        assertThat(QuoteSplitter.split("好\n" + line + "\n> a").fresh()).startsWith("好\nOn x");
    }
}
