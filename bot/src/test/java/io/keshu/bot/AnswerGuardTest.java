package io.keshu.bot;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.domain.conversation.ConversationId;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AnswerGuardTest {

    private static final ConversationId ONE = new ConversationId(1);
    private static final Instant NOW = Instant.parse("2026-10-09T02:00:00Z");

    private final AnswerGuard guard = new AnswerGuard();

    @Test
    void a_conversation_gets_so_many_messages_in_a_minute_and_more_after_it() {
        for (int replies = 0; replies < AnswerGuard.MOST; replies++) {
            assertThat(guard.allow(ONE, replies, 1, NOW)).isTrue();
        }
        assertThat(guard.allow(ONE, AnswerGuard.MOST, 1, NOW.plusSeconds(59))).isFalse();
        assertThat(guard.allow(new ConversationId(2), 0, 1, NOW)).isTrue();
        assertThat(guard.allow(ONE, AnswerGuard.MOST, 1, NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void a_conversation_gets_no_more_in_a_day_than_its_channel_allows() {
        assertThat(guard.allowToday(ONE, 0, 1, 2, NOW)).isTrue();
        assertThat(guard.allowToday(ONE, 1, 1, 2, NOW.plusSeconds(7200))).isTrue();
        assertThat(guard.allowToday(ONE, 2, 1, 2, NOW.plusSeconds(80_000))).isFalse();
        assertThat(guard.allowToday(ONE, 2, 1, 2, NOW.plusSeconds(86_400))).isTrue();
    }

    @Test
    void answers_that_were_dropped_count_for_nothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(guard.allow(ONE, 0, 5, NOW)).isTrue();
        }
        assertThat(guard.allow(ONE, 0, AnswerGuard.MOST + 1, NOW)).isFalse();
    }
}
