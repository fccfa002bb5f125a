package io.keshu.console.accounts;

import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelType;
import io.keshu.console.accounts.DeclaredAccountsProperties.Declared;
import io.keshu.console.ops.StartupFailedException;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.StaleVersionException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Creates or updates what configuration declares, at each start and before the first call arrives. */
@Component
final class DeclaredAccounts implements SmartLifecycle {

    /** After the core, before the web server. */
    private static final int PHASE = SmartLifecycle.DEFAULT_PHASE - 3072;

    private static final int ATTEMPTS = 5;
    private static final Logger log = LoggerFactory.getLogger(DeclaredAccounts.class);

    private final AccountDirectory accounts;
    private final Channels channels;
    private final Map<String, Declared> declared;
    private volatile boolean running;

    DeclaredAccounts(AccountDirectory accounts, Channels channels, DeclaredAccountsProperties properties) {
        this.accounts = accounts;
        this.channels = channels;
        this.declared = properties.accounts();
    }

    boolean contains(ChannelType type, String key) {
        return declared.values().stream()
                .anyMatch(account -> account.type().equals(type.value())
                        && account.key().strip().equals(key));
    }

    @Override
    public void start() {
        declared.forEach((name, account) -> store("keshu.channels.accounts[" + name + "]", account));
        running = true;
    }

    private void store(String property, Declared account) {
        AccountForm form = form(property, account);
        // Another node may start with the same configuration at the same moment.
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            accounts.refresh();
            Optional<ChannelAccount> stored = accounts.find(form.descriptor().type(), form.key());
            try {
                if (stored.isEmpty()) {
                    ChannelAccount created = accounts.create(
                            form.descriptor().type(),
                            form.key(),
                            form.name(),
                            account.enabled(),
                            form.settings(),
                            form.secrets());
                    log.info("event=account_declared type={} key={} change=created", created.type(), created.key());
                } else {
                    update(account, form, stored.get());
                }
                return;
            } catch (KeyTakenException | StaleVersionException e) {
                log.debug("event=account_declared_elsewhere property={} attempt={}", property, attempt);
            }
        }
        throw new StartupFailedException(
                "The account declared by " + property + " is being changed by others all the time.",
                "Start the hub again.");
    }

    private void update(Declared account, AccountForm form, ChannelAccount stored) {
        ChannelAccount wanted = new ChannelAccount(
                stored.id(),
                stored.type(),
                stored.key(),
                form.name(),
                account.enabled(),
                form.settings(),
                form.secretsOver(stored.secrets()),
                stored.version());
        if (!wanted.equals(stored)) {
            accounts.update(wanted);
            log.info("event=account_declared type={} key={} change=updated", stored.type(), stored.key());
        }
    }

    private AccountForm form(String property, Declared account) {
        Channel channel = channels.all().stream()
                .filter(found -> found.type().value().equals(account.type()))
                .findFirst()
                .orElseThrow(() -> new StartupFailedException(
                        property + ".type is '" + account.type() + "', which is no channel of this hub.",
                        "Use one of: " + types() + "."));
        String name = account.name().isBlank() ? account.key() : account.name();
        // A variable of the environment that is not set says nothing: what is stored stays.
        AccountForm form = AccountForm.of(
                channel.accountDescriptor(),
                account.key(),
                name,
                account.settings(),
                AccountForm.filled(account.secrets()));
        Set<String> stored = accounts.find(channel.type(), form.key())
                .map(found -> found.secrets().keySet())
                .orElse(Set.of());
        List<AccountForm.Fault> faults = form.faults(stored);
        if (!faults.isEmpty()) {
            throw new StartupFailedException(
                    faults.stream()
                            .map(fault -> property + "." + fault.field() + ": " + fault.code())
                            .collect(Collectors.joining(", ", "A declared channel account is not right: ", ".")),
                    "Mend these properties.");
        }
        return form;
    }

    private String types() {
        return channels.all().stream()
                .map(found -> found.type().value())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}
