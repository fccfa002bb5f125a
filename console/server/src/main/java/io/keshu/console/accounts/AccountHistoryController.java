package io.keshu.console.accounts;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.console.web.Fails;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.account.AccountChange;
import io.keshu.domain.account.AccountChange.Position;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who changed which account when, those that are deleted included. */
@RestController
@RequestMapping("/api/channel-accounts/changes")
@Tag(name = "channels")
class AccountHistoryController {

    private static final int PAGE = 50;

    private final AccountHistory history;

    AccountHistoryController(AccountHistory history) {
        this.history = history;
    }

    @GetMapping
    @Operation(operationId = "accountChanges")
    @Fails(status = 400, codes = "cursor.invalid")
    @Fails(status = 404, codes = "account.unknown")
    AccountChangeView.Page changes(
            @RequestParam(required = false) @Nullable String account,
            @RequestParam(required = false) @Nullable String cursor) {
        @Nullable
        ChannelAccountId of = account == null || account.isEmpty()
                ? null
                : Ids.<ChannelAccountId>parse(account, ChannelAccountId::new, AccountHistoryController::unknown);
        @Nullable Position after = cursor == null || cursor.isEmpty() ? null : position(cursor);
        List<AccountChange> found = history.page(of, after, PAGE + 1);
        List<AccountChange> page = found.subList(0, Math.min(PAGE, found.size()));
        return new AccountChangeView.Page(
                history.views(page),
                found.size() > PAGE ? cursor(page.get(PAGE - 1).position()) : null);
    }

    private static String cursor(Position position) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, position.at()) + "-" + position.account() + "-"
                + position.version();
    }

    private static Position position(String cursor) {
        try {
            String[] parts = cursor.split("-", 3);
            if (parts.length == 3) {
                return new Position(
                        Instant.EPOCH.plus(Long.parseLong(parts[0]), ChronoUnit.MICROS),
                        new ChannelAccountId(Long.parseLong(parts[1])),
                        Long.parseLong(parts[2]));
            }
        } catch (NumberFormatException | ArithmeticException | java.time.DateTimeException e) {
            throw ProblemException.of(HttpStatus.BAD_REQUEST, "cursor.invalid");
        }
        throw ProblemException.of(HttpStatus.BAD_REQUEST, "cursor.invalid");
    }

    private static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "account.unknown");
    }
}
