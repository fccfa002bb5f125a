package io.keshu.console.contacts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.when;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A customer's phone number and mail address, entered and corrected. */
class ContactsTest extends ConsoleTest {

    private static final AtomicLong CUSTOMERS = new AtomicLong(91_000);

    private final CustomerId customer = new CustomerId(CUSTOMERS.incrementAndGet());
    private final String path = "/api/customers/" + customer + "/contact";
    private Browser mei;

    @BeforeEach
    void begin() {
        mei = agent();
        when(queries.identities(eq(customer)))
                .thenReturn(List.of(new Identity(
                        new IdentityId(customer.value()),
                        customer,
                        new ChannelAddress(new ChannelAccountId(1), new ExternalUserId("o" + customer)),
                        Instant.EPOCH)));
    }

    private Browser.Answer save(String phone, String email, long version) {
        return mei.put(path, Map.of("phone", phone, "email", email, "version", version));
    }

    @Test
    void whatPeopleWriteIsKeptInOneFormAndSaysWhoWroteIt() {
        assertThat(mei.get(path).json().path("version").asLong()).isZero();

        Browser.Answer saved = save(" 138 0013-8000 ", "Li.Lei@Example.COM", 0);

        assertThat(saved.status()).as(saved.text()).isEqualTo(200);
        assertThat(saved.json().path("phone").asString()).isEqualTo("+8613800138000");
        assertThat(saved.json().path("email").asString()).isEqualTo("li.lei@example.com");
        assertThat(saved.json().path("changedBy").asString()).isEqualTo("小梅");
        assertThat(save("+1 415 555 2671", "", 1).json().path("phone").asString())
                .isEqualTo("+14155552671");
        assertThat(mei.get(path).json().path("email").isNull()).isTrue();

        var changes = mei.get(path + "/changes").json();
        assertThat(changes.size()).isEqualTo(2);
        assertThat(changes.at("/1/phone").asString()).isEqualTo("+8613800138000");
        assertThat(changes.at("/0/changedBy").asString()).isEqualTo("小梅");
    }

    @Test
    void whatIsNoNumberOrNoAddressIsSaidAtItsField() {
        for (String wrong : List.of("12", "abc", "+999123456789", "138001380001380013800", "9".repeat(500))) {
            Browser.Answer answer = save(wrong, "", 0);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("phone");
            assertThat(answer.json().at("/fields/0/message").asString()).contains("电话");
        }
        for (String wrong : List.of(
                "li",
                "li@",
                "@example.com",
                "li@localhost",
                "a b@example.com",
                "li@example.com\r\nBcc: x@y.com",
                "<li@example.com>",
                "li..lei@example.com",
                "x".repeat(65) + "@example.com")) {
            Browser.Answer answer = save("", wrong, 0);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("email");
        }
        assertThat(mei.get(path).json().path("version").asLong()).isZero();
    }

    @Test
    void ofTwoWhoCorrectAtTheSameTimeTheSecondIsToldWhatTheFirstWrote() {
        assertThat(save("13800138000", "", 0).status()).isEqualTo(200);

        Browser.Answer late = save("13800138001", "", 0);

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("contact.changed");
        assertThat(late.json().path("detail").asString()).contains("小梅");
        assertThat(late.json().at("/fields/0/field").asString()).isEqualTo("phone");
        assertThat(late.json().at("/fields/0/message").asString()).contains("+8613800138000");
    }

    @Test
    void aCustomerWhomNobodyMetHasNone() {
        assertThat(mei.get("/api/customers/4/contact").status()).isEqualTo(404);
        assertThat(mei.get("/api/customers/x/contact").code()).isEqualTo("customer.unknown");
    }
}
