package io.keshu.channels.sandbox.wechat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import io.keshu.channels.sandbox.http.Call;
import io.keshu.channels.sandbox.world.SceneCodes;
import io.keshu.channels.sandbox.world.World;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** QR codes with scenes: /cgi-bin/qrcode/create, and the picture that /cgi-bin/showqrcode gives to whoever has the ticket. */
final class SceneEndpoints {

    private static final int LONGEST_SCENE = 64;
    private static final long LONGEST_SECONDS = 2_592_000;
    private static final long USUAL_SECONDS = 60;
    private static final long HIGHEST_PERMANENT = 100_000;
    private static final long HIGHEST = 0xffff_ffffL;
    private static final int PIXELS = 430;

    private SceneEndpoints() {}

    static Answer create(Question question) {
        ObjectNode body = question.json();
        if (body == null) {
            return MenuEndpoints.notJson(question);
        }
        String action = body.path("action_name").asString("");
        boolean permanent = action.startsWith("QR_LIMIT_");
        JsonNode scene = body.path("action_info").path("scene");
        Optional<String> asked = switch (action) {
            case "QR_STR_SCENE", "QR_LIMIT_STR_SCENE" -> text(scene.path("scene_str"));
            case "QR_SCENE", "QR_LIMIT_SCENE" ->
                number(scene.path("scene_id"), permanent ? HIGHEST_PERMANENT : HIGHEST);
            default -> Optional.empty();
        };
        if (!action.matches("QR_(LIMIT_)?(STR_)?SCENE")) {
            return Answer.error(40052, "invalid action name");
        }
        long seconds = body.path("expire_seconds").asLong(USUAL_SECONDS);
        if (asked.isEmpty() || (!permanent && (seconds < 1 || seconds > LONGEST_SECONDS))) {
            return Answer.error(40053, "invalid action info");
        }
        Duration validity = permanent ? null : Duration.ofSeconds(seconds);
        return question.account()
                .codes()
                .make(asked.get(), validity, question.now())
                .map(code -> Answer.of(describe(code, permanent ? 0 : seconds)))
                .orElseGet(() -> Answer.error(45029, "qrcode count out of limit"));
    }

    private static Optional<String> text(JsonNode scene) {
        String text = scene.asString("");
        return text.isEmpty() || text.length() > LONGEST_SCENE ? Optional.empty() : Optional.of(text);
    }

    private static Optional<String> number(JsonNode scene, long highest) {
        long number = scene.asLong(0);
        return number < 1 || number > highest ? Optional.empty() : Optional.of(Long.toString(number));
    }

    private static Map<String, Object> describe(SceneCodes.Code code, long seconds) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("ticket", code.ticket());
        if (seconds > 0) {
            body.put("expire_seconds", seconds);
        }
        body.put("url", code.url());
        return body;
    }

    /** Needs no access token; 404 for whoever has no ticket, as with WeChat. */
    static void picture(World world, Call call) throws IOException {
        String ticket = call.query().getOrDefault("ticket", "");
        Optional<SceneCodes.Code> code = world.accounts().stream()
                .flatMap(account -> account.codes().find(ticket).stream())
                .findFirst();
        if (code.isEmpty()) {
            call.answer(404, "text/plain; charset=utf-8", new byte[0]);
            return;
        }
        call.answer(200, "image/jpg", jpeg(code.get().url()));
    }

    private static byte[] jpeg(String url) throws IOException {
        try {
            BitMatrix matrix = new QRCodeWriter().encode(url, BarcodeFormat.QR_CODE, PIXELS, PIXELS);
            BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_INT_RGB);
            for (int x = 0; x < PIXELS; x++) {
                for (int y = 0; y < PIXELS; y++) {
                    image.setRGB(x, y, matrix.get(x, y) ? 0x000000 : 0xffffff);
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "jpg", out);
            return out.toByteArray();
        } catch (WriterException e) {
            throw new IOException("No QR code of " + url, e);
        }
    }
}
