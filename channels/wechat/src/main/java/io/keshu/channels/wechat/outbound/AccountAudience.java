package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.AudienceDirectory.AudienceTag;
import io.keshu.channels.api.AudienceDirectory.FollowerPage;
import io.keshu.channels.api.AudienceDirectory.FollowerProfile;
import io.keshu.channels.api.AudienceDirectory.Limits;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ProviderProblem.Reason;
import io.keshu.channels.wechat.client.AudienceClient;
import io.keshu.channels.weixin.client.ApiAnswer;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Followers and tags of all accounts, as {@link io.keshu.channels.api.AudienceDirectory} has them. Thread-safe. */
public final class AccountAudience {

    /** As WeChat's documentation of tags (用户标签管理) and users has them. */
    public static final Limits LIMITS = new Limits(100, 30, 20, 50, 100);

    private final ChannelAccounts accounts;
    private final AudienceClient client;

    public AccountAudience(ChannelAccounts accounts, AudienceClient client) {
        this.accounts = accounts;
        this.client = client;
    }

    /** One page of followers. */
    public ProviderAnswer<FollowerPage> followers(ChannelAccountId id, @Nullable String after) {
        return ask(id, account -> client.followers(account, after));
    }

    /** What is known of these. */
    public ProviderAnswer<List<FollowerProfile>> profiles(ChannelAccountId id, List<ExternalUserId> users) {
        if (users.isEmpty()) {
            return new ProviderAnswer.Given<>(List.of());
        }
        return users.size() > LIMITS.profilesAtOnce()
                ? failed(Reason.TOO_MANY_CUSTOMERS, LIMITS.profilesAtOnce())
                : ask(id, account -> client.profiles(account, users));
    }

    /** All tags. */
    public ProviderAnswer<List<AudienceTag>> tags(ChannelAccountId id) {
        return ask(id, client::tags);
    }

    /** A new tag. */
    public ProviderAnswer<AudienceTag> create(ChannelAccountId id, String name) {
        return badName(name)
                ? failed(Reason.NAME_TOO_LONG, LIMITS.nameLength())
                : ask(id, account -> client.create(account, name));
    }

    /** Another name. */
    public ProviderAnswer<Boolean> rename(ChannelAccountId id, String tag, String name) {
        return badName(name)
                ? failed(Reason.NAME_TOO_LONG, LIMITS.nameLength())
                : ofTag(id, tag, (account, number) -> client.rename(account, number, name));
    }

    private static boolean badName(String name) {
        return name.isBlank() || name.codePointCount(0, name.length()) > LIMITS.nameLength();
    }

    /** No tag any more. */
    public ProviderAnswer<Boolean> delete(ChannelAccountId id, String tag) {
        return ofTag(id, tag, client::delete);
    }

    /** @param bear whether they are to bear it */
    public ProviderAnswer<Boolean> mark(ChannelAccountId id, String tag, List<ExternalUserId> users, boolean bear) {
        if (users.size() > LIMITS.taggedAtOnce()) {
            return failed(Reason.TOO_MANY_CUSTOMERS, LIMITS.taggedAtOnce());
        }
        return ofTag(id, tag, (account, number) -> client.mark(account, number, users, bear));
    }

    /** One page of bearers. */
    public ProviderAnswer<FollowerPage> members(ChannelAccountId id, String tag, @Nullable String after) {
        return ofTag(id, tag, (account, number) -> client.members(account, number, after));
    }

    private <T> ProviderAnswer<T> ofTag(
            ChannelAccountId id, String tag, BiFunction<ChannelAccount, Long, ApiAnswer<T>> question) {
        return tag.matches("[0-9]{1,9}")
                ? ask(id, account -> question.apply(account, Long.valueOf(tag)))
                : new ProviderAnswer.Failed<>(new ProviderProblem(Reason.TAG_UNKNOWN, "", tag));
    }

    private <T> ProviderAnswer<T> ask(ChannelAccountId id, Function<ChannelAccount, ApiAnswer<T>> question) {
        return accounts.find(id)
                .filter(ChannelAccount::enabled)
                .map(account -> ProviderErrorCodes.answer(question.apply(account)))
                .orElseGet(() -> new ProviderAnswer.Failed<>(
                        new ProviderProblem(Reason.ACCOUNT_DISABLED, "", "The account is switched off or gone")));
    }

    private static <T> ProviderAnswer<T> failed(Reason reason, int limit) {
        return new ProviderAnswer.Failed<>(new ProviderProblem(reason, "", Integer.toString(limit)));
    }
}
