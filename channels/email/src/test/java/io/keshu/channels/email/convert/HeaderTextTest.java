package io.keshu.channels.email.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?GB2312?B?sLLEyA==?= | 安娜",
                "=?gbk?Q?=B0=B2=C4=C8?= =?gbk?Q?=B0=B2?= | 安娜安",
                "=?UTF-8?Q?=E5=AE?= =?UTF-8?Q?=89?= x | 安 x",
                "=?x-unknown?B?5a6J?= y | 安 y",
                "Re: =?utf-8?q?a_b?= c | Re: a b c",
                "=?utf-8*zh?q?a?= | a",
                "=?utf-8?B?broken | =?utf-8?B?broken",
                "=?utf-8?Q?hi=0D=0ABcc:_x?= | hi Bcc: x"
            })
    void reads_encoded_words_as_they_are_used(String raw, String text) {
        assertThat(HeaderText.decode(raw)).isEqualTo(text);
    }

    @Test
    void reads_eight_bit_headers_as_chinese_unless_they_are_utf_8() {
        for (Charset charset : new Charset[] {Charset.forName("GB18030"), StandardCharsets.UTF_8}) {
            String raw = new String("报价单 ０".getBytes(charset), StandardCharsets.ISO_8859_1);
            assertThat(HeaderText.decode(raw)).isEqualTo("报价单 ０");
        }
    }
}
