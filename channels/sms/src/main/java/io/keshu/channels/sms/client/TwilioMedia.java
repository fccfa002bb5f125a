package io.keshu.channels.sms.client;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.MediaFetch;
import io.keshu.channels.api.MediaSource.Receiver;
import io.keshu.channels.sms.config.CloudSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Fetches what customers sent with a message. Only addresses at the account's own interface are asked, with the account's name; where it
 * sends on is asked without, and only over https at a public address.
 */
public final class TwilioMedia {

    private static final int HOPS = 3;
    private static final int OK = 200;
    private static final int REDIRECTS = 300;
    private static final int FAILURES = 400;
    private static final int GONE = 404;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int SHARED_FIRST = 100;
    private static final int UNIQUE_LOCAL = 0xfc;

    private final HttpCalls http;

    public TwilioMedia(HttpCalls http) {
        this.http = http;
    }

    /** As {@link io.keshu.channels.api.MediaSource#fetchMedia}. */
    public MediaFetch fetch(CloudSettings settings, String reference, Receiver receiver) {
        if (!own(settings, reference)) {
            return new MediaFetch.Refused(problem(Reason.ADDRESS_NOT_ALLOWED, "", "Not at the account's interface"));
        }
        try {
            return follow(settings, URI.create(reference), receiver);
        } catch (IOException e) {
            return new MediaFetch.RetryLater(
                    Duration.ZERO, problem(Reason.PROVIDER_UNREACHABLE, "", String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new MediaFetch.RetryLater(Duration.ZERO, problem(Reason.INTERRUPTED, "", "Interrupted"));
        }
    }

    /** Whether this is an address at the account's own interface, so that what a call names may be fetched at all. */
    public static boolean own(CloudSettings settings, String reference) {
        return reference.startsWith(settings.base() + "/2010-04-01/Accounts/" + settings.keyId() + "/Messages/")
                && reference.matches("[!-~]{1,500}");
    }

    private MediaFetch follow(CloudSettings settings, URI from, Receiver receiver)
            throws IOException, InterruptedException {
        URI uri = from;
        for (int hop = 0; hop < HOPS; hop++) {
            Map<String, String> headers = hop == 0 ? Map.of("Authorization", TwilioSms.basic(settings)) : Map.of();
            HttpResponse<InputStream> response = http.open(uri, headers);
            int status = response.statusCode();
            try (InputStream body = response.body()) {
                if (status == OK) {
                    receiver.receive(null, body);
                    return new MediaFetch.Fetched();
                }
            }
            String location = response.headers().firstValue("Location").orElse("");
            if (status < REDIRECTS || status >= FAILURES || location.isEmpty()) {
                return refused(status);
            }
            uri = uri.resolve(location);
            boolean back = uri.toString().startsWith(settings.base() + "/");
            if (!back
                    && !(String.valueOf(uri.getScheme())
                                    .toLowerCase(Locale.ROOT)
                                    .equals("https")
                            && open(uri))) {
                return new MediaFetch.Refused(problem(Reason.ADDRESS_NOT_ALLOWED, "", "Sent on to " + uri.getHost()));
            }
        }
        return new MediaFetch.Refused(problem(Reason.NO_CLEAR_ANSWER, "", "Sent on too often"));
    }

    private static MediaFetch refused(int status) {
        String code = Integer.toString(status);
        if (status == GONE) {
            return new MediaFetch.Expired(problem(Reason.MEDIA_MISSING, code, "Not there any more"));
        }
        return status == TOO_MANY || status >= SERVER_ERRORS
                ? new MediaFetch.RetryLater(Duration.ZERO, problem(Reason.PROVIDER_BUSY, code, "Not now"))
                : new MediaFetch.Refused(problem(Reason.NOT_PERMITTED, code, "Refused"));
    }

    /** Whether every address of the host is one on the open internet. */
    private static boolean open(URI uri) throws IOException {
        for (InetAddress address : InetAddress.getAllByName(uri.getHost())) {
            byte[] bytes = address.getAddress();
            boolean shared = bytes.length == 4 && bytes[0] == SHARED_FIRST && (bytes[1] & 0xc0) == 64;
            boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == UNIQUE_LOCAL;
            if (address.isLoopbackAddress()
                    || address.isSiteLocalAddress()
                    || address.isLinkLocalAddress()
                    || address.isAnyLocalAddress()
                    || address.isMulticastAddress()
                    || shared
                    || unique) {
                return false;
            }
        }
        return true;
    }

    private static DeliveryProblem problem(Reason reason, String code, String detail) {
        return new DeliveryProblem(reason, code, detail);
    }
}
