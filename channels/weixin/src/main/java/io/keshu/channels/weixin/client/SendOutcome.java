package io.keshu.channels.weixin.client;

import org.jspecify.annotations.Nullable;

/** What became of one message, as far as the client can tell. */
public sealed interface SendOutcome {

    /**
     * WeChat took it.
     *
     * @param messageId WeChat's number of the message, by which its later word on it comes; null where it gives none
     */
    record Taken(@Nullable String messageId) implements SendOutcome {}

    /**
     * WeChat answered with an error: the message was not taken.
     *
     * @param code {@code errcode}
     * @param message {@code errmsg} or its translation
     * @param whileFetchingToken whether it was the access token that was refused, before anything was sent
     */
    record Refused(int code, String message, boolean whileFetchingToken) implements SendOutcome {}

    /**
     * The message did not leave.
     *
     * @param busy whether somebody answered, though not with sense
     */
    record NotSent(boolean busy, String detail) implements SendOutcome {}

    /** The message may have left and no clear answer came. */
    record Unclear(String detail) implements SendOutcome {}
}
