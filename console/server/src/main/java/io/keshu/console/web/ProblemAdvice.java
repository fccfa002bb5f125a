package io.keshu.console.web;

import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.StoreUnavailableException;
import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/** Every error of the REST interface as a problem. */
@RestControllerAdvice
final class ProblemAdvice {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    /** As {@code spring.servlet.multipart.max-file-size}. */
    private static final String MOST_UPLOADED = "100 MB";

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<Problem> foreseen(ProblemException e, HttpServletRequest request) {
        return problems.answer(e, request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> storeAway(StoreUnavailableException e, HttpServletRequest request) {
        log.warn("event=request_refused reason=store_unavailable detail=\"{}\"", e.getMessage());
        return problems.answer(ProblemException.later(HttpStatus.SERVICE_UNAVAILABLE, "store.unavailable", 2), request);
    }

    /** The core's stores have exceptions of their own, so this one comes from the sessions' store. */
    @ExceptionHandler
    ResponseEntity<Problem> sessionsAway(DataAccessException e, HttpServletRequest request) {
        log.warn("event=request_refused reason=session_store_unavailable detail=\"{}\"", e.getMessage());
        return problems.answer(
                ProblemException.later(HttpStatus.SERVICE_UNAVAILABLE, "session.store_unavailable", 2), request);
    }

    /** Others were faster so often that the core gave up. */
    @ExceptionHandler
    ResponseEntity<Problem> contended(StaleVersionException e, HttpServletRequest request) {
        return problems.answer(ProblemException.of(HttpStatus.CONFLICT, "conversation.changed"), request);
    }

    /** The container stopped reading: more than anything that the hub takes. */
    @ExceptionHandler
    ResponseEntity<Problem> uploadTooLarge(MaxUploadSizeExceededException e, HttpServletRequest request) {
        return problems.answer(
                ProblemException.of(HttpStatus.CONTENT_TOO_LARGE, "media.too_large", MOST_UPLOADED), request);
    }

    @ExceptionHandler({
        MissingServletRequestPartException.class,
        TypeMismatchException.class,
        HttpMessageNotReadableException.class,
        ServletRequestBindingException.class
    })
    ResponseEntity<Problem> malformed(Exception e, HttpServletRequest request) {
        return problems.answer(ProblemException.of(HttpStatus.BAD_REQUEST, "request.malformed"), request);
    }

    @ExceptionHandler
    ResponseEntity<Problem> anyOther(Exception e, HttpServletRequest request) {
        if (e instanceof ErrorResponse known && known.getStatusCode().is4xxClientError()) {
            HttpStatus status = HttpStatus.valueOf(known.getStatusCode().value());
            String code = status == HttpStatus.NOT_FOUND ? "request.not_found" : "request.refused";
            return problems.answer(ProblemException.of(status, code), request);
        }
        log.error("event=request_failed method={} path={}", request.getMethod(), request.getRequestURI(), e);
        return problems.answer(ProblemException.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal"), request);
    }
}
