package io.keshu.console.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import io.keshu.domain.agent.AgentGroupStore;
import io.keshu.domain.agent.AgentId;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AgentGroupsTest extends ConsoleTest {

    @Autowired
    private AgentGroupStore groups;

    private Browser mei;

    @BeforeEach
    void begin() {
        groups.all().forEach(group -> groups.delete(group.id(), group.version(), AGENT, Instant.EPOCH));
        mei = agent();
    }

    private String add(String name) {
        Browser.Answer answer = mei.post("/api/agent-groups", Map.of("name", name));
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    @Test
    void a_group_is_added_renamed_and_deleted_and_says_who_did_it() {
        String id = add("  售后 ");

        var listed = mei.get("/api/agent-groups").json().path(0);
        assertThat(listed.path("name").asString()).isEqualTo("售后");
        assertThat(listed.path("changedBy").asString()).isEqualTo("小梅");

        Browser.Answer renamed = mei.put("/api/agent-groups/" + id, Map.of("name", "退换货", "version", 1));
        assertThat(renamed.json().path("version").asLong()).isEqualTo(2);

        assertThat(mei.delete("/api/agent-groups/" + id + "?version=2").status())
                .isEqualTo(204);
        assertThat(mei.get("/api/agent-groups").json().size()).isZero();
    }

    @Test
    void a_name_that_will_not_do_is_said_at_its_field() {
        add("售后");
        for (var wrong : Map.of(
                        "",
                        "required",
                        "  ",
                        "required",
                        "长".repeat(33),
                        "too_long",
                        "a\u0007b",
                        "unprintable",
                        "售后",
                        "taken")
                .entrySet()) {
            Browser.Answer answer = mei.post("/api/agent-groups", Map.of("name", wrong.getKey()));
            assertThat(answer.status()).as(wrong.getKey()).isEqualTo(422);
            assertThat(answer.json().at("/fields/0/field").asString()).isEqualTo("name");
            assertThat(answer.json().at("/fields/0/code").asString()).isEqualTo(wrong.getValue());
            assertThat(answer.json().at("/fields/0/message").asString()).doesNotContain("group.");
        }
        add("长".repeat(32));
    }

    @Test
    void of_two_who_change_a_group_the_second_is_told_what_the_first_did() {
        String id = add("售后");
        assertThat(mei.put("/api/agent-groups/" + id, Map.of("name", "退换货", "version", 1))
                        .status())
                .isEqualTo(200);

        Browser.Answer late = mei.put("/api/agent-groups/" + id, Map.of("name", "维修", "version", 1));
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("group.changed");
        assertThat(late.json().path("detail").asString()).contains("小梅").contains("退换货");

        groups.delete(groups.all().get(0).id(), 2, new AgentId(1), Instant.EPOCH);
        Browser.Answer gone = mei.delete("/api/agent-groups/" + id + "?version=2");
        assertThat(gone.code()).isEqualTo("group.deleted");
        assertThat(mei.delete("/api/agent-groups/123?version=1").status()).isEqualTo(404);
        assertThat(mei.delete("/api/agent-groups/x?version=1").code()).isEqualTo("group.unknown");
    }
}
