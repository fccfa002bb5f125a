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
    ProviderAnswer<SceneCode> makeCode(ChannelAccountId account, Scene scene, @Nullable Duration validity);

    /**
     * What a scan tells. It arrives as the same text either way.
     *
     * @param numbered whether the provider gets it as a number, which {@code value} then says in decimal digits
     */
    record Scene(String value, boolean numbered) {}

    /** The code as a picture. */
    ProviderAnswer<CodePicture> picture(ChannelAccountId account, String ticket);

    /**
     * What the provider takes.
     *
     * @param sceneLength in characters
     * @param longest the longest validity of a code that runs out
     * @param permanent how many codes an account has that don't
     * @param highestNumber of a scene of a code that runs out; the lowest is 1. 0 if there are no numbers
     * @param highestPermanentNumber of a scene of a code that doesn't
     */
    record Limits(int sceneLength, Duration longest, int permanent, long highestNumber, long highestPermanentNumber) {

        /** Whether a scene may be such a number. */
        public boolean numbers(String scene, boolean forEver) {
            return scene.matches("[1-9][0-9]{0,17}")
                    && Long.parseLong(scene) <= (forEver ? highestPermanentNumber : highestNumber);
        }
    }

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
