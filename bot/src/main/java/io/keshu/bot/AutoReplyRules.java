package io.keshu.bot;

import io.keshu.bot.match.Occasion;
import io.keshu.bot.match.RuleBook;
import io.keshu.bot.match.Verdict;
import io.keshu.bot.rule.BusinessHours;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleCheck;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.bot.rule.RuleProblem;
import io.keshu.bot.store.RuleChange;
import io.keshu.bot.store.RuleList;
import io.keshu.bot.store.RulePage;
import io.keshu.bot.store.RuleStore;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.id.IdGenerator;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules as marketers read and change them, and as this node knows them. What is saved here answers on this node from then on,
 * on the others within two seconds. Methods throw {@link io.keshu.domain.store.StoreUnavailableException} if the database can't be
 * asked. Thread-safe.
 */
public final class AutoReplyRules {

    /** The most rules. */
    public static final int MAX_RULES = 10_000;

    private static final Logger log = LoggerFactory.getLogger(AutoReplyRules.class);

    private final RuleStore store;
    private final RuleList list;
    private final CheckedAgainst surroundings;
    private final IdGenerator ids;
    private final Clock clock;

    /** Until they were read once no rule fires: customers then wait for agents, as they would without a bot. */
    private volatile Known known = new Known(Long.MIN_VALUE, RuleBook.EMPTY, BusinessHours.USUAL);

    AutoReplyRules(RuleStore store, RuleList list, CheckedAgainst surroundings, IdGenerator ids, Clock clock) {
        this.store = store;
        this.list = list;
        this.surroundings = surroundings;
        this.ids = ids;
        this.clock = clock;
    }

    private record Known(long revision, RuleBook book, BusinessHours hours) {}

    /** As last read; costs nothing and never fails. */
    RuleBook book() {
        return known.book();
    }

    /** Reads again if anything changed. One at a time, so that what was read earlier never covers what was read later. */
    synchronized void refresh() {
        // The revision is read first: a change in between is then read twice rather than missed.
        long revision = store.revision();
        if (revision != known.revision()) {
            BusinessHours hours = store.hours();
            known = new Known(revision, RuleBook.of(store.all(), hours), hours);
        }
    }

