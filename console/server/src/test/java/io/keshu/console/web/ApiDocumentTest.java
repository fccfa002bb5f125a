package io.keshu.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.console.ConsoleTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The console's client is generated from a file, which is what the hub serves. */
class ApiDocumentTest extends ConsoleTest {

    private static final Path FILE = Path.of("../web/openapi.json");
    private static final JsonMapper SORTED = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, SerializationFeature.INDENT_OUTPUT)
            .build();

    @Test
    void theFileIsWhatTheHubServes() throws IOException {
        String served = normalised(agent().get("/v3/api-docs").text());
        if (Boolean.getBoolean("keshu.openapi.write")) {
            Files.writeString(FILE, served);
        }

        assertThat(normalised(Files.readString(FILE)))
                .as("console/web/openapi.json is out of date. Write it anew: mvn -pl console/server -am test"
                        + " -Dtest=ApiDocumentTest -Dconsole.check.skip=true -Dsurefire.failIfNoSpecifiedTests=false -Dkeshu.openapi.write=true,"
                        + " then run `npm run type-check` in console/web")
                .isEqualTo(served);
    }

    /** Object keys in alphabetical order, so that nothing but content makes a difference. */
    private static String normalised(String document) {
        return SORTED.writeValueAsString(SORTED.readValue(document, Object.class))
                        .replace("\r\n", "\n") + "\n";
    }
}
