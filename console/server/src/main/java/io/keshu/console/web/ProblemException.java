package io.keshu.console.web;

import java.util.List;
import org.springframework.http.HttpStatus;

/** Ends a request with a problem. Foreseen, hence without a stack trace. */
public class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final HttpStatus status;
    private final String code;
    private final transient List<FieldProblem> fields;
    private final transient Object[] arguments;
    private final int retryAfterSeconds;

    private ProblemException(
            HttpStatus status, String code, List<FieldProblem> fields, int retryAfterSeconds, Object... arguments) {
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.fields = List.copyOf(fields);
        this.arguments = arguments;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** @param code also the key of its words: {@code problem.<code>} */
    public static ProblemException of(HttpStatus status, String code, Object... arguments) {
        return new ProblemException(status, code, List.of(), 0, arguments);
    }

    /** 422, with what is wrong with each field. */
    public static ProblemException fields(List<FieldProblem> fields) {
        return new ProblemException(HttpStatus.UNPROCESSABLE_CONTENT, "request.invalid", fields, 0);
    }

    /** 409, with what somebody else changed meanwhile. */
    public static ProblemException conflict(String code, List<FieldProblem> changes, Object... arguments) {
        return new ProblemException(HttpStatus.CONFLICT, code, changes, 0, arguments);
    }

    /** Not now. */
    public static ProblemException later(HttpStatus status, String code, int retryAfterSeconds) {
        return new ProblemException(status, code, List.of(), retryAfterSeconds, retryAfterSeconds);
    }

    public HttpStatus status() {
        return status;
    }

    public String code() {
        return code;
    }

    public List<FieldProblem> fields() {
        return fields;
    }

    Object[] arguments() {
        return arguments;
    }

    /** 0 if the caller is not told when to come back. */
    int retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
