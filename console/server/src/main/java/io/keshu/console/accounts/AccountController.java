package io.keshu.console.accounts;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.Channels;
import io.keshu.domain.store.KeyTakenException;
import io.keshu.domain.store.StaleVersionException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The company's accounts on the channels. */
@RestController
@RequestMapping("/api")
@Tag(name = "channels")
class AccountController {

    private static final Logger log = LoggerFactory.getLogger(AccountController.class);

    private final AccountDirectory accounts;
    private final Channels channels;
    private final DeclaredAccounts declared;
    private final AddressGuard addresses;
    private final AccountViews views;
    private final AccountHistory history;
    private final AccountUses uses;
    private final Words words;

    AccountController(
            AccountDirectory accounts,
            Channels channels,
            DeclaredAccounts declared,
            AddressGuard addresses,
            AccountViews views,
            AccountHistory history,
            AccountUses uses,
            Words words) {
        this.accounts = accounts;
        this.channels = channels;
        this.declared = declared;
        this.addresses = addresses;
        this.views = views;
        this.history = history;
        this.uses = uses;
        this.words = words;
    }

    @GetMapping("/channel-types")
    @Operation(operationId = "channelTypes")
    List<ChannelTypeView> types() {
        return channels.all().stream()
                .map(views::type)
                .sorted(Comparator.comparing(ChannelTypeView::type))
                .toList();
    }

    @GetMapping("/channel-accounts")
    @Operation(operationId = "channelAccounts")
    List<ChannelAccountView> all() {
        return accounts.all().stream()
                .sorted(Comparator.comparing(
                                (ChannelAccount account) -> account.type().value())
                        .thenComparing(ChannelAccount::name)
                        .thenComparing(account -> account.id().value()))
                .map(views::account)
                .toList();
    }

    @GetMapping("/channel-accounts/{id}")
    @Operation(operationId = "channelAccount")
    @Fails(status = 404, codes = "account.unknown")
    ChannelAccountView one(@PathVariable String id) {
        return views.account(account(id));
    }

    @PostMapping("/channel-accounts")
    @Operation(operationId = "createChannelAccount")
    @Fails(status = 409, codes = "account.key_taken")
    @Fails(status = 422, codes = "request.invalid")
    @ResponseStatus(HttpStatus.CREATED)
    ChannelAccountView create(@RequestBody ChannelAccountWrite request, @CurrentAgent SignedInAgent agent) {
        AccountForm form = form(request, null);
        try {
            ChannelAccount account = accounts.create(
                    form.descriptor().type(),
                    form.key(),
                    form.name(),
                    request.enabled(),
                    form.settings(),
                    form.secrets(),
                    agent.id());
            log.info(
                    "event=account_created account={} type={} key={} agent={}",
                    account.id(),
                    account.type(),
                    account.key(),
                    agent.id());
            return views.account(account);
        } catch (KeyTakenException e) {
            throw ProblemException.of(HttpStatus.CONFLICT, "account.key_taken");
        }
    }

    @PutMapping("/channel-accounts/{id}")
    @Operation(operationId = "updateChannelAccount")
    @Fails(status = 404, codes = "account.unknown")
    @Fails(status = 409, codes = "account.changed, account.deleted")
    @Fails(status = 422, codes = "request.invalid")
    ChannelAccountView update(
            @PathVariable String id, @RequestBody ChannelAccountWrite request, @CurrentAgent SignedInAgent agent) {
        ChannelAccount stored = current(id, request.version());
        AccountForm form = form(request, stored);
        List<FieldProblem> fixed = new ArrayList<>();
        if (!stored.type().equals(form.descriptor().type())) {
            fixed.add(problem("type", "fixed"));
        }
        if (!stored.key().equals(form.key())) {
            fixed.add(problem("key", "fixed"));
        }
        if (!fixed.isEmpty()) {
            throw ProblemException.fields(fixed);
        }
        ChannelAccount wanted = new ChannelAccount(
                stored.id(),
                stored.type(),
                stored.key(),
                form.name(),
                request.enabled(),
                form.settings(),
                form.secretsOver(stored),
                request.version());
        if (wanted.equals(stored)) {
            return views.account(stored);
        }
        try {
            ChannelAccount account = accounts.update(wanted, agent.id());
            log.info(
                    "event=account_changed account={} version={} agent={}",
                    account.id(),
                    account.version(),
                    agent.id());
            return views.account(account);
        } catch (StaleVersionException e) {
            throw history.overtaken(stored.id(), request.version());
        }
    }

