package io.keshu.channels.api;

import java.util.Optional;

/** What a channel can do. What is not declared is not there, and the channel contract tests that too. */
public enum ChannelCapability {
    RECEIVE_TEXT,
    RECEIVE_IMAGE,
    RECEIVE_VOICE,
    RECEIVE_VIDEO,
    RECEIVE_FILE,
    RECEIVE_LOCATION,
    RECEIVE_LINK,
    RECEIVE_CARD,
    RECEIVE_MAIL,
    RECEIVE_FORM,
    RECEIVE_EVENTS,
    SEND_TEXT,
    SEND_IMAGE,
    SEND_VOICE,
    SEND_VIDEO,
    SEND_FILE,
    SEND_MUSIC,
    SEND_ARTICLES,
    SEND_PUBLISHED,
    SEND_MINI_PROGRAM,
    SEND_OPTIONS,
    SEND_LOCATION,
    /** Messages by templates that the provider approved; the channel is a {@link TemplateCatalog}. */
    SEND_TEMPLATE,
    /** Customers are known by their phone number in E.164, such as {@code +8613800138000}, and the company may write first. */
    REACHES_PHONES,
    /** Customers are known by their mail address in small letters, and the company may write first. */
    REACHES_MAILBOXES,
    /** The customer can be shown that somebody is writing; the channel is a {@link SignalChannel}. */
    SIGNAL_TYPING,
    /** The customer can be shown how far an agent has read; the channel is a {@link SignalChannel}. */
    SIGNAL_READ,
    /** What was sent can be taken back: the channel shows the customer her timeline, and there it is gone. */
    RECALL,
    /** The answer to the webhook call may carry a message: text, an article, or media that the provider has already. */
    PASSIVE_REPLY,
    /** The provider recognises a second delivery of the same {@link OutboundMessageId}. */
    IDEMPOTENT_SEND,
    /** Accounts show a menu; the channel is a {@link MenuPublisher}. */
    MENU,
    /** The provider knows who follows an account; the channel is an {@link AudienceDirectory}. */
    AUDIENCE,
    /** Accounts make codes to be scanned; the channel is a {@link SceneCodes}. */
    SCENE_CODES;

    /** What a channel must be able to do to send this. */
    public static ChannelCapability toSend(OutboundContent content) {
        if (content instanceof OutboundContent.Text) {
            return SEND_TEXT;
        } else if (content instanceof OutboundContent.Image) {
            return SEND_IMAGE;
        } else if (content instanceof OutboundContent.Voice) {
            return SEND_VOICE;
        } else if (content instanceof OutboundContent.Video) {
            return SEND_VIDEO;
        } else if (content instanceof OutboundContent.File) {
            return SEND_FILE;
        } else if (content instanceof OutboundContent.Music) {
            return SEND_MUSIC;
        } else if (content instanceof OutboundContent.Articles) {
            return SEND_ARTICLES;
        } else if (content instanceof OutboundContent.Published) {
            return SEND_PUBLISHED;
        } else if (content instanceof OutboundContent.MiniProgramPage) {
            return SEND_MINI_PROGRAM;
        } else if (content instanceof OutboundContent.Options) {
            return SEND_OPTIONS;
        } else if (content instanceof OutboundContent.Location) {
            return SEND_LOCATION;
        } else if (content instanceof OutboundContent.Template) {
            return SEND_TEMPLATE;
        }
        throw new IllegalStateException("Unknown content " + content.getClass());
    }

    /** What a channel must declare that brings this; empty for what it doesn't understand itself. */
    public static Optional<ChannelCapability> toReceive(InboundContent content) {
        if (content instanceof InboundContent.Text || content instanceof InboundContent.Choice) {
            return Optional.of(RECEIVE_TEXT);
        } else if (content instanceof InboundContent.Image) {
            return Optional.of(RECEIVE_IMAGE);
        } else if (content instanceof InboundContent.Voice) {
            return Optional.of(RECEIVE_VOICE);
        } else if (content instanceof InboundContent.Video) {
            return Optional.of(RECEIVE_VIDEO);
        } else if (content instanceof InboundContent.File) {
            return Optional.of(RECEIVE_FILE);
        } else if (content instanceof InboundContent.Location) {
            return Optional.of(RECEIVE_LOCATION);
        } else if (content instanceof InboundContent.Link) {
            return Optional.of(RECEIVE_LINK);
        } else if (content instanceof InboundContent.Card) {
            return Optional.of(RECEIVE_CARD);
        } else if (content instanceof InboundContent.Mail) {
            return Optional.of(RECEIVE_MAIL);
        } else if (content instanceof InboundContent.Form) {
            return Optional.of(RECEIVE_FORM);
        } else if (content instanceof InboundContent.Unsupported) {
            return Optional.empty();
        }
        return Optional.of(RECEIVE_EVENTS);
    }
}
