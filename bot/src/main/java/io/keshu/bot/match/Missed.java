package io.keshu.bot.match;

/** Why a rule does not fire. */
public enum Missed {
    DISABLED,
    /** Its trigger is for something else. */
    OTHER_TRIGGER,
    OTHER_WORDS,
    OTHER_SCENE,
    OTHER_KIND,
    /** The conversation has begun already. */
    NOT_FIRST,
    /** It is for a wait of another length. */
    OTHER_WAIT,
    WITHIN_BUSINESS_HOURS,
    OTHER_CHANNEL,
    OTHER_ACCOUNT,
    OTHER_TIME,
    OTHER_LANGUAGE,
    /** New where returning is asked for, or the other way round. */
    OTHER_ACQUAINTANCE,
    /** The customer bears none of the tags. */
    OTHER_TAG,
    /** A rule above it fired and said stop. */
    STOPPED,
    /** It is a default, and another fired. */
    ANOTHER_FIRED,
    /** Those above it say as much as one occasion is answered with. */
    TOO_MANY_ANSWERS
}
