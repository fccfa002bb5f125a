package io.keshu.channels.sms.client;

import io.keshu.channels.api.MessageTemplate;
import io.keshu.channels.sms.config.CloudSettings;
import io.keshu.channels.sms.config.SmsProperties;
import io.keshu.channels.sms.convert.TemplateText;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Tencent Cloud's SMS interface, 2021-01-11, signed by TC3-HMAC-SHA256. */
public final class TencentSms implements TemplateGateway {

    private static final String VERSION = "2021-01-11";
    private static final String ALGORITHM = "TC3-HMAC-SHA256";
    private static final String SERVICE = "sms";
    private static final String JSON = "application/json; charset=utf-8";
    private static final String OK = "Ok";
    private static final String TEMPLATES = "DescribeTemplateStatusSet";
    private static final int PAGE = 100;

    /** More templates than anybody would choose among. */
    private static final int PAGES = 10;

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);

    private final HttpCalls http;
    private final SmsProperties properties;
    private final Clock clock;

    public TencentSms(HttpCalls http, SmsProperties properties, Clock clock) {
        this.http = http;
        this.properties = properties;
        this.clock = clock;
    }

    @Override
    public SendOutcome send(
            CloudSettings settings, String number, String template, Map<String, String> values, String reference) {
        Answer answer = call(
                settings,
                "SendSms",
                Map.of(
                        "PhoneNumberSet", List.of(number),
                        "SmsSdkAppId", settings.application(),
                        "SignName", settings.sender(),
                        "TemplateId", template,
                        "TemplateParamSet", inOrder(values),
                        "SessionContext", reference));
        if (answer.failure() != null) {
            return answer.failure();
        }
        JsonNode status = answer.response().path("SendStatusSet").path(0);
        String code = Json.text(status, "Code");
        if (code.isEmpty()) {
            return new SendOutcome.Unclear("No status");
        }
        return code.equals(OK)
                ? new SendOutcome.Taken(Json.text(status, "SerialNo"))
                : new SendOutcome.Refused(code, Json.text(status, "Message"));
    }

    /** Blanks are numbered. */
    private static List<String> inOrder(Map<String, String> values) {
        return values.entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> number(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
    }

    private static int number(String name) {
        return name.matches("[0-9]{1,3}") ? Integer.parseInt(name) : Integer.MAX_VALUE;
    }

    @Override
    public Listing look(CloudSettings settings) {
        Answer answer = list(settings, 0, 1);
        return answer.failure() == null
                ? new Listing.Given(approved(answer.response()))
                : new Listing.Failed(answer.failure());
    }

    @Override
    public Listing templates(CloudSettings settings) {
        List<MessageTemplate> all = new ArrayList<>();
        for (int page = 0; page < PAGES; page++) {
            Answer answer = list(settings, page * PAGE, PAGE);
            if (answer.failure() != null) {
                return new Listing.Failed(answer.failure());
            }
            all.addAll(approved(answer.response()));
            if (answer.response().path(TEMPLATES).size() < PAGE) {
                break;
            }
        }
        return new Listing.Given(all);
    }

    private Answer list(CloudSettings settings, int offset, int limit) {
        return call(settings, "DescribeSmsTemplateList", Map.of("International", 0, "Offset", offset, "Limit", limit));
    }

    private List<MessageTemplate> approved(JsonNode response) {
        List<MessageTemplate> templates = new ArrayList<>();
        for (JsonNode one : response.path(TEMPLATES)) {
            String id = Json.text(one, "TemplateId");
            if (!id.isEmpty() && Json.text(one, "StatusCode").equals("0")) {
                templates.add(TemplateText.read(
                        id,
                        Json.text(one, "TemplateName"),
                        Json.text(one, "TemplateContent"),
                        TemplateText.NUMBERED,
                        properties.templateValueLength()));
            }
        }
        return templates;
    }

    private record Answer(JsonNode response, @Nullable SendOutcome failure) {}

    private Answer call(CloudSettings settings, String action, Map<String, ?> parameters) {
        String body = Json.write(parameters);
        URI uri = URI.create(settings.base() + "/");
        Instant now = clock.instant();
        HttpCalls.Ended ended = http.call(
                uri,
                Map.of(
                        "Content-Type",
                        JSON,
                        "X-TC-Action",
                        action,
                        "X-TC-Version",
                        VERSION,
                        "X-TC-Region",
                        settings.region(),
                        "X-TC-Timestamp",
                        Long.toString(now.getEpochSecond()),
                        "Authorization",
                        authorization(settings, SERVICE, uri.getRawAuthority(), body, now)),
                body);
        if (ended instanceof HttpCalls.Ended.Answered answered) {
            return read(answered);
        }
        return new Answer(
                Json.read(""),
                ended instanceof HttpCalls.Ended.NotSent not
                        ? new SendOutcome.NotSent(not.detail())
                        : new SendOutcome.Unclear(((HttpCalls.Ended.Unclear) ended).detail()));
    }

    private static Answer read(HttpCalls.Ended.Answered answered) {
        JsonNode response = Json.read(answered.body()).path("Response");
        if (!response.isObject()) {
            return new Answer(response, new SendOutcome.Unclear("HTTP " + answered.status() + " without a response"));
        }
        JsonNode error = response.path("Error");
        return new Answer(
                response,
                error.isObject()
                        ? new SendOutcome.Refused(Json.text(error, "Code"), Json.text(error, "Message"))
                        : null);
    }

    static String authorization(CloudSettings settings, String service, String host, String body, Instant now) {
        String names = "content-type;host";
        String request =
                "POST\n/\n\ncontent-type:" + JSON + "\nhost:" + host + "\n\n" + names + "\n" + Hashing.sha256(body);
        String day = DAY.format(now);
        String scope = day + "/" + service + "/tc3_request";
        byte[] ofDay = Hashing.hmacSha256(("TC3" + settings.key()).getBytes(StandardCharsets.UTF_8), day);
        byte[] key = Hashing.hmacSha256(Hashing.hmacSha256(ofDay, service), "tc3_request");
        String signature = HexFormat.of()
                .formatHex(Hashing.hmacSha256(
                        key, ALGORITHM + "\n" + now.getEpochSecond() + "\n" + scope + "\n" + Hashing.sha256(request)));
        return ALGORITHM + " Credential=" + settings.keyId() + "/" + scope + ", SignedHeaders=" + names + ", Signature="
                + signature;
    }
}
