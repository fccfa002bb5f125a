package io.keshu.channels.weixin.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import me.chanjar.weixin.common.bean.result.WxMediaUploadResult;
import me.chanjar.weixin.common.enums.WxType;
import me.chanjar.weixin.common.error.WxError;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.common.util.http.ResponseHandler;
import me.chanjar.weixin.common.util.http.hc.BasicResponseHandler;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.entity.mime.HttpMultipartMode;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.apache.hc.core5.http.ContentType;

/** Uploads a file as the SDK would, but within a time that holds for the whole of it, and under the type that was found in its bytes. */
final class MediaUpload implements RequestExecutor<WxMediaUploadResult, MediaUpload.File> {

    /** @param name in ASCII, with the ending that WeChat expects */
    record File(Path path, String name, String contentType) {}

    private final TimedHttpClient http;
    private final Duration limit;

    MediaUpload(TimedHttpClient http, Duration limit) {
        this.http = http;
        this.limit = limit;
    }

    @Override
    public WxMediaUploadResult execute(String uri, File file, WxType type) throws WxErrorException, IOException {
        HttpPost post = new HttpPost(uri);
        post.setEntity(MultipartEntityBuilder.create()
                .setMode(HttpMultipartMode.STRICT)
                .addBinaryBody("media", file.path.toFile(), ContentType.parse(file.contentType), file.name)
                .build());
        String answer = http.execute(post, BasicResponseHandler.INSTANCE, limit);
        WxError error = WxError.fromJson(answer, type);
        if (error.getErrorCode() != 0) {
            throw new WxErrorException(error);
        }
        return WxMediaUploadResult.fromJson(answer);
    }

    @Override
    public void execute(String uri, File file, ResponseHandler<WxMediaUploadResult> handler, WxType type)
            throws WxErrorException, IOException {
        handler.handle(execute(uri, file, type));
    }
}
