package io.keshu.bot.store;

import io.keshu.bot.rule.Rule;
import io.keshu.bot.store.RulePage.Row;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The list as people page through it: by key, with how often each rule answered. Thread-safe. */
public final class RuleList {

    private static final int RECENT_DAYS = 7;
    private static final Pattern CURSOR = Pattern.compile("(-?[0-9]{1,10})\\.([0-9]{1,19})");

    private final JdbcClient jdbc;

    public RuleList(DataSource dataSource) {
        this.jdbc = JdbcClient.create(dataSource);
    }

    private record Placed(int position, Row row) {}

    /**
     * @param search only rules whose name, words or answers have this, if given
     * @param cursor where the previous part ended; null for the first
     * @param limit at least 1
     * @throws IllegalArgumentException if the cursor is none that this list gave
     * @throws io.keshu.domain.store.StoreUnavailableException if the database can't be asked
     */
    public RulePage page(@Nullable String search, @Nullable String cursor, int limit, LocalDate today) {
        return RuleStore.asking(() -> {
            // First, so that whoever moves a rule while the rest is read is found out.
            long order = jdbc.sql("SELECT order_version FROM bot_rule_book WHERE id = 1")
                    .query(Long.class)
                    .single();
            List<Placed> read = read(search, cursor, limit + 1, today);
            boolean more = read.size() > limit;
            List<Placed> shown = more ? read.subList(0, limit) : read;
            Optional<Placed> last = more ? Optional.of(shown.get(shown.size() - 1)) : Optional.empty();
            int total = jdbc.sql("SELECT COUNT(*) FROM bot_rule")
                    .query(Integer.class)
                    .single();
            return new RulePage(
                    shown.stream().map(Placed::row).toList(),
                    last.map(found ->
                                    found.position() + "." + found.row().rule().id())
                            .orElse(null),
                    total,
                    order);
        });
    }

    private List<Placed> read(@Nullable String search, @Nullable String cursor, int limit, LocalDate today) {
        StringBuilder where = new StringBuilder(" WHERE 1 = 1");
        List<Object> values = new ArrayList<>();
        values.add(today.minusDays(RECENT_DAYS - 1));
        if (search != null && !search.isBlank()) {
            where.append(" AND r.search_text LIKE ?");
            values.add("%" + search.strip().replaceAll("([\\\\%_])", "\\\\$1") + "%");
        }
        if (cursor != null) {
            var matcher = CURSOR.matcher(cursor);
            if (!matcher.matches()) {
                throw new IllegalArgumentException("Not a cursor: " + cursor);
            }
            where.append(" AND (r.position > ? OR (r.position = ? AND r.id > ?))");
            int position = Integer.parseInt(matcher.group(1));
            values.add(position);
            values.add(position);
            values.add(Long.parseLong(matcher.group(2)));
        }
        values.add(limit);
        return jdbc.sql("SELECT r.id, r.definition, r.version, r.position,"
                        + " (SELECT COALESCE(SUM(h.hits), 0) FROM bot_rule_hit h WHERE h.rule_id = r.id),"
                        + " (SELECT COALESCE(SUM(h.hits), 0) FROM bot_rule_hit h WHERE h.rule_id = r.id AND h.day >= ?)"
                        + " FROM bot_rule r"
                        + where
                        + " ORDER BY r.position, r.id LIMIT ?")
                .params(values)
                .query((row, index) -> new Placed(
                        row.getInt(4),
                        new Row(
                                new Rule(row.getLong(1), Definitions.rule(row.getString(2)), row.getLong(3)),
                                row.getLong(5),
                                row.getLong(6))))
                .list();
    }
}
