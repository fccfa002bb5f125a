package io.keshu.channels.web;

import org.jspecify.annotations.Nullable;

/** What a visitor asked for is refused; says what she is told. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** The protocol's codes. */
    public enum Code {
        ORIGIN_REFUSED("origin.refused", 403, 4003),
        DEPLOYMENT_UNKNOWN("deployment.unknown", 404, 4009),
        DEPLOYMENT_OFF("deployment.off", 409, 4009),
        TOKEN_INVALID("token.invalid", 401, 4001),
        MEMBER_INVALID("member.invalid", 401, 4001),
        CONTENT_INVALID("content.invalid", 400, 0),
        CONTENT_TOO_LONG("content.too_long", 413, 0),
        FILE_TOO_LARGE("file.too_large", 413, 0),
        FILE_TYPE_REFUSED("file.type_refused", 415, 0),
        FILE_EMPTY("file.empty", 400, 0),
        RATE_EXCEEDED("rate.exceeded", 429, 4029),
        RECALL_TOO_LATE("recall.too_late", 409, 0),
        NOT_FOUND("not_found", 404, 0),
        UNAVAILABLE("unavailable", 503, 0);

        private final String text;
        private final int status;
        private final int closes;

        Code(String text, int status, int closes) {
            this.text = text;
            this.status = status;
            this.closes = closes;
        }

        public String text() {
            return text;
        }

        public int status() {
            return status;
        }

        /** The close code of a socket that can't go on after it; 0 if it can. */
        public int closes() {
            return closes;
        }
    }

    private final Code code;
    private final @Nullable String field;
    private final int retryAfter;

    public Refusal(Code code) {
        this(code, null, 0);
    }

    /**
     * @param field what is wrong, if it is one thing
     * @param retryAfter in seconds; 0 if waiting is of no use
     */
    public Refusal(Code code, @Nullable String field, int retryAfter) {
        super(code.text() + (field == null ? "" : " " + field), null, false, false);
        this.code = code;
        this.field = field;
        this.retryAfter = retryAfter;
    }

    public Code code() {
        return code;
    }

    public @Nullable String field() {
        return field;
    }

    public int retryAfter() {
        return retryAfter;
    }
}
