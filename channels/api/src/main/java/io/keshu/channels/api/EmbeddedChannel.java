package io.keshu.channels.api;

/** A channel that reaches customers on the company's own pages, by a piece of HTML that is put into them. */
public interface EmbeddedChannel extends Channel {

    /**
     * What is to be put into a page for this account.
     *
     * @param publicUrl where browsers reach the hub, without a slash at the end
     */
    String embedding(ChannelAccount account, String publicUrl);
}