    /** @throws IllegalArgumentException if the cursor is none that this list gave */
    public RulePage page(@Nullable String search, @Nullable String cursor, int limit) {
        return list.page(search, cursor, limit, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
    }

    public Optional<Rule> find(long id) {
        return store.find(id);
    }

    /**
     * Everything that is wrong with a rule, and what somebody may have overlooked.
     *
     * @param id of the rule that is being changed; 0 for a new one
     */
    public List<RuleProblem> problems(long id, RuleDefinition definition) {
        refresh();
        return new RuleCheck(surroundings.of(book(), id)).problems(definition);
    }

    /** Adds a rule on top of the list. */
    public RuleSaved create(RuleDefinition definition, AgentId by) {
        List<RuleProblem> problems = problems(0, definition);
        if (refused(problems)) {
            return new RuleSaved.Refused(problems);
        }
        Rule rule = new Rule(ids.next(), definition, 1);
        if (!store.insert(rule, MAX_RULES, signature(by))) {
            return new RuleSaved.Refused(
                    List.of(new RuleProblem("", RuleProblem.Code.TOO_MANY_RULES, false, List.of(MAX_RULES))));
        }
        return saved(rule, problems);
    }

    /**
     * @param changed with the version that was read
     * @throws io.keshu.domain.store.StaleVersionException if somebody changed or deleted it since
     */
    public RuleSaved update(Rule changed, AgentId by) {
        List<RuleProblem> problems = problems(changed.id(), changed.definition());
        if (refused(problems)) {
            return new RuleSaved.Refused(problems);
        }
        store.update(changed, RuleChange.Action.CHANGED, signature(by));
        return saved(new Rule(changed.id(), changed.definition(), changed.version() + 1), problems);
    }

    /**
     * Switches a rule on or off. One that has become invalid can be switched off all the same.
     *
     * @return empty if there is no such rule
     * @throws io.keshu.domain.store.StaleVersionException if somebody changed it since
     */
    public Optional<RuleSaved> enable(long id, boolean on, long version, AgentId by) {
        Optional<Rule> stored = store.find(id);
        if (stored.isEmpty()) {
            return Optional.empty();
        }
        Rule changed = new Rule(id, stored.get().definition().enabled(on), version);
        List<RuleProblem> problems = on ? problems(id, changed.definition()) : List.of();
        if (refused(problems)) {
            return Optional.of(new RuleSaved.Refused(problems));
        }
        store.update(changed, on ? RuleChange.Action.ENABLED : RuleChange.Action.DISABLED, signature(by));
        return Optional.of(saved(new Rule(id, changed.definition(), version + 1), problems));
    }

    /** @throws io.keshu.domain.store.StaleVersionException if somebody changed or deleted it since */
    public void delete(long id, long version, AgentId by) {
        store.delete(id, version, signature(by));
        log.info("event=rule_deleted rule={}", id);
        refresh();
    }

    /**
     * Gives a rule the priority right above another's.
     *
     * @param before null for the lowest of all
     * @param order the order's version that was read
     * @return false if either is gone
     * @throws io.keshu.domain.store.StaleVersionException if somebody has moved a rule since
     */
    public boolean move(long id, @Nullable Long before, long order, AgentId by) {
        boolean moved = store.move(id, before, order, signature(by));
        refresh();
        return moved;
    }

    /** The names of rules that hand over to this group. */
    public List<String> handingOverTo(AgentGroupId group) {
        refresh();
        return book().rules().stream()
                .map(Rule::definition)
                .filter(rule -> rule.group().equals(group.toString()))
                .map(RuleDefinition::name)
                .toList();
    }

    /** The names of rules that are for this account and perhaps some others, but not for all. */
    public List<String> limitedTo(ChannelAccountId account) {
        refresh();
        return book().rules().stream()
                .map(Rule::definition)
                .filter(rule -> rule.conditions().accounts().contains(account.toString()))
                .map(RuleDefinition::name)
                .toList();
    }

    /** The history of one rule or of everything, latest first. */
    public List<RuleChange> changes(@Nullable Long rule, @Nullable Long before, int limit) {
        return store.changes(rule, before, limit);
    }

    /** Who moved a rule last, and which. */
    public Optional<RuleChange> lastMove() {
        return store.lastMove();
    }

    /** Who changed a rule last. */
    public Optional<RuleChange> lastChange(long rule) {
        return store.lastChange(rule);
    }

    /** Whether somebody is there now, as far as this node knows; asks no store. */
    boolean openNow() {
        return known.hours().open(clock.instant());
    }

    public BusinessHours hours() {
        return store.hours();
    }

    /**
     * @param changed with the version that was read
     * @return what is wrong; empty if they were saved
     * @throws io.keshu.domain.store.StaleVersionException if somebody changed them since
     */
    public List<RuleProblem> saveHours(BusinessHours changed, AgentId by) {
        List<RuleProblem> problems = changed.problems();
        if (problems.isEmpty()) {
            store.saveHours(changed, signature(by));
            log.info("event=business_hours_changed version={}", changed.version() + 1);
            refresh();
        }
        return problems;
    }

    /** The longest wait that rules are for and that has been reached by then; 0 if none has. */
    public int lengthReachedAfter(int minutes) {
        refresh();
        return book().waits().stream().filter(wait -> wait <= minutes).reduce(0, Math::max);
    }

    /** A rule by its name. */
    public record RuleName(long id, String name, boolean enabled) {}

    /** Which rules answer scans of which scenes, in order of priority. */
    public Map<String, List<RuleName>> byScene() {
        refresh();
        Map<String, List<RuleName>> found = new HashMap<>();
        book().withScenes()
                .forEach((scene, rules) -> found.put(
                        scene,
                        rules.stream()
                                .map(rule -> new RuleName(
                                        rule.id(),
                                        rule.definition().name(),
                                        rule.definition().enabled()))
                                .toList()));
        return found;
    }

    /** What becomes of each rule on this occasion, in order of priority. Nobody is answered. */
    public List<Verdict> explain(Occasion occasion) {
        refresh();
        return book().explain(occasion);
    }

    private RuleSaved saved(Rule rule, List<RuleProblem> warnings) {
        log.info("event=rule_saved rule={} version={}", rule.id(), rule.version());
        // Asks again rather than trusting what was written: somebody else may have changed it since.
        refresh();
        return new RuleSaved.Saved(rule, warnings);
    }

    private static boolean refused(List<RuleProblem> problems) {
        return problems.stream().anyMatch(problem -> !problem.warning());
    }

    private RuleStore.Signature signature(AgentId by) {
        return new RuleStore.Signature(ids.next(), by, clock.instant().truncatedTo(ChronoUnit.MICROS));
    }
}
