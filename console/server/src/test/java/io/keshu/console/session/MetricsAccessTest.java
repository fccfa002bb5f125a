package io.keshu.console.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

class MetricsAccessTest {

    private final MockHttpServletRequest request = new MockHttpServletRequest();

    private boolean granted(String token) {
        return new MetricsAccess(token)
                .authorize(() -> null, new RequestAuthorizationContext(request))
                .isGranted();
    }

    @Test
    void withoutATokenOnlyThisMachineReadsTheFigures() {
        request.setRemoteAddr("127.0.0.1");
        request.setLocalAddr("127.0.0.1");
        assertThat(granted("")).isTrue();

        request.setRemoteAddr("192.168.1.9");
        assertThat(granted("")).isFalse();
    }

    @Test
    void whoeverOnlyClaimsToBeThisMachineIsRefused() {
        // What the container makes of X-Forwarded-For: 127.0.0.1 from the own network; the header is used up by then.
        request.setRemoteAddr("127.0.0.1");
        request.setLocalAddr("192.168.1.2");

        assertThat(granted("")).isFalse();
    }

    @Test
    void aTokenOpensTheFiguresToItsBearerOnly() {
        request.setRemoteAddr("127.0.0.1");
        request.setLocalAddr("127.0.0.1");
        assertThat(granted("secret")).isFalse();

        request.setRemoteAddr("203.0.113.7");
        request.addHeader("Authorization", "Bearer secret");
        assertThat(granted("secret")).isTrue();
    }
}
