package io.keshu.channels.sandbox.wechat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What WeChat takes as media: types, told by the first bytes, and sizes. */
public final class MediaFormat {

    private static final Map<String, Set<String>> TAKEN = Map.of(
            "image", Set.of("image/jpeg", "image/png", "image/gif"),
            "voice", Set.of("audio/amr", "audio/mpeg"),
            "video", Set.of("video/mp4"),
            "thumb", Set.of("image/jpeg"));

    private static final Map<String, Integer> LARGEST =
            Map.of("image", 10 << 20, "voice", 2 << 20, "video", 10 << 20, "thumb", 64 << 10);

    private static final Map<String, Integer> TOO_LARGE =
            Map.of("image", 40009, "voice", 40010, "video", 40011, "thumb", 40012);

    /** What a form has beside its file, at most. */
    private static final long FORM = 64 << 10;

    private MediaFormat() {}

    /** What the bytes are, or empty for what WeChat never takes. */
    public static Optional<String> of(byte[] content) {
        String head = new String(content, 0, Math.min(12, content.length), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return Optional.of("image/jpeg");
        } else if (head.startsWith("\u0089PNG")) {
            return Optional.of("image/png");
        } else if (head.startsWith("GIF8")) {
            return Optional.of("image/gif");
        } else if (head.startsWith("#!AMR")) {
            return Optional.of("audio/amr");
        } else if (head.startsWith("ID3") || head.startsWith("\u00ff\u00fb") || head.startsWith("\u00ff\u00f3")) {
            return Optional.of("audio/mpeg");
        }
        return head.startsWith("ftyp", 4) ? Optional.of("video/mp4") : Optional.empty();
    }

    /** What a form of such a size is refused with at once, before anybody reads it; 0 if it has to be read. */
    static int refusal(String type, long stated) {
        return TAKEN.containsKey(type) && stated > LARGEST.getOrDefault(type, 0) + FORM
                ? TOO_LARGE.getOrDefault(type, 45001)
                : 0;
    }

    /** 0 if WeChat takes this, else its errcode. */
    static int refusal(String type, byte[] content) {
        Set<String> taken = TAKEN.get(type);
        if (taken == null) {
            return 40004;
        }
        if (content.length == 0) {
            return 44001;
        }
        if (of(content).filter(taken::contains).isEmpty()) {
            return 40005;
        }
        return content.length > LARGEST.getOrDefault(type, 0) ? TOO_LARGE.getOrDefault(type, 45001) : 0;
    }
}
