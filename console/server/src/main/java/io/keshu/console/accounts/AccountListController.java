package io.keshu.console.accounts;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.console.web.Fails;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.stats.AccountActivity;
import io.keshu.stats.AccountActivity.Latest;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The list of accounts for whoever looks after them: searched, sorted, page by page. Accounts are in memory; a page asks for no others. */
@RestController
@RequestMapping("/api/channel-accounts/page")
@Tag(name = "channels")
class AccountListController {

    private static final int MOST = 100;
    private static final char SEPARATOR = '\u0000';

    private final AccountDirectory accounts;
    private final AccountViews views;
    private final AccountActivity activity;

    AccountListController(AccountDirectory accounts, AccountViews views, AccountActivity activity) {
        this.accounts = accounts;
        this.views = views;
        this.activity = activity;
    }

    /** @param receivedAt null where nothing ever came */
    @Schema(name = "ChannelAccountRow")
    record Row(
            ChannelAccountView account,
            @Nullable Instant receivedAt,
            @Nullable Instant sentAt,
            @Nullable Instant failedAt) {}

    /**
     * @param total how many there are on all pages
     * @param next where the next page begins; null at the end
     */
    @Schema(name = "ChannelAccountPage")
    record Page(List<Row> items, int total, @Nullable String next) {}

    private record Sorted(String key, ChannelAccount account) {}

    /** @param q part of a name, a key or what the channel is called */
    @GetMapping
    @Operation(operationId = "channelAccountPage")
    @Fails(status = 400, codes = "cursor.invalid")
    Page page(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "name")
                    @Parameter(schema = @Schema(allowableValues = {"name", "type", "state"}))
                    String sort,
            @RequestParam(defaultValue = "") String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        String search = q.strip().toLowerCase(Locale.ROOT);
        List<Sorted> all = accounts.all().stream()
                .filter(account -> matches(account, search))
                .map(account -> new Sorted(key(account, sort), account))
                .sorted(Comparator.comparing(Sorted::key))
                .toList();
        String after = cursor.isEmpty() ? "" : decoded(cursor);
        List<Sorted> rest =
                all.stream().filter(one -> one.key().compareTo(after) > 0).toList();
        List<Sorted> page = rest.subList(0, Math.min(Math.max(1, Math.min(limit, MOST)), rest.size()));
        Map<ChannelAccountId, Latest> latest =
                activity.ofAll(page.stream().map(one -> one.account().id()).collect(Collectors.toSet()));
        return new Page(
                page.stream().map(one -> row(one.account(), latest)).toList(),
                all.size(),
                page.size() < rest.size() ? encoded(page.get(page.size() - 1).key()) : null);
    }

    private Row row(ChannelAccount account, Map<ChannelAccountId, Latest> latest) {
        Latest known = latest.getOrDefault(account.id(), Latest.NONE);
        return new Row(views.account(account), known.receivedAt(), known.sentAt(), known.failedAt());
    }

    private boolean matches(ChannelAccount account, String search) {
        return search.isEmpty()
                || account.name().toLowerCase(Locale.ROOT).contains(search)
                || account.key().toLowerCase(Locale.ROOT).contains(search)
                || views.label(account.type()).toLowerCase(Locale.ROOT).contains(search);
    }

    /** Ends with the id, so that no two are the same. */
    private static String key(ChannelAccount account, String sort) {
        String name = account.name().toLowerCase(Locale.ROOT) + SEPARATOR + account.id();
        return switch (sort) {
            case "type" -> account.type().value() + SEPARATOR + name;
            case "state" -> (account.enabled() ? "0" : "1") + name;
            default -> name;
        };
    }

    private static String encoded(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ProblemException.of(HttpStatus.BAD_REQUEST, "cursor.invalid");
        }
    }
}
