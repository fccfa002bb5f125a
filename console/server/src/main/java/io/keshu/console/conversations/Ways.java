package io.keshu.console.conversations;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.TextLimit;
import io.keshu.console.web.ProblemException;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.reply.ReplyWay;
import io.keshu.domain.reply.ReplyWays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** The ways of a conversation's customer, as requests name them. */
@Component
final class Ways {

    private final ReplyWays ways;
    private final AccountDirectory accounts;
    private final ReplyLimits limits;

    Ways(ReplyWays ways, AccountDirectory accounts, ReplyLimits limits) {
        this.ways = ways;
        this.accounts = accounts;
        this.limits = limits;
    }

    List<WayView> of(Identity with) {
        return ways.of(with).stream().map(this::view).toList();
    }

    private WayView view(ReplyWay way) {
        Optional<TextLimit> limit = limits.limit(way.to().account());
        return new WayView(
                way.id(),
                way.kind().name().toLowerCase(Locale.ROOT),
                way.channel().value(),
                accounts.find(way.to().account()).map(ChannelAccount::name).orElse(""),
                way.kind() == ReplyWay.Kind.TEMPLATE ? "" : way.to().user().value(),
                way.own(),
                way.freeText(),
                way.templates(),
                limits.segments(way.to().account()).orElse(null),
                limit.map(TextLimit::max).orElse(null),
                limit.filter(known -> known.unit() == TextLimit.Unit.BYTES).isPresent() ? "bytes" : "chars");
    }

    /**
     * Where a message goes.
     *
     * @param way as the request names it; null for the identity that the conversation is with
     * @throws ProblemException 409 if there is no such way any more
     */
    ChannelAddress to(Identity with, @Nullable String way) {
        return find(with, way).orElseThrow(Ways::gone);
    }

    /** As {@link #to}; empty if there is no such way any more. */
    Optional<ChannelAddress> find(Identity with, @Nullable String way) {
        return way == null || way.isBlank()
                ? Optional.of(with.address())
                : ways.find(with, way).map(ReplyWay::to);
    }

    static ProblemException gone() {
        return ProblemException.of(HttpStatus.CONFLICT, "way.gone");
    }
}
