package io.keshu.console.accounts;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountDescriptor.Kind;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelType;
import io.keshu.console.accounts.AccountChangeView.ChangedField;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import io.keshu.domain.account.AccountChange;
import io.keshu.domain.account.AccountChange.Action;
import io.keshu.domain.account.AccountChange.Position;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.account.ChannelAccountStore;
import io.keshu.domain.account.Channels;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Who changed which account, in words, and what that means for somebody who comes too late. */
@Component
final class AccountHistory {

    private static final String SECRETS = "secrets.";
    private static final String SETTINGS = "settings.";

    /** More than anybody reads of what happened while a form was open. */
    private static final int MOST_SINCE = 20;

    private final ChannelAccountStore store;
    private final AccountDirectory accounts;
    private final Channels channels;
    private final AgentStore agents;
    private final AccountViews views;
    private final Words words;

    AccountHistory(
            ChannelAccountStore store,
            AccountDirectory accounts,
            Channels channels,
            AgentStore agents,
            AccountViews views,
            Words words) {
        this.store = store;
        this.accounts = accounts;
        this.channels = channels;
        this.agents = agents;
        this.views = views;
        this.words = words;
    }

    /** The latest first. */
    List<AccountChange> page(@Nullable ChannelAccountId of, @Nullable Position after, int limit) {
        return store.changes(of, after, limit);
    }

    List<AccountChangeView> views(List<AccountChange> changes) {
        Map<AgentId, String> names = agents.displayNames(
                changes.stream().map(AccountChange::by).filter(Objects::nonNull).collect(Collectors.toSet()));
        return changes.stream().map(change -> view(change, names)).toList();
    }

    private AccountChangeView view(AccountChange change, Map<AgentId, String> names) {
        Optional<ChannelType> type = accounts.typeOf(change.account());
        return new AccountChangeView(
                change.account() + "-" + change.version(),
                change.account().toString(),
                type.map(ChannelType::value).orElse(""),
                change.name(),
                change.action().name(),
                accounts.former(change.account()).isPresent(),
                author(change.by(), names),
                change.at(),
                fields(change, type));
    }

    private String author(@Nullable AgentId by, Map<AgentId, String> names) {
        return by == null ? words.say("account.by_configuration") : names.getOrDefault(by, by.toString());
    }

    private List<ChangedField> fields(AccountChange change, Optional<ChannelType> type) {
        // Of one that is gone nobody needs the list of what it had.
        if (change.action() == Action.DELETED) {
            return List.of();
        }
        TreeSet<String> all = new TreeSet<>(change.before().keySet());
        all.addAll(change.after().keySet());
        return all.stream()
                .map(field -> {
                    boolean secret = field.startsWith(SECRETS);
                    String name = secret
                            ? field.substring(SECRETS.length())
                            : field.startsWith(SETTINGS) ? field.substring(SETTINGS.length()) : "";
                    String label = name.isEmpty()
                            ? words.say("account.field." + field)
                            : type.map(known -> views.label(known, name)).orElse(name);
                    return new ChangedField(
                            field,
                            label,
                            secret,
                            value(type, field, name, change.before().get(field)),
                            value(type, field, name, change.after().get(field)));
                })
                .toList();
    }

    /** As the form shows it. */
    private @Nullable String value(Optional<ChannelType> type, String field, String name, @Nullable String stored) {
        if (stored == null || field.startsWith(SECRETS)) {
            return stored;
        }
        if (field.equals("enabled")) {
            return words.say(stored.equals("true") ? "account.on" : "account.off");
        }
        Optional<Kind> kind = type.flatMap(channels::find)
                .map(Channel::accountDescriptor)
                .flatMap(descriptor -> kind(descriptor, name));
        if (kind.filter(Kind.SWITCH::equals).isPresent()) {
            return words.say(stored.equals("true") ? "account.on" : "account.off");
        }
        return kind.filter(Kind.CHOICE::equals).isPresent()
                ? views.label(type.orElseThrow(), name + "." + stored).replaceFirst("^" + name + "\\.", "")
                : stored;
    }

    private static Optional<Kind> kind(AccountDescriptor descriptor, String name) {
        return descriptor.fields().stream()
                .filter(field -> field.name().equals(name))
                .map(AccountDescriptor.Field::kind)
                .findFirst();
    }

    /**
     * For somebody who read an account and was overtaken: who was faster, and what they did.
     *
     * @param version as it was read
     */
    ProblemException overtaken(ChannelAccountId account, long version) {
        List<AccountChangeView> since = views(store.changes(account, null, MOST_SINCE).stream()
                .filter(change -> change.version() > version)
                .toList());
        if (since.isEmpty()) {
            return ProblemException.of(HttpStatus.NOT_FOUND, "account.unknown");
        }
        String by =
                since.stream().map(AccountChangeView::by).distinct().collect(Collectors.joining(words.say("comma")));
        boolean deleted = since.get(0).action().equals(Action.DELETED.name());
        List<FieldProblem> changed = since.stream()
                .flatMap(change -> change.fields().stream())
                .map(field -> new FieldProblem(field.field(), "changed", sentence(field)))
                .distinct()
                .toList();
        return ProblemException.conflict(deleted ? "account.deleted" : "account.changed", changed, by);
    }

    private String sentence(ChangedField field) {
        if (field.secret()) {
            String what = field.before() == null ? "set" : field.after() == null ? "cleared" : "replaced";
            return words.say("account.secret." + what, field.label());
        }
        return words.say("account.change", field.label(), orNothing(field.before()), orNothing(field.after()));
    }

    private String orNothing(@Nullable String value) {
        return value == null ? words.say("account.nothing") : value;
    }
}
