package io.keshu.console.conversations;

import io.keshu.channels.api.OutboundContent;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.message.ContentFlattener;
import io.keshu.domain.message.FlatContent;
import io.keshu.domain.message.Message;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;

/**
 * What an agent sends that is no text, in the form in which messages show their content.
 *
 * @param clientId the browser's own id of this message: sent again, it is the same message
 * @param text what a person reads of it, such as a title; may be empty
 */
@Schema(name = "NewContent")
record NewContent(
        @Schema(minLength = 1, maxLength = Message.MAX_CLIENT_ID)
        String clientId,

        @Schema(
                allowableValues = {
                    "image",
                    "voice",
                    "video",
                    "file",
                    "location",
                    "music",
                    "articles",
                    "published",
                    "mini-program",
                    "options"
                })
        String kind,

        String text,
        Map<String, String> fields) {

    /** @throws ProblemException if it is not whole */
    OutboundContent content() {
        OutboundContent content;
        if (fields.values().stream().anyMatch(Objects::isNull)) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "message.incomplete");
        }
        try {
            content = ContentFlattener.restoreOutbound(new FlatContent(kind, text, fields));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw ProblemException.of(HttpStatus.UNPROCESSABLE_CONTENT, "message.incomplete");
        }
        return content;
    }
}