    /** What goes with an account that is deleted. */
    @GetMapping("/channel-accounts/{id}/loss")
    @Operation(operationId = "accountLoss")
    @Fails(status = 404, codes = "account.unknown")
    AccountUses.AccountLoss loss(@PathVariable String id) {
        return uses.of(account(id).id());
    }

    /**
     * Deletes an account for good.
     *
     * @param version as it was read
     * @param name the account's, typed by whoever deletes it
     */
    @DeleteMapping("/channel-accounts/{id}")
    @Operation(operationId = "deleteChannelAccount")
    @Fails(status = 404, codes = "account.unknown")
    @Fails(status = 409, codes = "account.changed, account.deleted, account.declared")
    @Fails(status = 422, codes = "request.invalid")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            @PathVariable String id,
            @RequestParam long version,
            @RequestParam String name,
            @CurrentAgent SignedInAgent agent) {
        ChannelAccount stored = current(id, version);
        if (declared.contains(stored.type(), stored.key())) {
            throw ProblemException.of(HttpStatus.CONFLICT, "account.declared");
        }
        if (!stored.name().equals(name.strip())) {
            throw ProblemException.fields(List.of(problem("name", "other_name", stored.name())));
        }
        try {
            accounts.delete(stored.id(), version, agent.id());
        } catch (StaleVersionException e) {
            throw history.overtaken(stored.id(), version);
        }
        log.info(
                "event=account_deleted account={} type={} key={} agent={}",
                stored.id(),
                stored.type(),
                stored.key(),
                agent.id());
    }

    private ChannelAccount account(String id) {
        return accounts.find(id(id)).orElseThrow(AccountController::unknown);
    }

    /** The account at the version that somebody read, or who was faster. */
    private ChannelAccount current(String id, long version) {
        ChannelAccountId account = id(id);
        Optional<ChannelAccount> found = accounts.find(account);
        if (found.isEmpty() || found.get().version() != version) {
            // Another node may have changed it within the last seconds.
            accounts.refresh();
            found = accounts.find(account);
        }
        if (found.isEmpty() && accounts.former(account).isEmpty()) {
            throw unknown();
        }
        return found.filter(stored -> stored.version() == version)
                .orElseThrow(() -> history.overtaken(account, version));
    }

    private static ChannelAccountId id(String id) {
        return Ids.parse(id, ChannelAccountId::new, AccountController::unknown);
    }

    /** @param stored what is to be changed; null for a new account */
    private AccountForm form(ChannelAccountWrite request, @Nullable ChannelAccount stored) {
        AccountDescriptor descriptor = find(request.type())
                .map(Channel::accountDescriptor)
                .orElseThrow(() -> ProblemException.fields(List.of(problem("type", "choice"))));
        AccountForm form =
                AccountForm.of(descriptor, request.key(), request.name(), request.settings(), request.secrets());
        List<AccountForm.Fault> faults = new ArrayList<>(stored == null ? form.faults(Set.of()) : form.faults(stored));
        if (faults.isEmpty()) {
            faults.addAll(addresses.faults(descriptor, form.settings(), stored == null ? Map.of() : stored.settings()));
        }
        boolean readable = stored == null || stored.secretsReadable();
        if (!faults.isEmpty()) {
            throw ProblemException.fields(faults.stream()
                    .map(fault -> problem(fault.field(), code(fault, readable), fault.limit()))
                    .toList());
        }
        return form;
    }

    /** @param readable false if secrets are stored that nobody can read: saving must not put nothing in their place */
    private static String code(AccountForm.Fault fault, boolean readable) {
        boolean lost = !readable
                && fault.field().startsWith("secrets.")
                && fault.code().equals("required");
        return lost ? "unreadable" : fault.code();
    }

    private Optional<Channel> find(String type) {
        return channels.all().stream()
                .filter(channel -> channel.type().value().equals(type))
                .findFirst();
    }

    private FieldProblem problem(String field, String code, Object... arguments) {
        return new FieldProblem(field, code, words.say("field." + code, arguments));
    }

    private static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "account.unknown");
    }
}
