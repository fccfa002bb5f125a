package io.keshu.channels.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A channel whose provider knows who follows an account and lets the account put tags on them. Every call may block for as long as the
 * provider takes, hence is made outside lock and transaction, and answers whatever happens rather than throwing. What is against
 * {@link #audienceLimits} never leaves.
 */
public interface AudienceDirectory extends Channel {

    Limits audienceLimits();

    /**
     * The account's followers, page by page in an order of the provider's.
     *
     * @param after the cursor that the page before gave; null for the first
     */
    ProviderAnswer<FollowerPage> followers(ChannelAccountId account, @Nullable String after);

    /**
     * What the provider tells about these. Whoever does not follow the account comes as such.
     *
     * @param users at most {@link Limits#profilesAtOnce()}
     */
    ProviderAnswer<List<FollowerProfile>> profiles(ChannelAccountId account, List<ExternalUserId> users);

    ProviderAnswer<List<AudienceTag>> tags(ChannelAccountId account);

    ProviderAnswer<AudienceTag> createTag(ChannelAccountId account, String name);

    ProviderAnswer<Boolean> renameTag(ChannelAccountId account, String tag, String name);

    /** Takes the tag off everybody, too. */
    ProviderAnswer<Boolean> deleteTag(ChannelAccountId account, String tag);

    /**
     * Puts a tag on customers; those who bear it already keep it.
     *
     * @param users at most {@link Limits#taggedAtOnce()}
     */
    ProviderAnswer<Boolean> tag(ChannelAccountId account, String tag, List<ExternalUserId> users);

    /** Takes a tag off customers. */
    ProviderAnswer<Boolean> untag(ChannelAccountId account, String tag, List<ExternalUserId> users);

    /** Who bears a tag, page by page as {@link #followers}. */
    ProviderAnswer<FollowerPage> members(ChannelAccountId account, String tag, @Nullable String after);

    /**
     * What the provider takes.
     *
     * @param nameLength of a tag, in characters
     * @param tagsOnOne how many tags one customer bears
     */
    record Limits(int tags, int nameLength, int tagsOnOne, int taggedAtOnce, int profilesAtOnce) {}

    /** @param next where the next page begins; null after the last */
    record FollowerPage(
            List<ExternalUserId> users, @Nullable String next) {
        public FollowerPage {
            users = List.copyOf(users);
        }
    }

    /**
     * @param id the provider's
     * @param bearers how many bear it, as the provider counts
     */
    record AudienceTag(String id, String name, int bearers) {}

    /**
     * A follower.
     *
     * @param name empty where the provider gives none
     * @param remark what the account calls the customer; may be empty
     * @param source the provider's word for how the customer came; may be empty
     * @param scene of the QR code through which the customer came; may be empty
     * @param language such as {@code zh_CN}; may be empty
     * @param since when the customer followed
     * @param tags ids
     */
    record FollowerProfile(
            ExternalUserId user,
            boolean following,
            String name,
            String remark,
            String source,
            String scene,
            String language,
            @Nullable Instant since,
            List<String> tags) {
        public FollowerProfile {
            tags = List.copyOf(tags);
        }
    }
}
