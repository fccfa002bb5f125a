package io.keshu.channels.api;

import java.util.List;

/**
 * A channel whose accounts show a menu; declares {@link ChannelCapability#MENU}. Every call may block for as long as the
 * provider takes, hence is made outside lock and transaction, and answers whatever happens rather than throwing. Whoever publishes
 * sees to it that nobody else does so for the same account at the same time.
 */
public interface MenuPublisher extends Channel {

    MenuLimits menuLimits();

    /**
     * Replaces the account's menus. Never ends half published unnoticed: after a failure what is there is read, and either put back
     * as it was before or reported as it is.
     *
     * @param conditional in the order in which they are to be tried
     */
    MenuPublication publish(ChannelAccountId account, MenuTree tree, List<ConditionalMenu> conditional);

    /** What the account shows now, also if it was made elsewhere. */
    MenuAnswer<PublishedMenu> present(ChannelAccountId account);

    /** Takes all menus away. What is given is what is there then. */
    MenuAnswer<PublishedMenu> delete(ChannelAccountId account);

    /** The menu that this customer sees. */
    MenuAnswer<MenuTree> match(ChannelAccountId account, ExternalUserId customer);

    /** Whom menus can be made for; empty where {@link MenuLimits#conditional()} is 0. */
    MenuAnswer<List<MenuAudience>> audiences(ChannelAccountId account);
}
