package io.keshu.domain.media;

/** How far media have come. New constants go to the end: the position is what the database keeps. */
public enum MediaState {
    /** To be fetched from the provider. */
    PENDING,
    STORED,
    /** The provider deleted them before they could be fetched. */
    EXPIRED,
    /** They can't be had, or are not what they should be. */
    FAILED,
    /** Their time here is over: the bytes were deleted, and the message stays. */
    CLEARED
}
