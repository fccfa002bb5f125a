package io.keshu.channels.testkit;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConditionalMenu;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.MenuAction;
import io.keshu.channels.api.MenuAnswer;
import io.keshu.channels.api.MenuAudience;
import io.keshu.channels.api.MenuFault;
import io.keshu.channels.api.MenuLimits;
import io.keshu.channels.api.MenuProblem;
import io.keshu.channels.api.MenuPublication;
import io.keshu.channels.api.MenuPublisher;
import io.keshu.channels.api.MenuTree;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.PublishedMenu;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;

/** A channel with menus whose provider is memory. It does as told for the next publications. Thread-safe. */
public final class InMemoryMenuChannel implements MenuPublisher {

    public static final ChannelType TYPE = new ChannelType("twin");

    /** The only audience; its bearers are customers whose id is {@code vip}. */
    public static final MenuAudience VIP = new MenuAudience("2", "熟客");

    private static final MenuLimits LIMITS = new MenuLimits(
            3,
            5,
            16,
            60,
            128,
            1024,
            Set.of("http", "https"),
            EnumSet.complementOf(EnumSet.of(MenuAction.Kind.PROVIDER_TEXT)),
            5);

    private final InMemoryChannelAccounts accounts;
    private final Map<ChannelAccountId, PublishedMenu> shown = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<UnaryOperator<MenuPublication>> script = new ConcurrentLinkedQueue<>();

    public InMemoryMenuChannel(InMemoryChannelAccounts accounts) {
        this.accounts = accounts;
    }

    /** What the next publication does after it has taken effect, and how it then ends. */
    public void next(UnaryOperator<MenuPublication> ending) {
        script.add(ending);
    }

    /** Shows this, as if it had been made on the provider's own pages. */
    public void show(ChannelAccountId account, PublishedMenu menu) {
        shown.put(account, menu);
    }

    @Override
    public ChannelType type() {
        return TYPE;
    }

    @Override
    public Set<ChannelCapability> capabilities() {
        return Set.of(ChannelCapability.SEND_TEXT, ChannelCapability.MENU);
    }

    @Override
    public AccountDescriptor accountDescriptor() {
        return new AccountDescriptor(TYPE, false, List.of());
    }

    @Override
    public DeliveryResult deliver(OutboundMessage message) {
        return new DeliveryResult.Accepted(null);
    }

    @Override
    public MenuLimits menuLimits() {
        return LIMITS;
    }

    @Override
    public MenuPublication publish(ChannelAccountId account, MenuTree tree, List<ConditionalMenu> conditional) {
        Optional<MenuProblem> off = disabled(account);
        if (off.isPresent()) {
            return new MenuPublication.Unchanged(off.get());
        }
        List<MenuFault> faults = LIMITS.check(tree, conditional);
        if (!faults.isEmpty()) {
            return new MenuPublication.Unchanged(
                    new MenuProblem(MenuProblem.Reason.AGAINST_LIMITS, "", "against limits", faults));
        }
        shown.put(account, new PublishedMenu(tree, conditional, List.of()));
        UnaryOperator<MenuPublication> ending = script.poll();
        MenuPublication published = new MenuPublication.Published();
        return ending == null ? published : ending.apply(published);
    }

    private Optional<MenuProblem> disabled(ChannelAccountId account) {
        return accounts.find(account).filter(ChannelAccount::enabled).isPresent()
                ? Optional.empty()
                : Optional.of(new MenuProblem(MenuProblem.Reason.ACCOUNT_DISABLED, "", "off"));
    }

    private <T> MenuAnswer<T> given(ChannelAccountId account, T value) {
        return disabled(account)
                .<MenuAnswer<T>>map(MenuAnswer.Failed::new)
                .orElseGet(() -> new MenuAnswer.Given<>(value));
    }

    @Override
    public MenuAnswer<PublishedMenu> present(ChannelAccountId account) {
        return given(account, shown.getOrDefault(account, PublishedMenu.NONE));
    }

    @Override
    public MenuAnswer<PublishedMenu> delete(ChannelAccountId account) {
        shown.remove(account);
        return given(account, PublishedMenu.NONE);
    }

    @Override
    public MenuAnswer<MenuTree> match(ChannelAccountId account, ExternalUserId customer) {
        PublishedMenu menu = shown.getOrDefault(account, PublishedMenu.NONE);
        MenuTree tree = menu.tree();
        MenuTree standard = tree == null ? new MenuTree(List.of()) : tree;
        return given(
                account,
                menu.conditional().stream()
                        .filter(each -> customer.value().equals("vip")
                                && each.audience().equals(VIP.id()))
                        .map(ConditionalMenu::tree)
                        .findFirst()
                        .orElse(standard));
    }

    @Override
    public MenuAnswer<List<MenuAudience>> audiences(ChannelAccountId account) {
        return given(account, List.of(VIP));
    }
}
