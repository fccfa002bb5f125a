package io.keshu.channels.api;

/** A channel whose provider lets the company write only after the customer did something, and only so often. */
public interface LimitedReplies extends Channel {

    ReplyPolicy replyPolicy();
}
