package io.keshu.channels.weixin.client;

/** What became of an upload. */
public sealed interface UploadOutcome {

    /** @param mediaId good for three days, within this account */
    record Uploaded(String mediaId) implements UploadOutcome {}

    /** @param why never {@link SendOutcome.Taken}; nothing was sent to anybody */
    record Failed(SendOutcome why) implements UploadOutcome {}
}
