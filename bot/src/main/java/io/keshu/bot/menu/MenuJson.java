package io.keshu.bot.menu;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Menus as they are stored. */
final class MenuJson {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private MenuJson() {}

    static String write(Menu menu) {
        return MAPPER.writeValueAsString(menu);
    }

    static Menu read(String json) {
        return MAPPER.readValue(json, Menu.class);
    }
}
