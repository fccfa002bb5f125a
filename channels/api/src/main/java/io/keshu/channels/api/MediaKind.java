package io.keshu.channels.api;

/** What media are used as. A channel limits each kind differently. */
public enum MediaKind {
    IMAGE,
    VOICE,
    VIDEO,
    FILE,
    /** The small picture of a card. */
    THUMBNAIL
}
