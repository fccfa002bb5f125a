package io.keshu.channels.sandbox.wechat;

import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.KeptMedia;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** /cgi-bin/media/upload and …/get: temporary media. */
final class MediaEndpoints {

    private MediaEndpoints() {}

    static Answer upload(Account account, Call call, Instant now) throws IOException {
        String type = call.query().getOrDefault("type", "");
        int tooLarge = MediaFormat.refusal(type, call.declared());
        if (tooLarge != 0) {
            return Answer.error(tooLarge, "media size out of limit");
        }
        Optional<byte[]> file = Multipart.media(call.header("Content-Type"), call.body());
        if (file.isEmpty()) {
            return Answer.error(41005, "media data missing");
        }
        int refusal = MediaFormat.refusal(type, file.get());
        if (refusal != 0) {
            return Answer.error(refusal, "invalid media");
        }
        KeptMedia kept = account.media().add(type, MediaFormat.of(file.get()).orElse(""), file.get(), now);
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", type);
        body.put(type.equals("thumb") ? "thumb_media_id" : "media_id", kept.id());
        body.put("created_at", now.getEpochSecond());
        return Answer.of(body);
    }

    /** A video comes as the address from where it is to be fetched. */
    static Answer get(Account account, Call call, Instant now) {
        Optional<KeptMedia> kept = account.media().find(call.query().getOrDefault("media_id", ""), now);
        if (kept.isEmpty()) {
            return Answer.error(40007, "invalid media_id");
        }
        if (!kept.get().type().equals("video") || call.query().containsKey("bytes")) {
            return Answer.media(kept.get());
        }
        return Answer.of(Map.of(
                "video_url",
                "http://" + call.header("Host") + call.path() + "?bytes=1&access_token="
                        + call.query().getOrDefault("access_token", "") + "&media_id="
                        + kept.get().id()));
    }
}
