package io.keshu.benchmarks.bare;

import io.keshu.benchmarks.wechat.WechatAccount;
import io.keshu.benchmarks.wechat.WechatCrypto;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Verifies, decrypts, answers; finds the encrypted part without an XML parser, so that nothing could be much cheaper. */
final class BareServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final String OPENING = "<Encrypt><![CDATA[";
    private static final String CLOSING = "]]></Encrypt>";
    private static final byte[] SUCCESS = "success".getBytes(StandardCharsets.US_ASCII);

    private final transient Map<String, WechatCrypto> accounts;

    BareServlet(List<WechatAccount> accounts) {
        this.accounts = accounts.stream()
                .collect(Collectors.toUnmodifiableMap(account -> "/wechat/" + account.key(), WechatCrypto::new));
    }

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
        WechatCrypto account = accounts.get(request.getPathInfo());
        if (account == null || !isAuthentic(account, request)) {
            response.setStatus(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        response.setContentType("text/plain;charset=utf-8");
        response.setContentLength(SUCCESS.length);
        response.getOutputStream().write(SUCCESS);
    }

    private static boolean isAuthentic(WechatCrypto account, HttpServletRequest request) throws IOException {
        String timestamp = request.getParameter("timestamp");
        String nonce = request.getParameter("nonce");
        byte @Nullable [] encrypted = encrypted(request.getInputStream().readNBytes(request.getContentLength()));
        return timestamp != null
                && nonce != null
                && encrypted != null
                && account.isSigned(
                        request.getParameter("msg_signature"),
                        timestamp.getBytes(StandardCharsets.UTF_8),
                        nonce.getBytes(StandardCharsets.UTF_8),
                        encrypted)
                && account.decrypt(encrypted) != null;
    }

    private static byte @Nullable [] encrypted(byte[] body) {
        String xml = new String(body, StandardCharsets.ISO_8859_1);
        int from = xml.indexOf(OPENING);
        int to = xml.indexOf(CLOSING);
        return from < 0 || to < from
                ? null
                : xml.substring(from + OPENING.length(), to).getBytes(StandardCharsets.ISO_8859_1);
    }
}
