package io.keshu.channels.wechat.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ProviderProblem.Reason;
import io.keshu.channels.api.SceneCodes.CodePicture;
import io.keshu.channels.api.SceneCodes.Limits;
import io.keshu.channels.api.SceneCodes.SceneCode;
import io.keshu.channels.wechat.client.SceneClient;
import io.keshu.channels.weixin.client.ApiAnswer;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** QR codes with scenes of all accounts, as {@link io.keshu.channels.api.SceneCodes} has them. Thread-safe. */
public final class AccountScenes {

    /** As WeChat's documentation (生成带参数的二维码) has them. */
    public static final Limits LIMITS = new Limits(64, Duration.ofDays(30), 100_000);

    private final ChannelAccounts accounts;
    private final SceneClient client;

    public AccountScenes(ChannelAccounts accounts, SceneClient client) {
        this.accounts = accounts;
        this.client = client;
    }

    /** Makes a code. */
    public ProviderAnswer<SceneCode> make(ChannelAccountId id, String scene, @Nullable Duration validity) {
        if (scene.isBlank() || scene.length() > LIMITS.sceneLength()) {
            return failed(Reason.SCENE_TOO_LONG, LIMITS.sceneLength());
        }
        if (validity != null && (validity.toSeconds() < 1 || validity.compareTo(LIMITS.longest()) > 0)) {
            return failed(Reason.VALIDITY_TOO_LONG, LIMITS.longest().toSeconds());
        }
        return ask(id, account -> client.make(account, scene, validity));
    }

    /** A code's picture. */
    public ProviderAnswer<CodePicture> picture(ChannelAccountId id, String ticket) {
        return ask(id, account -> client.picture(account, ticket));
    }

    private <T> ProviderAnswer<T> ask(ChannelAccountId id, Function<ChannelAccount, ApiAnswer<T>> question) {
        return accounts.find(id)
                .filter(ChannelAccount::enabled)
                .map(account -> ProviderErrorCodes.answer(question.apply(account)))
                .orElseGet(() -> new ProviderAnswer.Failed<>(
                        new ProviderProblem(Reason.ACCOUNT_DISABLED, "", "The account is switched off or gone")));
    }

    private static <T> ProviderAnswer<T> failed(Reason reason, long limit) {
        return new ProviderAnswer.Failed<>(new ProviderProblem(reason, "", Long.toString(limit)));
    }
}
