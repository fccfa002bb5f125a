package io.keshu.infra.media;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.StoredMedia;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.media.BlobRef;
import io.keshu.domain.media.MediaItem;
import io.keshu.domain.media.MediaState;
import io.keshu.domain.media.MessageRef;
import io.keshu.infra.store.Codes;
import io.keshu.infra.store.Columns;
import io.keshu.infra.store.Parameters;
import io.keshu.infra.store.SizedSql;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rows of {@code media}. */
final class MediaRows {

    private static final String CONTENT =
            "content_type, size, sha256, file_name, width, height, duration_ms, thumbnail_sha256, thumbnail_size";
    private static final String PROBLEM = "problem_reason, problem_code, problem_detail";

    static final String COLUMNS =
            "id, kind, state, account_id, conversation_id, number, created_at, trace_id, attempts, " + CONTENT + ", "
                    + PROBLEM;

    static final SizedSql INSERT = SizedSql.insert("media", COLUMNS + ", due_at");

    private MediaRows() {}

    static void bind(Parameters parameters, MediaItem item, @Nullable Instant dueAt) throws SQLException {
        MessageRef message = item.message();
        parameters.add(item.id().value()).add(Codes.of(item.kind())).add(Codes.of(item.state()));
        if (message == null) {
            parameters.addNull().addNull().addNull();
        } else {
            parameters
                    .add(message.account().value())
                    .add(message.conversation().value())
                    .add(message.number());
        }
        parameters.add(item.createdAt()).add(item.traceId()).add(item.attempts());
        bindContent(parameters, item);
        bind(parameters, item.problem());
        parameters.add(dueAt);
    }

    static void bindContent(Parameters parameters, MediaItem item) throws SQLException {
        StoredMedia stored = item.stored();
        if (stored == null) {
            parameters.addNull().add(0L).addNull().addNull().add(0).add(0).addNull();
        } else {
            parameters
                    .add(stored.contentType())
                    .add(stored.sizeBytes())
                    .add(stored.sha256())
                    .add(stored.fileName())
                    .add(stored.width())
                    .add(stored.height());
            Duration duration = stored.duration();
            if (duration == null) {
                parameters.addNull();
            } else {
                parameters.add(duration.toMillis());
            }
        }
        BlobRef thumbnail = item.thumbnail();
        parameters.add(thumbnail == null ? null : thumbnail.sha256()).add(thumbnail == null ? 0L : thumbnail.size());
    }

    static void bind(Parameters parameters, @Nullable DeliveryProblem problem) throws SQLException {
        if (problem == null) {
            parameters.addNull().addNull().addNull();
        } else {
            parameters.add(problem.reason().name()).add(problem.providerCode()).add(problem.detail());
        }
    }

    static MediaItem read(Columns columns) throws SQLException {
        MediaId id = new MediaId(columns.getLong());
        MediaKind kind = Codes.constant(MediaKind.class, columns.getInt());
        MediaState state = Codes.constant(MediaState.class, columns.getInt());
        @Nullable Long account = columns.optionalLong();
        @Nullable Long conversation = columns.optionalLong();
        @Nullable Integer number = columns.optionalInt();
        Instant createdAt = columns.getInstant();
        String traceId = columns.getString();
        int attempts = columns.getInt();
        @Nullable StoredMedia stored = stored(id, columns);
        @Nullable String thumbnail = columns.optionalString();
        long thumbnailSize = columns.getLong();
        MessageRef message = account == null || conversation == null || number == null
                ? null
                : new MessageRef(new ConversationId(conversation), number, new ChannelAccountId(account));
        return new MediaItem(
                id,
                kind,
                state,
                message,
                createdAt,
                traceId,
                attempts,
                stored,
                thumbnail == null ? null : new BlobRef(thumbnail, thumbnailSize),
                problem(columns));
    }

    private static @Nullable StoredMedia stored(MediaId id, Columns columns) throws SQLException {
        @Nullable String contentType = columns.optionalString();
        long size = columns.getLong();
        @Nullable String sha256 = columns.optionalString();
        @Nullable String fileName = columns.optionalString();
        int width = columns.getInt();
        int height = columns.getInt();
        @Nullable Long millis = columns.optionalLong();
        if (contentType == null || sha256 == null) {
            return null;
        }
        Duration duration = millis == null ? null : Duration.ofMillis(millis);
        return new StoredMedia(
                id, contentType, size, sha256, fileName == null ? "" : fileName, width, height, duration);
    }

    private static @Nullable DeliveryProblem problem(Columns columns) throws SQLException {
        @Nullable String reason = columns.optionalString();
        @Nullable String code = columns.optionalString();
        @Nullable String detail = columns.optionalString();
        return reason == null
                ? null
                : new DeliveryProblem(
                        DeliveryProblem.Reason.valueOf(reason), code == null ? "" : code, detail == null ? "" : detail);
    }
}
