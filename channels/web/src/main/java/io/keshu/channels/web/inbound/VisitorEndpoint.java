package io.keshu.channels.web.inbound;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.MediaUnavailableException;
import io.keshu.channels.api.MediaUploads;
import io.keshu.channels.api.StoredMedia;
import io.keshu.channels.web.Refusal;
import io.keshu.channels.web.Refusal.Code;
import io.keshu.channels.web.config.Deployment;
import io.keshu.channels.web.convert.ContentReader;
import io.keshu.channels.web.convert.SettingsWriter;
import io.keshu.channels.web.convert.VisitorWords;
import io.keshu.channels.web.token.MediaPasses;
import io.keshu.channels.web.token.Visitor;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.HttpRequestHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The protocol's HTTP calls: {@code /visitors/{deployment}/…}. Answers other origins with what CORS asks for, and sets no cookie. */
final class VisitorEndpoint implements HttpRequestHandler {

    private static final String PREFIX = "/visitors/";
    private static final String NAME = "name=";
    private static final int MAX_BODY = 32 * 1024;
    private static final String PREFLIGHT_SECONDS = "600";

    private final VisitorDesk desk;
    private final SettingsWriter settings;
    private final LongPoll polls;
    private final MediaShow media;
    private final MediaUploads uploads;
    private final MediaPasses passes;
    private final RateLimits limits;
    private final Refusals refusals;
    private final VisitorWords words;
    private final VisitorSockets sockets;
    private final Set<String> fileTypes;
    private final JsonMapper json;

    VisitorEndpoint(
            VisitorDesk desk,
            SettingsWriter settings,
            LongPoll polls,
            MediaShow media,
            MediaUploads uploads,
            MediaPasses passes,
            RateLimits limits,
            Refusals refusals,
            VisitorWords words,
            VisitorSockets sockets,
            Set<String> fileTypes,
            JsonMapper json) {
        this.desk = desk;
        this.settings = settings;
        this.polls = polls;
        this.media = media;
        this.uploads = uploads;
        this.passes = passes;
        this.limits = limits;
        this.refusals = refusals;
        this.words = words;
        this.sockets = sockets;
        this.fileTypes = fileTypes;
        this.json = json;
    }

    /** What an address is about: {@code /visitors/{deployment}/{what}/{rest}}. */
    record Parts(String deployment, String what, String rest) {}

    static Parts parts(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        String[] parts =
                path.startsWith(PREFIX) ? path.substring(PREFIX.length()).split("/", 3) : new String[0];
        return new Parts(
                parts.length > 0 ? parts[0] : "", parts.length > 1 ? parts[1] : "", parts.length > 2 ? parts[2] : "");
    }

    @Override
    public void handleRequest(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parts parts = parts(request);
        String language = Objects.requireNonNullElse(request.getHeader("Accept-Language"), "");
        try {
            Deployment deployment = desk.deployment(parts.deployment());
            language = deployment.language(language);
            if (parts.what().equals("media") && !request.getMethod().equals("OPTIONS")) {
                media.show(deployment, parts.rest(), request, response);
                return;
            }
            String origin = request.getHeader("Origin");
            boolean plain = origin == null && parts.what().equals("settings");
            if (!plain) {
                desk.checkOrigin(deployment, origin);
            }
            if (origin != null) {
                response.setHeader("Access-Control-Allow-Origin", origin);
            }
            response.addHeader("Vary", "Origin");
            answer(deployment, parts.what(), language, request, response);
        } catch (Refusal e) {
            refusals.count(e.code(), parts.deployment());
            refuse(e, language, response);
        } catch (MediaUnavailableException e) {
            refusals.count(Code.UNAVAILABLE, parts.deployment());
            refuse(new Refusal(Code.UNAVAILABLE, null, 1), language, response);
        }
    }

