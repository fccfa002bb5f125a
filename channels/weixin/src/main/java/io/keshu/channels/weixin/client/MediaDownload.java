package io.keshu.channels.weixin.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.keshu.channels.api.MediaSource.Receiver;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.common.util.http.ResponseHandler;
import org.apache.hc.client5.http.HttpResponseException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/**
 * Downloads media to a receiver while they come. The SDK writes all that comes into a file, however much that is; here the receiver stops
 * when it has had enough. Errors come as JSON in the place of media, and videos as JSON that says where they lie.
 */
final class MediaDownload implements RequestExecutor<Boolean, Receiver> {

    private static final int LONGEST_JSON = 64 * 1024;
    private static final int OK = 200;
    private static final String FILE_NAME = "filename=";

    private final TimedHttpClient http;
    private final Duration limit;

    MediaDownload(TimedHttpClient http, Duration limit) {
        this.http = http;
        this.limit = limit;
    }

    @Override
    public Boolean execute(String uri, Receiver receiver, WxType type) throws WxErrorException, IOException {
        String json = http.execute(new HttpGet(uri), answer -> receive(answer, receiver), limit);
        if (json.isEmpty()) {
            return true;
        }
        String elsewhere = videoUrl(json);
        if (elsewhere == null) {
            throw new WxErrorException(WxError.fromJson(json, type));
        }
        String again = http.execute(new HttpGet(elsewhere), answer -> receive(answer, receiver), limit);
        if (!again.isEmpty()) {
            throw new IOException("JSON where a video should be");
        }
        return true;
    }

    @Override
    public void execute(String uri, Receiver receiver, ResponseHandler<Boolean> handler, WxType type)
            throws WxErrorException, IOException {
        handler.handle(execute(uri, receiver, type));
    }

    /** @return the JSON that came instead of media, or empty */
    private static String receive(ClassicHttpResponse answer, Receiver receiver) throws IOException {
        HttpEntity entity = answer.getEntity();
        if (answer.getCode() != OK || entity == null) {
            throw new HttpResponseException(answer.getCode(), answer.getReasonPhrase());
        }
        try (InputStream body = entity.getContent()) {
            String type = entity.getContentType() == null
                    ? ""
                    : entity.getContentType().toLowerCase(Locale.ROOT);
            if (type.startsWith("application/json") || type.startsWith("text/plain")) {
                return new String(body.readNBytes(LONGEST_JSON), StandardCharsets.UTF_8);
            }
            Header disposition = answer.getFirstHeader("Content-disposition");
            receiver.receive(disposition == null ? null : fileName(disposition.getValue()), body);
            return "";
        }
    }

    private static @Nullable String fileName(String disposition) {
        int at = disposition.indexOf(FILE_NAME);
        if (at < 0) {
            return null;
        }
        String rest = disposition.substring(at + FILE_NAME.length());
        int end = rest.indexOf(';');
        return (end < 0 ? rest : rest.substring(0, end)).replace("\"", "").strip();
    }

    private static @Nullable String videoUrl(String json) throws IOException {
        try {
            JsonElement read = JsonParser.parseString(json);
            JsonElement url = read.isJsonObject() ? read.getAsJsonObject().get("video_url") : null;
            if (url == null || !url.isJsonPrimitive()) {
                return null;
            }
            URI address = URI.create(url.getAsString());
            String scheme = String.valueOf(address.getScheme());
            if (!scheme.equals("http") && !scheme.equals("https")) {
                throw new IOException("A video at " + scheme);
            }
            return address.toString();
        } catch (JsonParseException | IllegalArgumentException e) {
            throw new IOException("Neither media nor JSON", e);
        }
    }
}
