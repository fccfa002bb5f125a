package io.keshu.console.accounts;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConnectionCheck;
import io.keshu.channels.api.EmbeddedChannel;
import io.keshu.console.PublicAddress;
import io.keshu.console.accounts.ChannelTypeView.ChannelField;
import io.keshu.console.accounts.ChannelTypeView.ChannelFieldCondition;
import io.keshu.console.accounts.ChannelTypeView.ChannelOption;
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
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
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
    private final PublicAddress address;
    private final Words words;

    AccountController(
            AccountDirectory accounts,
            Channels channels,
            DeclaredAccounts declared,
            PublicAddress address,
            Words words) {
        this.accounts = accounts;
        this.channels = channels;
        this.declared = declared;
        this.address = address;
        this.words = words;
    }

    @GetMapping("/channel-types")
    @Operation(operationId = "channelTypes")
    List<ChannelTypeView> types() {
        return channels.all().stream()
                .map(this::type)
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
                .map(this::view)
                .toList();
    }

    @PostMapping("/channel-accounts")
    @Operation(operationId = "createChannelAccount")
    @Fails(status = 409, codes = "account.key_taken")
    @Fails(status = 422, codes = "request.invalid")
    @ResponseStatus(HttpStatus.CREATED)
    ChannelAccountView create(@RequestBody ChannelAccountWrite request) {
        AccountForm form = form(request, null);
        try {
            ChannelAccount account = accounts.create(
                    form.descriptor().type(),
                    form.key(),
                    form.name(),
                    request.enabled(),
                    form.settings(),
                    form.secrets());
            log.info("event=account_created account={} type={} key={}", account.id(), account.type(), account.key());
            return view(account);
        } catch (KeyTakenException e) {
            throw ProblemException.of(HttpStatus.CONFLICT, "account.key_taken");
        }
    }

    @PutMapping("/channel-accounts/{id}")
    @Operation(operationId = "updateChannelAccount")
    @Fails(status = 404, codes = "account.unknown")
    @Fails(status = 409, codes = "account.changed")
    @Fails(status = 422, codes = "request.invalid")
    ChannelAccountView update(@PathVariable String id, @RequestBody ChannelAccountWrite request) {
        ChannelAccount stored = accounts.find(Ids.parse(id, ChannelAccountId::new, AccountController::unknown))
                .orElseThrow(AccountController::unknown);
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
        try {
            ChannelAccount account = accounts.update(new ChannelAccount(
                    stored.id(),
                    stored.type(),
                    stored.key(),
                    form.name(),
                    request.enabled(),
                    form.settings(),
                    form.secretsOver(stored),
                    request.version()));
            log.info("event=account_changed account={} version={}", account.id(), account.version());
            return view(account);
        } catch (StaleVersionException e) {
            throw ProblemException.of(HttpStatus.CONFLICT, "account.changed");
        }
    }

    /** @param stored what is to be changed; null for a new account */
    private AccountForm form(ChannelAccountWrite request, @Nullable ChannelAccount stored) {
        AccountDescriptor descriptor = find(request.type())
                .map(Channel::accountDescriptor)
                .orElseThrow(() -> ProblemException.fields(List.of(problem("type", "choice"))));
        AccountForm form =
                AccountForm.of(descriptor, request.key(), request.name(), request.settings(), request.secrets());
        List<AccountForm.Fault> faults = stored == null ? form.faults(Set.of()) : form.faults(stored);
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

    private ChannelTypeView type(Channel channel) {
        AccountDescriptor descriptor = channel.accountDescriptor();
        String prefix = "channel." + descriptor.type();
        return new ChannelTypeView(
                descriptor.type().value(),
                words.find(prefix).orElse(descriptor.type().value()),
                descriptor.webhook(),
                channel instanceof ConnectionCheck,
                channel.capabilities().stream().sorted().toList(),
                descriptor.fields().stream()
                        .map(field -> field(prefix + "." + field.name(), field))
                        .toList());
    }

    private ChannelField field(String key, AccountDescriptor.Field field) {
        return new ChannelField(
                field.name(),
                field.kind() == AccountDescriptor.Kind.ADDRESS
                        ? AccountDescriptor.Kind.TEXT.name()
                        : field.kind().name(),
                field.required(),
                field.pattern(),
                field.options().stream()
                        .map(option -> new ChannelOption(
                                option, words.find(key + "." + option).orElse(option)))
                        .toList(),
                field.defaultValue(),
                condition(field.requiredWhen()),
                words.find(key).orElse(field.name()),
                words.find(key + ".help").orElse(""));
    }

    private static @Nullable ChannelFieldCondition condition(AccountDescriptor.@Nullable RequiredWhen when) {
        return when == null ? null : new ChannelFieldCondition(when.field(), when.values());
    }

    private ChannelAccountView view(ChannelAccount account) {
        boolean webhook = channels.find(account.type())
                .map(channel -> channel.accountDescriptor().webhook())
                .orElse(false);
        return new ChannelAccountView(
                account.id().toString(),
                account.type().value(),
                account.key(),
                account.name(),
                account.enabled(),
                Map.copyOf(account.settings()),
                account.secrets().keySet().stream().sorted().toList(),
                account.version(),
                webhook ? webhookUrl(account.type(), account.key()) : null,
                channels.find(account.type())
                        .filter(EmbeddedChannel.class::isInstance)
                        .map(channel -> ((EmbeddedChannel) channel).embedding(account, address.url()))
                        .orElse(null),
                declared.contains(account.type(), account.key()),
                !account.secretsReadable());
    }

    private String webhookUrl(ChannelType type, String key) {
        return address.url() + "/webhooks/" + type + "/" + key;
    }
}