    private void answer(
            Deployment deployment,
            String what,
            String language,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        switch (request.getMethod() + " " + what) {
            case "GET settings" -> {
                String asked = request.getParameter("language");
                String shown = asked == null ? language : deployment.language(asked);
                response.setHeader("Cache-Control", "public, max-age=60");
                response.addHeader("Vary", "Accept-Language");
                write(response, 200, settings.write(deployment, shown, desk.open(deployment)));
            }
            case "POST session" -> write(response, 200, desk.begin(deployment, body(request), request.getRemoteAddr()));
            case "GET timeline" -> polls.answer(visitor(deployment, request), language, request, response);
            case "POST messages" -> {
                Visitor visitor = visitor(deployment, request);
                JsonNode message = body(request);
                String id = message.path("id").asString("");
                desk.send(
                        visitor,
                        id,
                        message.path("content"),
                        message.path("group").asString(""));
                write(response, 202, Map.of("accepted", id));
            }
            case "POST signals" -> {
                desk.signal(visitor(deployment, request), body(request));
                response.setStatus(204);
            }
            case "POST uploads" -> upload(visitor(deployment, request), request, response);
            default -> {
                if (!request.getMethod().equals("OPTIONS")) {
                    throw new Refusal(Code.NOT_FOUND);
                }
                response.setHeader("Access-Control-Allow-Methods", "GET, POST");
                response.setHeader("Access-Control-Allow-Headers", "Authorization, Content-Type, Accept-Language");
                response.setHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
                response.setStatus(204);
            }
        }
    }

    private Visitor visitor(Deployment deployment, HttpServletRequest request) {
        String header = Objects.requireNonNullElse(request.getHeader("Authorization"), "");
        return desk.visitor(
                deployment, header.startsWith("Bearer ") ? header.substring(7).strip() : "");
    }

    private JsonNode body(HttpServletRequest request) throws IOException {
        byte[] body = request.getInputStream().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            throw new Refusal(Code.CONTENT_TOO_LONG);
        }
        try {
            return json.readTree(new String(body, StandardCharsets.UTF_8));
        } catch (JacksonException e) {
            throw new Refusal(Code.CONTENT_INVALID);
        }
    }

    private void upload(Visitor visitor, HttpServletRequest request, HttpServletResponse response) throws IOException {
        limits.upload(visitor.id(), visitor.deployment().key(), request.getRemoteAddr());
        long most = sockets.properties().maxUpload();
        if (request.getContentLengthLong() > most) {
            throw new Refusal(Code.FILE_TOO_LARGE);
        }
        String name = name(request);
        MediaUploads.Result result;
        try {
            result = uploads.keep(request.getInputStream(), name, most, fileTypes);
        } catch (AcceptFailedException e) {
            throw new Refusal(Code.UNAVAILABLE, null, 1);
        }
        if (!(result instanceof MediaUploads.Result.Stored stored)) {
            throw new Refusal(
                    result instanceof MediaUploads.Result.Empty
                            ? Code.FILE_EMPTY
                            : result instanceof MediaUploads.Result.TooLarge
                                    ? Code.FILE_TOO_LARGE
                                    : Code.FILE_TYPE_REFUSED);
        }
        StoredMedia media = stored.media();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("upload", passes.upload(visitor, media.id()));
        answer.put("kind", ContentReader.kindOf(media.contentType()));
        answer.put("name", media.fileName());
        answer.put("type", media.contentType());
        answer.put("bytes", media.sizeBytes());
        write(response, 201, answer);
    }

    /** Out of the address alone: the container would take a body that calls itself a form for more parameters. */
    private static String name(HttpServletRequest request) {
        String query = Objects.requireNonNullElse(request.getQueryString(), "");
        for (String parameter : query.split("&", -1)) {
            if (parameter.startsWith(NAME)) {
                try {
                    return URLDecoder.decode(parameter.substring(NAME.length()), StandardCharsets.UTF_8);
                } catch (IllegalArgumentException e) {
                    throw new Refusal(Code.CONTENT_INVALID, "name", 0);
                }
            }
        }
        return "";
    }

    private void write(HttpServletResponse response, int status, Map<String, Object> body) throws IOException {
        Json.write(response, status, "application/json", json.writeValueAsBytes(body));
    }

    private void refuse(Refusal refusal, String language, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        Map<String, Object> problem = new LinkedHashMap<>();
        problem.put("status", refusal.code().status());
        problem.put("code", refusal.code().text());
        problem.put("detail", Problems.detail(words, language, refusal, sockets.properties()));
        @Nullable String field = refusal.field();
        if (field != null) {
            problem.put("field", field);
        }
        if (refusal.retryAfter() > 0) {
            problem.put("retryAfter", refusal.retryAfter());
            response.setHeader("Retry-After", Integer.toString(refusal.retryAfter()));
        }
        response.setHeader("Cache-Control", "no-store");
        Json.write(response, refusal.code().status(), "application/problem+json", json.writeValueAsBytes(problem));
    }
}
