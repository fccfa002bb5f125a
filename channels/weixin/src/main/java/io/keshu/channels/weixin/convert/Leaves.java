package io.keshu.channels.weixin.convert;

import java.util.LinkedHashMap;
import java.util.Map;

/** Names and values in the order in which they were found; a name that is taken is numbered. Not thread-safe. */
final class Leaves {

    private final Map<String, String> values = new LinkedHashMap<>();

    void add(String name, String value) {
        String candidate = name;
        for (int n = 2; values.containsKey(candidate); n++) {
            candidate = name + "[" + n + "]";
        }
        values.put(candidate, value);
    }

    Map<String, String> values() {
        return values;
    }
}
