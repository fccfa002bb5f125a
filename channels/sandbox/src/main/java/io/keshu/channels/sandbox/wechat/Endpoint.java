package io.keshu.channels.sandbox.wechat;

/** Serves the calls of one path that need an access token. */
@FunctionalInterface
public interface Endpoint {

    Answer answer(Question question);
}
