package io.keshu.channels.sandbox.control;

import io.keshu.channels.sandbox.http.BadCallException;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.http.Json;
import io.keshu.channels.sandbox.http.Router;
import io.keshu.channels.sandbox.wechat.MediaFormat;
import io.keshu.channels.sandbox.wechat.PictureHandler;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.KeptMedia;
import io.keshu.channels.sandbox.world.World;
import java.io.IOException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** People send pictures, voice, videos, places and links, and their phones show media. */
final class MessageControl {

    private static final Set<String> WITH_MEDIA = Set.of("image", "voice", "video", "shortvideo");

    /**
     * A message that is no text.
     *
     * @param base64 the bytes of media
     * @param poster the bytes of the picture that stands for a video; drawn if it is missing
     * @param recognition what WeChat's speech recognition makes of a voice
     */
    private record Write(
            @Nullable String type,
            @Nullable String base64,
            @Nullable String poster,
            @Nullable String recognition,
            @Nullable Double latitude,
            @Nullable Double longitude,
            @Nullable String label,
            @Nullable String title,
            @Nullable String description,
            @Nullable String url) {}

    private final World world;
    private final Acts acts;

    MessageControl(World world, Acts acts) {
        this.world = world;
        this.acts = acts;
    }

    void addTo(Router router) {
        router.on("POST", "/control/accounts/{account}/followers/{openid}/message", this::send)
                .on("GET", "/control/accounts/{account}/media/{media}", this::show);
    }

    private void send(Call call, Map<String, String> path) throws IOException {
        Account account = AccountControl.account(world, path);
        Follower follower = FollowerControl.follower(world, path);
        Write write = Json.read(call.body(), Write.class);
        String type = write.type() == null ? "" : write.type();
        Map<String, String> fields = new LinkedHashMap<>();
        if (WITH_MEDIA.contains(type)) {
            media(call, account, type, write, fields);
        } else if (type.equals("location")) {
            place(write, fields);
        } else if (type.equals("link")) {
            fields.put("Title", or(write.title(), "链接"));
            fields.put("Description", or(write.description(), ""));
            fields.put("Url", or(write.url(), "https://example.com/"));
        } else {
            throw BadCallException.of(
                    "message.type", "type must be image, voice, video, shortvideo, location or link.");
        }
        call.json(202, Map.of("msgId", acts.send(account, follower, type, fields)));
    }

    private static byte[] bytes(@Nullable String base64) {
        try {
            return Base64.getDecoder().decode(or(base64, ""));
        } catch (IllegalArgumentException e) {
            throw BadCallException.of("message.base64", "base64 must hold the bytes.");
        }
    }

    private void media(Call call, Account account, String type, Write write, Map<String, String> fields) {
        byte[] content = bytes(write.base64());
        String contentType = MediaFormat.of(content).orElse("application/octet-stream");
        String kind = type.equals("shortvideo") ? "video" : type;
        Instant now = world.clock().instant();
        KeptMedia kept = account.media().add(kind, contentType, content, now);
        if (type.equals("image")) {
            fields.put("PicUrl", PictureHandler.address(or(call.header("Host"), "localhost"), account, kept));
        }
        fields.put("MediaId", kept.id());
        if (type.equals("voice")) {
            fields.put("Format", "amr");
            if (write.recognition() != null) {
                fields.put("Recognition", write.recognition());
            }
        } else if (kind.equals("video")) {
            byte[] poster = write.poster() == null ? Posters.drawn() : bytes(write.poster());
            fields.put(
                    "ThumbMediaId",
                    account.media().add("thumb", "image/jpeg", poster, now).id());
        }
    }

    private static void place(Write write, Map<String, String> fields) {
        Double latitude = write.latitude();
        Double longitude = write.longitude();
        if (latitude == null || longitude == null || Math.abs(latitude) > 90 || Math.abs(longitude) > 180) {
            throw BadCallException.of("event.place", "latitude and longitude must be degrees.");
        }
        fields.put("Location_X", latitude.toString());
        fields.put("Location_Y", longitude.toString());
        fields.put("Scale", "15");
        fields.put("Label", or(write.label(), ""));
    }

    private static String or(@Nullable String given, String otherwise) {
        return given == null ? otherwise : given;
    }

    private void show(Call call, Map<String, String> path) throws IOException {
        KeptMedia kept = AccountControl.account(world, path)
                .media()
                .find(path.getOrDefault("media", ""), world.clock().instant())
                .orElseThrow(() -> new BadCallException(404, "media.unknown", "There are no such media any more."));
        call.set("Content-Security-Policy", "sandbox; default-src 'none'");
        call.set("Cache-Control", "private, max-age=3600");
        call.answer(200, kept.contentType(), kept.content());
    }
}
