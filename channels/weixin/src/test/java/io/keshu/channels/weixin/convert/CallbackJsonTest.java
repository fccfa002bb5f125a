package io.keshu.channels.weixin.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackJsonTest {

    @Test
    void valuesAreNamedByTheirPathAndNumberedWhereThereAreSeveral() {
        assertThat(CallbackJson.read("{\"a\":\"x\",\"b\":{\"c\":1},\"List\":[{\"id\":\"1\"},{\"id\":\"2\"}]}"))
                .hasValueSatisfying(values -> assertThat(values)
                        .containsExactly(
                                entry("a", "x"), entry("b.c", "1"), entry("List.id", "1"), entry("List.id[2]", "2")));
    }

    @Test
    void numbersStayAsTheyAreWritten() {
        assertThat(CallbackJson.read("{\"MsgId\":9223372036854775999,\"f\":1.50,\"n\":null,\"t\":true}"))
                .contains(Map.of("MsgId", "9223372036854775999", "f", "1.50", "n", "", "t", "true"));
    }

    @Test
    void jsonAndXmlSayTheSame() {
        assertThat(CallbackBody.read(" {\"Event\":\"e\",\"List\":[{\"Id\":\"1\"},{\"Id\":\"2\"}]}"))
                .isEqualTo(
                        CallbackBody.read("<xml><Event>e</Event><List><Id>1</Id></List><List><Id>2</Id></List></xml>"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{\"a\":1",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "[]",
                "1",
                "null",
                "{a:1}",
                "{\"a\":NaN}",
                "{'a':1}"
            })
    void anythingElseIsNone(String text) {
        assertThat(CallbackJson.read(text)).isEmpty();
    }

    @Test
    void depthAndNumberOfValuesAreBounded() {
        assertThat(CallbackJson.read("{\"a\":".repeat(9) + "1" + "}".repeat(9))).isEmpty();
        assertThat(CallbackJson.read("{\"a\":[" + "1,".repeat(600) + "1]}")).isEmpty();
        assertThat(CallbackJson.read("{\"a\":" + "[".repeat(100_000))).isEmpty();
    }
}
