package io.keshu.bot.store;

import io.keshu.bot.rule.BusinessHours;
import io.keshu.bot.rule.RuleDefinition;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Definitions as JSON. What a later version adds is passed over, what an earlier one left out is empty. */
final class Definitions {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private Definitions() {}

    static String write(Object definition) {
        return JSON.writeValueAsString(definition);
    }

    static RuleDefinition rule(String json) {
        return JSON.readValue(json, RuleDefinition.class);
    }

    static BusinessHours hours(String json, long version) {
        BusinessHours read = JSON.readValue(json, BusinessHours.class);
        return new BusinessHours(
                read.zone(), read.days(), read.from(), read.to(), read.holidays(), read.workdays(), version);
    }
}
