package io.keshu.channels.api;

/**
 * A channel whose accounts have message templates approved by the provider, which may be sent when nothing else may; declares {@link
 * ChannelCapability#SEND_TEMPLATE}.
 */
public interface TemplateCatalog extends Channel {

    /**
     * What the account has now. May block for as long as the provider takes, hence is called outside lock and transaction, and answers
     * whatever happens rather than throwing.
     */
    TemplateAnswer templates(ChannelAccountId account);
}
