package io.keshu.domain.reply;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.ReplyPolicy;
import io.keshu.channels.api.ReplyPolicy.Grant;
import io.keshu.channels.api.ReplyPolicy.Trigger;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.reply.ReplyAllowance.Pool;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AllowanceCountTest {

    private static final Duration DAYS = Duration.ofDays(2);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ReplyPolicy POLICY = new ReplyPolicy(List.of(
            Grant.of(Trigger.WROTE, 5, DAYS),
            Grant.of(Trigger.MENU_TAPPED, 3, MINUTE).on(Set.of("click")),
            Grant.of(Trigger.SUBSCRIBED, 3, MINUTE),
            Grant.of(Trigger.SCANNED, 3, MINUTE),
            Grant.unlimited(Trigger.PAID, DAYS),
            Grant.of(Trigger.ENTERED, 2, MINUTE)));

    private final List<Message> timeline = new ArrayList<>();
    private Instant now = Instant.parse("2026-05-01T12:00:00Z");

    private void did(InboundContent content) {
        add(Author.CUSTOMER, new MessageContent.Received(content), null);
    }

    private void wrote() {
        did(new InboundContent.Text("在吗"));
    }

    private void sent(OutboundContent content, DeliveryState state, Reason reason, boolean passive) {
        DeliveryProblem problem = reason == null ? null : new DeliveryProblem(reason, "45015", "");
        add(Author.BOT, new MessageContent.Sent(content), new Delivery(state, problem, 1, null, now, passive));
    }

    private void answered(int times) {
        for (int i = 0; i < times; i++) {
            sent(new OutboundContent.Text("您好"), DeliveryState.ACCEPTED, null, false);
        }
    }

    private void refused(Reason reason) {
        sent(new OutboundContent.Text("您好"), DeliveryState.FAILED, reason, false);
    }

    private void add(Author author, MessageContent content, Delivery delivery) {
        timeline.add(new Message(
                new ConversationId(1), timeline.size() + 1, author, content, now, null, null, "trace", delivery));
        now = now.plusMillis(1);
    }

    private ReplyAllowance allowance() {
        return AllowanceCount.of(POLICY, timeline, now);
    }

    static Stream<Arguments> triggers() {
        return Stream.of(
                Arguments.of(new InboundContent.Text("在吗"), 5, DAYS),
                Arguments.of(new InboundContent.Image("m", null), 5, DAYS),
                Arguments.of(new InboundContent.MenuClick("CLICK", "HELP"), 3, MINUTE),
                Arguments.of(new InboundContent.Subscribed("shop"), 3, MINUTE),
                Arguments.of(new InboundContent.Scanned("shop"), 3, MINUTE),
                Arguments.of(new InboundContent.Entered(Map.of()), 2, MINUTE));
    }

    @ParameterizedTest
    @MethodSource("triggers")
    void each_trigger_allows_as_many_messages_as_it_says_and_for_as_long(
            InboundContent content, int messages, Duration valid) {
        assertThat(allowance().open()).isFalse();
        did(content);
        Instant until = now.minusMillis(1).plus(valid);

        for (int left = messages; left > 0; left--) {
            assertThat(allowance().pools())
                    .singleElement()
                    .satisfies(pool -> assertThat(pool.until()).isEqualTo(until));
            assertThat(allowance().pools().get(0).left()).hasValue(left);
            assertThat(allowance().open()).isTrue();
            answered(1);
        }
        assertThat(allowance().open()).isFalse();

        did(content);
        assertThat(allowance().open()).isTrue();
        now = now.minusMillis(2).plus(valid);
        assertThat(allowance().open()).isTrue();
        now = now.plusMillis(1);
        assertThat(allowance().pools()).isEmpty();
    }

    @Test
    void a_payment_allows_any_number() {
        did(new InboundContent.Paid("4200", Map.of()));
        answered(100);

        assertThat(allowance().pools())
                .singleElement()
                .satisfies(pool -> assertThat(pool.left()).isEmpty());
        assertThat(allowance().open()).isTrue();
    }

    @Test
    void other_buttons_and_what_merely_happened_allow_nothing() {
        did(new InboundContent.MenuClick("VIEW", "https://example.com"));
        did(new InboundContent.Unsubscribed());
        did(new InboundContent.Unsupported("event:other", Map.of()));

        assertThat(allowance().pools()).isEmpty();
    }

    @Test
    void a_message_uses_what_ends_first() {
        wrote();
        did(new InboundContent.MenuClick("CLICK", "HELP"));
        answered(4);

        assertThat(allowance().pools().stream().map(Pool::left)).containsExactly(OptionalInt.of(0), OptionalInt.of(4));
    }

    @Test
    void what_left_in_the_answer_to_a_call_costs_nothing_nor_does_a_template_or_what_failed_otherwise() {
        wrote();
        sent(new OutboundContent.Text("您好"), DeliveryState.ACCEPTED, null, true);
        sent(new OutboundContent.Template("T", "通知", List.of(), null), DeliveryState.DELIVERED, null, false);
        refused(Reason.CONTENT_REFUSED);

        assertThat(allowance().pools().get(0).left()).hasValue(5);
    }

    @Test
    void what_may_have_arrived_or_is_to_leave_counts() {
        wrote();
        sent(new OutboundContent.Text("您好"), DeliveryState.UNKNOWN, Reason.NO_CLEAR_ANSWER, false);
        sent(new OutboundContent.Text("您好"), DeliveryState.PENDING, null, false);

        assertThat(allowance().pools().get(0).left()).hasValue(3);
    }

    @Test
    void the_providers_word_closes_the_window_until_the_customer_does_something() {
        wrote();
        refused(Reason.WINDOW_CLOSED);

        assertThat(allowance().open()).isFalse();
        assertThat(allowance().correction().reason()).isEqualTo(Reason.WINDOW_CLOSED);
        assertThat(allowance().correction().providerCode()).isEqualTo("45015");

        wrote();
        assertThat(allowance().pools().get(0).left()).hasValue(5);
        assertThat(allowance().correction()).isNull();
    }

    @Test
    void the_providers_word_uses_up_the_count_and_leaves_the_time() {
        wrote();
        refused(Reason.REPLY_QUOTA_USED);

        assertThat(allowance().open()).isFalse();
        assertThat(allowance().pools().get(0).left()).hasValue(0);
    }

    @Test
    void a_message_counts_when_it_left_and_not_where_it_stands() {
        wrote();
        Instant later = now.plusSeconds(60);
        Delivery sentAgain = new Delivery(DeliveryState.ACCEPTED, null, 2, null, later, false);
        add(Author.BOT, new MessageContent.Sent(new OutboundContent.Text("再发")), sentAgain);
        now = later.minusSeconds(30);
        wrote();
        now = later.plusSeconds(1);

        assertThat(allowance().pools().get(0).left()).hasValue(4);
    }
}
