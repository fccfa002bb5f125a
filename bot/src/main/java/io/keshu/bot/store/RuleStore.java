package io.keshu.bot.store;

import io.keshu.bot.rule.BusinessHours;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.store.StaleVersionException;
import io.keshu.domain.store.StoreUnavailableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Rules in their order, the business hours and the history of both. Every change writes the book's one row first, so that writers
 * wait for each other on any node and counts and places stay true. Methods throw {@link StoreUnavailableException} if the database
 * can't be asked. Thread-safe.
 */
public final class RuleStore {

    private static final String RULE = "id, definition, version";
    private static final String CHANGE =
            "SELECT id, rule_id, rule_name, action, agent_id, changed_at, before_it, after_it FROM bot_rule_change";

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    public RuleStore(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.transactions.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);
    }

    /** Who changes something and when, and the id of the entry in the history. */
    public record Signature(long changeId, AgentId by, Instant at) {}

    /** A figure that grows with every change of rules or hours. */
    public long revision() {
        return asking(() -> jdbc.sql("SELECT revision FROM bot_rule_book WHERE id = 1")
                .query(Long.class)
                .single());
    }

    /** A figure that grows each time somebody moves a rule. */
    public long orderVersion() {
        return asking(() -> jdbc.sql("SELECT order_version FROM bot_rule_book WHERE id = 1")
                .query(Long.class)
                .single());
    }

    /** The latest move of any rule. */
    public Optional<RuleChange> lastMove() {
        return asking(() -> jdbc.sql(CHANGE + " WHERE action = 'MOVED' ORDER BY id DESC LIMIT 1")
                .query(RuleStore::change)
                .optional());
    }

    /** All rules in order of priority. */
    public List<Rule> all() {
        return asking(() -> jdbc.sql("SELECT " + RULE + " FROM bot_rule ORDER BY position, id")
                .query(RuleStore::rule)
                .list());
    }

    public Optional<Rule> find(long id) {
        return asking(() -> jdbc.sql("SELECT " + RULE + " FROM bot_rule WHERE id = ?")
                .param(id)
                .query(RuleStore::rule)
                .optional());
    }

    public BusinessHours hours() {
        return asking(() -> jdbc.sql("SELECT hours, hours_version FROM bot_rule_book WHERE id = 1")
                .query((row, index) -> Definitions.hours(row.getString(1), row.getLong(2)))
                .single());
    }

    /**
     * Adds a rule before all others.
     *
     * @return false, and nothing is changed, if there are {@code most} already
     */
    public boolean insert(Rule rule, int most, Signature signature) {
        return changing(() -> {
            if (count() >= most) {
                return false;
            }
            int first = jdbc.sql("SELECT COALESCE(MIN(position), 0) FROM bot_rule")
                    .query(Integer.class)
                    .single();
            RuleDefinition definition = rule.definition();
            jdbc.sql("INSERT INTO bot_rule (id, position, search_text, definition, version)"
                            + " VALUES (?, ?, ?, ?, 1)")
                    .params(rule.id(), first - 1, searchText(definition), Definitions.write(definition))
                    .update();
            remember(rule.id(), definition.name(), RuleChange.Action.CREATED, signature, null, definition);
            return true;
        });
    }

    /**
     * @param changed with the version that was read; it is stored with the next
     * @throws StaleVersionException if the version is not the stored one, or the rule is gone
     */
    public void update(Rule changed, RuleChange.Action action, Signature signature) {
        changing(() -> {
            RuleDefinition before = expect(changed.id(), changed.version());
            RuleDefinition after = changed.definition();
            jdbc.sql("UPDATE bot_rule SET search_text = ?, definition = ?, version = version + 1 WHERE id = ?")
                    .params(searchText(after), Definitions.write(after), changed.id())
                    .update();
            remember(changed.id(), after.name(), action, signature, before, after);
            return true;
        });
    }

    /** @throws StaleVersionException if the version is not the stored one, or the rule is gone */
    public void delete(long id, long version, Signature signature) {
        changing(() -> {
            RuleDefinition before = expect(id, version);
            jdbc.sql("DELETE FROM bot_rule WHERE id = ?").param(id).update();
            jdbc.sql("DELETE FROM bot_rule_hit WHERE rule_id = ?").param(id).update();
            remember(id, before.name(), RuleChange.Action.DELETED, signature, before, null);
            return true;
        });
    }

    /**
     * Puts a rule before another.
     *
     * @param before null for the end
     * @param order the order's version that was read
     * @return false if either is gone
     * @throws StaleVersionException if somebody has moved a rule since
     */
    public boolean move(long id, @Nullable Long before, long order, Signature signature) {
        return changing(() -> {
            if (orderVersion() != order) {
                throw new StaleVersionException("The rules' order is no longer at version " + order);
            }
            Optional<Rule> moved = find(id);
            Optional<Integer> target = before == null
                    ? Optional.of(jdbc.sql("SELECT COALESCE(MAX(position), 0) + 1 FROM bot_rule")
                            .query(Integer.class)
                            .single())
                    : jdbc.sql("SELECT position FROM bot_rule WHERE id = ?")
                            .param(before)
                            .query(Integer.class)
                            .optional();
            if (moved.isEmpty() || target.isEmpty() || (before != null && before == id)) {
                return false;
            }
            // Counting on from the next place keeps all places different, whatever they were.
            jdbc.sql("UPDATE bot_rule SET position = position + 1 WHERE position >= ?")
                    .param(target.get())
                    .update();
            jdbc.sql("UPDATE bot_rule SET position = ? WHERE id = ?")
                    .params(target.get(), id)
                    .update();
            RuleDefinition definition = moved.get().definition();
            jdbc.sql("UPDATE bot_rule_book SET order_version = order_version + 1 WHERE id = 1")
                    .update();
            remember(id, definition.name(), RuleChange.Action.MOVED, signature, null, null);
            return true;
        });
    }

    /** @throws StaleVersionException if the version is not the stored one */
    public void saveHours(BusinessHours changed, Signature signature) {
        changing(() -> {
            BusinessHours before = hours();
            if (before.version() != changed.version()) {
                throw new StaleVersionException("The business hours are no longer at version " + changed.version());
            }
            jdbc.sql("UPDATE bot_rule_book SET hours = ?, hours_version = hours_version + 1 WHERE id = 1")
                    .param(Definitions.write(changed))
                    .update();
            remember(null, "", RuleChange.Action.HOURS, signature, before, changed);
            return true;
        });
    }

    /**
     * The history, latest first.
     *
     * @param rule only of this one, if given
     * @param before only entries with a lower id, if given
     */
    public List<RuleChange> changes(@Nullable Long rule, @Nullable Long before, int limit) {
        return asking(() -> jdbc.sql(CHANGE + " WHERE id < ?"
                        + (rule == null ? "" : " AND rule_id = ?")
                        + " ORDER BY id DESC LIMIT ?")
                .params(
                        rule == null
                                ? List.<Object>of(before == null ? Long.MAX_VALUE : before, limit)
                                : List.<Object>of(before == null ? Long.MAX_VALUE : before, rule, limit))
                .query(RuleStore::change)
                .list());
    }

    /** The latest change of a rule. */
    public Optional<RuleChange> lastChange(long rule) {
        return changes(rule, null, 1).stream().findFirst();
    }

    private int count() {
        return jdbc.sql("SELECT COUNT(*) FROM bot_rule").query(Integer.class).single();
    }

    private static String searchText(RuleDefinition rule) {
        return Stream.of(
                        Stream.of(rule.name()),
                        rule.trigger().words().stream(),
                        rule.trigger().scenes().stream(),
                        rule.answers().stream().flatMap(answer -> answer.words().stream()))
                .flatMap(Function.identity())
                .collect(Collectors.joining("\n"));
    }

    private RuleDefinition expect(long id, long version) {
        return find(id).filter(stored -> stored.version() == version)
                .map(Rule::definition)
                .orElseThrow(() -> new StaleVersionException("Rule " + id + " is no longer at version " + version));
    }

    private void remember(
            @Nullable Long rule,
            String name,
            RuleChange.Action action,
            Signature signature,
            @Nullable Object before,
            @Nullable Object after) {
        jdbc.sql("INSERT INTO bot_rule_change"
                        + " (id, rule_id, rule_name, action, agent_id, changed_at, before_it, after_it)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
                .param(1, signature.changeId())
                .param(2, rule)
                .param(3, name)
                .param(4, action.name())
                .param(5, signature.by().value())
                .param(6, LocalDateTime.ofInstant(signature.at(), ZoneOffset.UTC))
                .param(7, before == null ? null : Definitions.write(before))
                .param(8, after == null ? null : Definitions.write(after))
                .update();
    }

    private <T> T changing(Supplier<T> change) {
        return asking(() -> {
            T result = transactions.execute(status -> {
                jdbc.sql("UPDATE bot_rule_book SET revision = revision + 1 WHERE id = 1")
                        .update();
                return change.get();
            });
            return Objects.requireNonNull(result);
        });
    }

    static <T> T asking(Supplier<T> question) {
        try {
            return question.get();
        } catch (DataAccessResourceFailureException
                | TransientDataAccessException
                | RecoverableDataAccessException
                | CannotCreateTransactionException e) {
            throw new StoreUnavailableException("The rules' database can't be asked: " + e.getMessage(), e);
        }
    }

    private static Rule rule(ResultSet row, int index) throws SQLException {
        return new Rule(row.getLong(1), Definitions.rule(row.getString(2)), row.getLong(3));
    }

    private static RuleChange change(ResultSet row, int index) throws SQLException {
        long rule = row.getLong(2);
        @Nullable Long ruleId = row.wasNull() ? null : rule;
        long agent = row.getLong(5);
        @Nullable AgentId by = row.wasNull() ? null : new AgentId(agent);
        return new RuleChange(
                row.getLong(1),
                ruleId,
                row.getString(3),
                RuleChange.Action.valueOf(row.getString(4)),
                by,
                row.getObject(6, LocalDateTime.class).toInstant(ZoneOffset.UTC),
                row.getString(7),
                row.getString(8));
    }
}
