package io.keshu.console.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class ServletCallerTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest("POST", "/webhooks/sms-twilio/a%20b");
    private final ServletCaller caller = new ServletCaller(request, () -> "https://desk.example.com/keshu");

    @Test
    void theAddressIsThePublicOneWithPathAndQueryAsTheyWereSent() {
        assertThat(caller.publicUrl()).isEqualTo("https://desk.example.com/keshu/webhooks/sms-twilio/a%20b");
        request.setQueryString("x=%E5%AE%A2&y=1+2");
        assertThat(caller.publicUrl())
                .isEqualTo("https://desk.example.com/keshu/webhooks/sms-twilio/a%20b?x=%E5%AE%A2&y=1+2");
    }

    @Test
    void headersAndTheCallersAddressAreTheRequests() {
        request.addHeader("X-Twilio-Signature", "abc");
        request.setRemoteAddr("203.0.113.9");
        assertThat(caller.header("x-twilio-signature")).isEqualTo("abc");
        assertThat(caller.header("other")).isNull();
        assertThat(caller.remoteAddress()).isEqualTo("203.0.113.9");
    }
}
