package io.keshu.channels.weixin.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import me.chanjar.weixin.common.error.WxError;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpResponseException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/** What a failed call says about the message that it carried. */
final class Failures {

    /** They end a call before its first byte leaves. */
    private static final List<Class<? extends IOException>> BEFORE_SENDING = List.of(
            ConnectException.class,
            ConnectTimeoutException.class,
            ConnectionRequestTimeoutException.class,
            NoRouteToHostException.class,
            UnknownHostException.class,
            SSLHandshakeException.class,
            SSLPeerUnverifiedException.class);

    private static final Pattern TOKEN = Pattern.compile("access_token=[^&\\s\"]*");
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private Failures() {}

    /**
     * A gateway's 5xx may come after the message was handed on, so it is unclear; its 3xx and 4xx turn the call away.
     */
    static SendOutcome whileSending(IOException failure) {
        if (failure instanceof HttpResponseException answer) {
            int status = answer.getStatusCode();
            return status >= SERVER_ERROR
                    ? new SendOutcome.Unclear("HTTP " + status)
                    : new SendOutcome.NotSent(status == TOO_MANY_REQUESTS, "HTTP " + status);
        }
        return BEFORE_SENDING.stream().anyMatch(kind -> kind.isInstance(failure))
                ? new SendOutcome.NotSent(false, describe(failure))
                : new SendOutcome.Unclear(describe(failure));
    }

    /** WeChat's own words: the SDK's translation leaves out what they are about, such as an address. */
    static String words(WxError error) {
        String own = error.getErrorMsgEn();
        return own == null || own.isBlank() ? String.valueOf(error.getErrorMsg()) : own;
    }

    /** In words for the operator, without tokens. */
    static String describe(Exception failure) {
        String words = failure.getClass().getSimpleName() + ": " + failure.getMessage();
        return TOKEN.matcher(words).replaceAll("access_token=…");
    }
}
