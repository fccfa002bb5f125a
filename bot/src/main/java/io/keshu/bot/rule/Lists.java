package io.keshu.bot.rule;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists out of JSON, where null may stand for a list and in it. */
final class Lists {

    private Lists() {}

    static <T> List<T> present(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }
}
