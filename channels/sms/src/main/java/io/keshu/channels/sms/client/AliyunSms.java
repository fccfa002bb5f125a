package io.keshu.channels.sms.client;

import io.keshu.channels.api.MessageTemplate;
import io.keshu.channels.sms.config.CloudSettings;
import io.keshu.channels.sms.config.SmsProperties;
import io.keshu.channels.sms.convert.PhoneNumbers;
import io.keshu.channels.sms.convert.TemplateText;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * Aliyun's SMS interface, 2017-05-25, signed by its third version (ACS3-HMAC-SHA256), in RPC style: parameters in the query, nothing in
 * the body.
 */
public final class AliyunSms implements TemplateGateway {

    private static final String VERSION = "2017-05-25";
    private static final String ALGORITHM = "ACS3-HMAC-SHA256";
    private static final String OK = "OK";
    private static final String APPROVED = "AUDIT_STATE_PASS";
    private static final int PAGE = 50;

    /** More templates than anybody would choose among. */
    private static final int PAGES = 20;

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'").withZone(ZoneOffset.UTC);

    private final HttpCalls http;
    private final SmsProperties properties;
    private final Clock clock;
    private final Supplier<String> nonces;

    public AliyunSms(HttpCalls http, SmsProperties properties, Clock clock) {
        this(http, properties, clock, () -> UUID.randomUUID().toString());
    }

    AliyunSms(HttpCalls http, SmsProperties properties, Clock clock, Supplier<String> nonces) {
        this.http = http;
        this.properties = properties;
        this.clock = clock;
        this.nonces = nonces;
    }

    @Override
    public SendOutcome send(
            CloudSettings settings, String number, String template, Map<String, String> values, String reference) {
        Map<String, String> query = new TreeMap<>(Map.of(
                "PhoneNumbers",
                PhoneNumbers.mainlandOrDigits(number),
                "SignName",
                settings.sender(),
                "TemplateCode",
                template,
                "OutId",
                reference));
        if (!values.isEmpty()) {
            query.put("TemplateParam", Json.write(values));
        }
        return answered(call(settings, "SendSms", query), "BizId");
    }

    private static SendOutcome answered(HttpCalls.Ended ended, String id) {
        if (ended instanceof HttpCalls.Ended.NotSent not) {
            return new SendOutcome.NotSent(not.detail());
        }
        if (ended instanceof HttpCalls.Ended.Unclear unclear) {
            return new SendOutcome.Unclear(unclear.detail());
        }
        HttpCalls.Ended.Answered answer = (HttpCalls.Ended.Answered) ended;
        JsonNode body = Json.read(answer.body());
        String code = Json.text(body, "Code");
        if (code.isEmpty()) {
            return new SendOutcome.Unclear("HTTP " + answer.status() + " without a code");
        }
        return code.equals(OK)
                ? new SendOutcome.Taken(Json.text(body, id))
                : new SendOutcome.Refused(code, Json.text(body, "Message"));
    }

    @Override
    public Listing look(CloudSettings settings) {
        return page(settings, 1, 1);
    }

    @Override
    public Listing templates(CloudSettings settings) {
        List<MessageTemplate> all = new ArrayList<>();
        for (int page = 1; page <= PAGES; page++) {
            Map<String, String> query = Map.of("PageIndex", Integer.toString(page), "PageSize", Integer.toString(PAGE));
            HttpCalls.Ended ended = call(settings, "QuerySmsTemplateList", query);
            SendOutcome outcome = answered(ended, "RequestId");
            if (!(outcome instanceof SendOutcome.Taken)) {
                return new Listing.Failed(outcome);
            }
            JsonNode list = Json.read(((HttpCalls.Ended.Answered) ended).body()).path("SmsTemplateList");
            all.addAll(read(list));
            if (list.size() < PAGE) {
                break;
            }
        }
        return new Listing.Given(all);
    }

    private Listing page(CloudSettings settings, int page, int size) {
        HttpCalls.Ended ended = call(
                settings,
                "QuerySmsTemplateList",
                Map.of("PageIndex", Integer.toString(page), "PageSize", Integer.toString(size)));
        SendOutcome outcome = answered(ended, "RequestId");
        return outcome instanceof SendOutcome.Taken
                ? new Listing.Given(read(
                        Json.read(((HttpCalls.Ended.Answered) ended).body()).path("SmsTemplateList")))
                : new Listing.Failed(outcome);
    }

    private List<MessageTemplate> read(JsonNode list) {
        List<MessageTemplate> templates = new ArrayList<>();
        for (JsonNode one : list) {
            String code = Json.text(one, "TemplateCode");
            if (!code.isEmpty() && Json.text(one, "AuditStatus").equals(APPROVED)) {
                templates.add(TemplateText.read(
                        code,
                        Json.text(one, "TemplateName"),
                        Json.text(one, "TemplateContent"),
                        TemplateText.NAMED,
                        properties.templateValueLength()));
            }
        }
        return templates;
    }

    private HttpCalls.Ended call(CloudSettings settings, String action, Map<String, String> parameters) {
        String query = query(parameters);
        URI uri = URI.create(settings.base() + "/?" + query);
        Map<String, String> signed = new TreeMap<>(Map.of(
                "host", uri.getRawAuthority(),
                "x-acs-action", action,
                "x-acs-content-sha256", Hashing.sha256(""),
                "x-acs-date", DATE.format(clock.instant()),
                "x-acs-signature-nonce", nonces.get(),
                "x-acs-version", VERSION));
        Map<String, String> headers = new LinkedHashMap<>(signed);
        // The client writes it itself.
        headers.remove("host");
        headers.put("Accept", "application/json");
        headers.put("Authorization", authorization(settings, "POST", query, signed));
        return http.call(uri, headers, "");
    }

    /** Name and value are encoded as RFC 3986 has it, in the names' order. */
    private static String query(Map<String, String> parameters) {
        StringBuilder query = new StringBuilder();
        new TreeMap<>(parameters)
                .forEach((name, value) -> query.append(query.isEmpty() ? "" : "&")
                        .append(encoded(name))
                        .append('=')
                        .append(encoded(value)));
        return query.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** @param signed headers in lower case, in order */
    static String authorization(CloudSettings settings, String method, String query, Map<String, String> signed) {
        StringBuilder canonical = new StringBuilder();
        signed.forEach((name, value) ->
                canonical.append(name).append(':').append(value.strip()).append('\n'));
        String names = String.join(";", signed.keySet());
        String request =
                String.join("\n", method, "/", query, canonical.toString(), names, signed.get("x-acs-content-sha256"));
        byte[] signature = Hashing.hmacSha256(
                settings.key().getBytes(StandardCharsets.UTF_8), ALGORITHM + "\n" + Hashing.sha256(request));
        return ALGORITHM + " Credential=" + settings.keyId() + ",SignedHeaders=" + names + ",Signature="
                + HexFormat.of().formatHex(signature);
    }
}
