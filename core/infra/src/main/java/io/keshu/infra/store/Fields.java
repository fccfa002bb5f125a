package io.keshu.infra.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Maps of names and values in one column, as JSON. */
public final class Fields {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> TYPE = new TypeReference<>() {};

    private Fields() {}

    /** Null for an empty map, which most are. */
    public static @Nullable String write(Map<String, String> fields) {
        return fields.isEmpty() ? null : JSON.writeValueAsString(fields);
    }

    public static Map<String, String> read(@Nullable String json) {
        return json == null || json.isEmpty() ? Map.of() : JSON.readValue(json, TYPE);
    }
}
