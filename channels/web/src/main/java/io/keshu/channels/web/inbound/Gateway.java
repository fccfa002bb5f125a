package io.keshu.channels.web.inbound;

import io.keshu.channels.api.MediaStore;
import io.keshu.channels.api.MediaUploads;
import io.keshu.channels.web.config.Deployments;
import io.keshu.channels.web.config.WebProperties;
import io.keshu.channels.web.convert.EntryWriter;
import io.keshu.channels.web.convert.SettingsWriter;
import io.keshu.channels.web.convert.VisitorWords;
import io.keshu.channels.web.outbound.TimelineFrames;
import io.keshu.channels.web.token.MediaPasses;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.servlet.HandlerExecutionChain;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;
import tools.jackson.databind.json.JsonMapper;

/** Puts together what visitors call. */
public final class Gateway {

    /** For how long after it was sent a message can be taken back, as the protocol tells visitors. */
    private static final Duration RECALL = Duration.ofMinutes(2);

    /** What visitors may hand in; told by the bytes. Nothing that browsers would run. */
    public static final Set<String> FILE_TYPES = Set.of(
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/bmp",
            "audio/mpeg",
            "audio/mp4",
            "audio/x-wav",
            "audio/vnd.wave",
            "audio/ogg",
            "audio/vorbis",
            "audio/opus",
            "audio/webm",
            "audio/amr",
            "video/mp4",
            "video/webm",
            "video/quicktime",
            "application/pdf",
            "application/zip",
            "application/x-7z-compressed",
            "application/x-rar-compressed",
            "text/plain",
            "text/csv",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation");

    private Gateway() {}

    /** The addresses under {@code /visitors}, before those of the hub's pages. */
    public static HandlerMapping mapping(
            VisitorDesk desk,
            VisitorSockets sockets,
            Deployments deployments,
            RateLimits limits,
            Refusals refusals,
            MediaPasses passes,
            MediaStore media,
            MediaUploads uploads,
            WebProperties properties,
            String publicUrl,
            LongSupplier nanoTime) {
        JsonMapper json = JsonMapper.builder().build();
        VisitorWords words = new VisitorWords();
        TimelineFrames frames = new TimelineFrames(new EntryWriter(passes, media, words, publicUrl), json);
        Handshake handshake = new Handshake(desk, refusals);
        WebSocketHttpRequestHandler socket = new WebSocketHttpRequestHandler(
                new VisitorSocketHandler(
                        new Connection.Shared(sockets, desk, deployments, frames, words, refusals, nanoTime), json),
                handshake);
        socket.setHandshakeInterceptors(List.of(handshake));
        VisitorEndpoint endpoint = new VisitorEndpoint(
                desk,
                new SettingsWriter(properties.maxUpload(), FILE_TYPES, RECALL.toSeconds()),
                new LongPoll(desk, sockets, frames, json),
                new MediaShow(passes, media),
                uploads,
                passes,
                limits,
                refusals,
                words,
                sockets,
                FILE_TYPES,
                json);
        Map<String, Object> handlers = new LinkedHashMap<>();
        handlers.put("/visitors/*/socket", socket);
        handlers.put("/visitors/**", endpoint);
        SimpleUrlHandlerMapping mapping = new VisitorMapping();
        mapping.setUrlMap(handlers);
        mapping.setOrder(Ordered.HIGHEST_PRECEDENCE + 100);
        return mapping;
    }

    /** Browsers' questions before their calls are the endpoint's too: which origins may call is the deployment's to say. */
    private static final class VisitorMapping extends WebSocketHandlerMapping {

        @Override
        protected HandlerExecutionChain getCorsHandlerExecutionChain(
                HttpServletRequest request, HandlerExecutionChain chain, @Nullable CorsConfiguration config) {
            return chain;
        }
    }
}
