package io.keshu.console.web;

import io.keshu.console.trace.TraceIds;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/** Turns problems into answers, inside and outside of Spring MVC. */
@Component
public final class Problems {

    private final Words words;
    private final LocaleResolver locales;
    private final JsonMapper json;

    Problems(Words words, LocaleResolver locales, JsonMapper json) {
        this.words = words;
        this.locales = locales;
        this.json = json;
    }

    ResponseEntity<Problem> answer(ProblemException e, HttpServletRequest request) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(e.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (e.retryAfterSeconds() > 0) {
            answer.header(HttpHeaders.RETRY_AFTER, Integer.toString(e.retryAfterSeconds()));
        }
        return answer.body(problem(e, locales.resolveLocale(request)));
    }

    /** For filters. Nothing may have been written yet. */
    public void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.setHeader(HttpHeaders.RETRY_AFTER, "2");
        }
        ProblemException problem = ProblemException.of(status, code);
        response.getOutputStream().write(json.writeValueAsBytes(problem(problem, locales.resolveLocale(request))));
    }

    private Problem problem(ProblemException e, Locale locale) {
        @Nullable List<FieldProblem> fields = e.fields().isEmpty() ? null : e.fields();
        return new Problem(
                "urn:keshu:problem:" + e.code(),
                e.status().getReasonPhrase(),
                e.status().value(),
                words.say(locale, "problem." + e.code(), e.arguments()),
                e.code(),
                String.valueOf(MDC.get(TraceIds.MDC_KEY)),
                fields);
    }
}
