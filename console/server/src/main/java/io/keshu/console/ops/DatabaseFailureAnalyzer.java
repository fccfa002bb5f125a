package io.keshu.console.ops;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;

/** The two ways in which a hub most often fails to start: no database was named, or it doesn't answer. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class DatabaseFailureAnalyzer implements FailureAnalyzer {

    private static final String URL = "spring.datasource.url";

    private final Environment environment;

    DatabaseFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public @Nullable FailureAnalysis analyze(Throwable failure) {
        String url = environment.getProperty(URL, "");
        if (url.isBlank() && caused(failure, "DataSourceBeanCreationException") != null) {
            return new FailureAnalysis(
                    "没有配置数据库。No database is configured: " + URL
                            + " is not set, and the embedded servers are not part of"
                            + " this jar or are switched off.",
                    "请设置 Set SPRING_DATASOURCE_URL (jdbc:mysql://host:3306/keshu), SPRING_DATASOURCE_USERNAME,"
                            + " SPRING_DATASOURCE_PASSWORD and KESHU_REDIS_ADDRESS (redis://host:6379). MySQL 8 or MariaDB"
                            + " 10.11 and Redis 7 or later will do.",
                    failure);
        }
        Throwable sql = connectionFailure(failure);
        if (sql == null) {
            return null;
        }
        return new FailureAnalysis(
                "连不上数据库。The database can't be reached at " + withoutQuery(url) + ": " + sql.getMessage(),
                "请检查地址、账号与网络。Check that the server runs, that " + URL + " names it, and that user name and password"
                        + " are right; then start the hub again.",
                failure);
    }

    /** SQL states of class 08 are failed connections, 28 failed log-ins, 42000 with code 1049 an unknown schema. */
    private static @Nullable Throwable connectionFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null) {
                String state = sql.getSQLState();
                if (state.startsWith("08") || state.startsWith("28") || sql.getErrorCode() == 1049) {
                    return sql;
                }
            }
        }
        return null;
    }

    private static @Nullable Throwable caused(Throwable failure, String simpleName) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getSimpleName().equals(simpleName)) {
                return cause;
            }
        }
        return null;
    }

    /** The query may carry a password. */
    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
