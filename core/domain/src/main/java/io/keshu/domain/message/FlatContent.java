package io.keshu.domain.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Content as stores and consoles carry it: a kind, its words, and further fields by name. {@link ContentFlattener} converts.
 *
 * @param kind such as {@code text} or {@code menu-click}
 * @param text what a person reads, if there is any
 */
public record FlatContent(String kind, @Nullable String text, Map<String, String> fields) {

    public FlatContent {
        fields = Map.copyOf(fields);
    }
}
