package io.keshu.console.web;

import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.ProviderProblem.Reason;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What a provider answered, in the reader's words. */
@Component
public final class ProviderWords {

    /** Their details are part of the words. */
    private static final Set<Reason> TOLD = Set.of(
            Reason.TOO_MANY_TAGS,
            Reason.NAME_TOO_LONG,
            Reason.TOO_MANY_TAGS_ON_ONE,
            Reason.TOO_MANY_CUSTOMERS,
            Reason.SCENE_TOO_LONG,
            Reason.VALIDITY_TOO_LONG,
            Reason.TOO_MANY_CODES,
            Reason.ADDRESS_NOT_ALLOWED);

    private final Words words;

    ProviderWords(Words words) {
        this.words = words;
    }

    /**
     * In the channel's own words if it brings some in another bundle of its own, under {@code channel.<type>.problem.<reason>}; {@code {0}} is the detail, {@code {1}}
     * the provider's code.
     */
    public String say(ChannelType type, ProviderProblem problem) {
        String key = "channel." + type + ".problem." + problem.reason();
        return words.find(key).isPresent() ? words.say(key, problem.detail(), problem.providerCode()) : say(problem);
    }

    /** With the provider's code, if it gave one. */
    public String say(ProviderProblem problem) {
        String said = words.say("provider." + problem.reason(), problem.detail());
        return problem.providerCode().isEmpty() ? said : words.say("provider.code", said, problem.providerCode());
    }

    /** The provider's own words, unless {@link #say} has them. */
    public @Nullable String detail(ProviderProblem problem) {
        return TOLD.contains(problem.reason()) || problem.detail().isBlank() ? null : problem.detail();
    }
}
