package io.keshu.console.menus;

import io.keshu.bot.menu.MenuChange;
import io.keshu.bot.menu.MenuRules;
import io.keshu.bot.menu.MenuVersion;
import io.keshu.channels.api.MenuAction;
import io.keshu.channels.api.MenuLimits;
import io.keshu.console.web.FieldProblem;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An account's menu as it stands.
 *
 * @param version of the draft; 0 if there is none yet
 * @param live number of the version that customers have; null before the first publication
 * @param latest the latest publication, however it ended
 * @param changes what the draft has that the live version has not
 * @param faults where the draft may not be published
 * @param words the draft written out, where the channel has no menus; empty otherwise
 */
@Schema(name = "MenuState")
record MenuView(
        String account,
        Limits limits,
        MenuBody draft,
        long version,
        String editedBy,
        @Nullable Instant editedAt,
        @Nullable Integer live,
        @Nullable Version latest,
        @Nullable Version liveVersion,
        List<Change> changes,
        List<FieldProblem> faults,
        String words) {

    /**
     * What the account's channel takes; lengths are bytes of UTF-8.
     *
     * @param published whether the channel shows menus itself
     * @param conditional how many menus may be for some customers only
     */
    @Schema(name = "MenuLimits")
    record Limits(
            boolean published,
            int topEntries,
            int subEntries,
            int topNameBytes,
            int subNameBytes,
            int keyBytes,
            int urlBytes,
            int textMax,

            @Schema(allowableValues = {"bytes", "chars"}) String textUnit,

            List<String> urlSchemes,
            List<MenuAction.Kind> kinds,
            int conditional) {

        static Limits of(MenuRules rules) {
            MenuLimits limits = rules.limits();
            return new Limits(
                    rules.published(),
                    limits.topEntries(),
                    limits.subEntries(),
                    limits.topNameBytes(),
                    limits.subNameBytes(),
                    limits.keyBytes(),
                    limits.urlBytes(),
                    rules.texts().max(),
                    rules.texts().unit().name().toLowerCase(java.util.Locale.ROOT),
                    limits.urlSchemes().stream().sorted().toList(),
                    limits.kinds().stream().sorted().toList(),
                    limits.conditional());
        }
    }

    /** See {@link MenuChange}. */
    @Schema(name = "MenuChange")
    record Change(MenuChange.Kind kind, String item, String name, String was, String audience) {}

    /**
     * One publication.
     *
     * @param problem in words, if it did not work
     * @param detail the provider's words
     * @param changes against the version before it that customers had
     * @param present what customers saw afterwards, if that is something in between
     */
    @Schema(name = "MenuVersion")
    record Version(
            int number,
            MenuVersion.State state,
            String by,
            Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Integer rolledBack,
            @Nullable String problem,
            @Nullable String detail,
            List<Change> changes,
            MenuBody menu,
            @Nullable MenuBody present) {}

    /** @param leftOut names of what the account shows and a draft can't hold */
    @Schema(name = "PulledMenu")
    record Pulled(MenuView state, List<String> leftOut) {}

    /** @param next what {@code before} is for the next page; null at the end */
    @Schema(name = "MenuHistory")
    record History(List<Version> items, @Nullable Integer next) {}

    /** See {@link io.keshu.channels.api.MenuAudience}. */
    @Schema(name = "MenuAudience")
    record Audience(String id, String name) {}

    /** See {@link io.keshu.bot.menu.MenuClickCount}. */
    @Schema(name = "MenuClicks")
    record Clicks(int version, String item, long clicks) {}
}
