package io.keshu.channels.sandbox.push;

/** An answer to a push that WeChat does not take. The message says what is wrong with it. */
final class BadAnswerException extends Exception {

    private static final long serialVersionUID = 1L;

    BadAnswerException(String message) {
        super(message, null, false, false);
    }
}
