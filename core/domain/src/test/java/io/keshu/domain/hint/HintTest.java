package io.keshu.domain.hint;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.domain.conversation.ConversationId;
import org.junit.jupiter.api.Test;

class HintTest {

    private static final ConversationId ID = new ConversationId(1);

    @Test
    void a_merged_hint_says_what_both_said() {
        assertThat(new Hint(ID, 5, 0).merge(new Hint(ID, 4, 3))).isEqualTo(new Hint(ID, 5, 3));
        assertThat(new Hint(ID, 5, 2).merge(new Hint(ID, 6, 4))).isEqualTo(new Hint(ID, 6, 2));
        assertThat(new Hint(ID, 5, 0).merge(new Hint(ID, 6, 0))).isEqualTo(new Hint(ID, 6, 0));
    }
}
