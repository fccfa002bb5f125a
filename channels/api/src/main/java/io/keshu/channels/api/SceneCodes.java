package io.keshu.channels.api;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose accounts make codes for people to scan, which tell by their scene where somebody came from: it arrives with
 * {@link InboundContent.Subscribed} and {@link InboundContent.Scanned}. Calls block and answer as those of {@link AudienceDirectory}.
 */
public interface SceneCodes extends Channel {

    Limits sceneLimits();

    /**
     * Makes a code. Making another with the same scene leaves the earlier one valid.
     *
     * @param validity null for ever
     */
    ProviderAnswer<SceneCode> makeCode(ChannelAccountId account, String scene, @Nullable Duration validity);

    /** The code as a picture. */
    ProviderAnswer<CodePicture> picture(ChannelAccountId account, String ticket);

    /**
     * What the provider takes.
     *
     * @param sceneLength in characters
     * @param longest the longest validity of a code that runs out
     * @param permanent how many codes an account has that don't
     */
    record Limits(int sceneLength, Duration longest, int permanent) {}

    /**
     * @param ticket what its picture is asked for by
     * @param url what the picture says
     * @param expiresAt null if never
     */
    record SceneCode(String ticket, String url, @Nullable Instant expiresAt) {}

    /** @param bytes not to be changed */
    @SuppressWarnings("ArrayRecordComponent") // Handed through once, never compared.
    record CodePicture(String contentType, byte[] bytes) {}
}
