package io.keshu.channels.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keshu.channels.api.AcceptFailedException;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.WebhookChannel;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What the hub relies on in a channel whose provider calls it. */
public interface WebhookChannelContract extends ChannelContract {

    @Override
    WebhookChannel channel();

    /**
     * An authentic call that brings one text from {@link #customer()} to {@link #account()}. Calls with the same number are deliveries of
     * the same message.
     */
    WebhookRequest incomingText(int number, String text);

    /** An authentic call for each {@code RECEIVE_} capability that the channel declares. */
    Map<ChannelCapability, WebhookRequest> incoming();

    /** An authentic call with a message of a kind that the channel doesn't know; empty if its provider's calls have no kinds. */
    Optional<WebhookRequest> incomingUnknown();

    /** The call as somebody would make it who doesn't know the account's secrets. */
    WebhookRequest forged(WebhookRequest authentic);

    /** @param answer what the provider wants to read */
    record Handshake(WebhookRequest call, String answer) {}

    /** The call by which the provider finds out whether the hub is there before it sends anything; empty if it never does. */
    Optional<Handshake> handshake();

    @Test
    default void answersTheHandshakeOfItsProviderAndOfNobodyElse() {
        Assumptions.assumeTrue(handshake().isPresent(), "This provider shakes no hands");
        Handshake handshake = handshake().get();
        RecordingInboundSink sink = new RecordingInboundSink();
        WebhookReply reply = answer(handshake.call(), sink);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8)).isEqualTo(handshake.answer());
        assertThat(sink.stored()).isEmpty();
        assertRefused(forged(handshake.call()), sink, WebhookReply.Outcome.BAD_SIGNATURE, 403);
    }

    @Test
    default void bringsEveryKindOfMessageThatItDeclaresToReceive() {
        Set<ChannelCapability> declared = channel().capabilities().stream()
                .filter(capability -> capability.name().startsWith("RECEIVE_"))
                .collect(Collectors.toSet());
        Map<ChannelCapability, WebhookRequest> calls = incoming();
        assertThat(calls.keySet()).isEqualTo(declared);
        calls.forEach((capability, call) -> {
            RecordingInboundSink sink = new RecordingInboundSink();
            assertThat(answer(call, sink).status()).as(capability.name()).isEqualTo(200);
            assertThat(sink.stored())
                    .as(capability.name())
                    .anySatisfy(envelope -> assertThat(ChannelCapability.toReceive(envelope.content()))
                            .contains(capability));
        });
    }

    @Test
    default void keepsWhatItDoesNotKnowWithItsFieldsAndNeverTellsTheProviderOfAFault() {
        Optional<WebhookRequest> call = incomingUnknown();
        Assumptions.assumeTrue(call.isPresent(), "This provider's calls have no kinds");
        RecordingInboundSink sink = new RecordingInboundSink();
        assertThat(answer(call.get(), sink).outcome()).isEqualTo(WebhookReply.Outcome.ACCEPTED);
        assertThat(sink.stored())
                .singleElement()
                .satisfies(envelope -> assertThat(envelope.content())
                        .isInstanceOfSatisfying(
                                InboundContent.Unsupported.class,
                                unsupported -> assertThat(unsupported.fields()).isNotEmpty()));
    }

    @Test
    default void refusesCallsOfWhoeverDoesNotKnowTheAccountsSecrets() {
        RecordingInboundSink sink = new RecordingInboundSink();
        assertRefused(forged(incomingText(1, "hello")), sink, WebhookReply.Outcome.BAD_SIGNATURE, 403);
    }

    @Test
    default void acknowledgesATextOnlyAfterItIsStored() {
        RecordingInboundSink sink = new RecordingInboundSink();
        WebhookReply reply = answer(incomingText(1, "你好 hub"), sink);
        assertThat(reply.outcome()).isEqualTo(WebhookReply.Outcome.ACCEPTED);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(channel().capabilities()).contains(ChannelCapability.RECEIVE_TEXT);
        assertThat(sink.stored()).singleElement().satisfies(envelope -> {
            assertThat(envelope.account()).isEqualTo(account());
            assertThat(envelope.user()).isEqualTo(customer());
            assertThat(envelope.content()).isEqualTo(new InboundContent.Text("你好 hub"));
        });
    }

    @Test
    default void passesTheStoresFailureOnSoThatNothingIsAcknowledged() {
        RecordingInboundSink sink = new RecordingInboundSink();
        sink.fail();
        assertThatThrownBy(() -> answer(incomingText(1, "lost?"), sink))
                .hasCauseInstanceOf(AcceptFailedException.class);
        assertThat(sink.stored()).isEmpty();
        sink.recover();
        assertThat(answer(incomingText(1, "lost?"), sink).outcome()).isEqualTo(WebhookReply.Outcome.ACCEPTED);
        assertThat(sink.stored()).hasSize(1);
    }

    @Test
    default void givesEveryDeliveryOfAMessageTheSameIdAndOtherMessagesOthers() {
        RecordingInboundSink sink = new RecordingInboundSink();
        answer(incomingText(1, "one"), sink);
        assertThat(answer(incomingText(1, "one"), sink).outcome()).isEqualTo(WebhookReply.Outcome.DUPLICATE);
        answer(incomingText(2, "two"), sink);
        assertThat(sink.stored()).hasSize(2);
    }

    @Test
    default void refusesCallsForAccountsThatAreUnknownOrDisabled() {
        RecordingInboundSink sink = new RecordingInboundSink();
        WebhookRequest call = incomingText(1, "hello");
        WebhookRequest elsewhere = new WebhookRequest(
                call.method(),
                "no-such-account",
                call.query(),
                call.contentType(),
                call.body(),
                call.traceId(),
                call.caller());
        assertRefused(elsewhere, sink, WebhookReply.Outcome.UNKNOWN_ACCOUNT, 404);
        accounts().enable(account(), false);
        assertRefused(call, sink, WebhookReply.Outcome.UNKNOWN_ACCOUNT, 404);
        assertRefused(with(call, "GET", new byte[0]), sink, WebhookReply.Outcome.UNKNOWN_ACCOUNT, 404);
    }

    @Test
    default void refusesOtherMethods() {
        WebhookRequest call = incomingText(1, "hello");
        for (String method : List.of("PUT", "DELETE", "PATCH", "HEAD")) {
            assertRefused(
                    with(call, method, call.body()),
                    new RecordingInboundSink(),
                    WebhookReply.Outcome.METHOD_NOT_ALLOWED,
                    405);
        }
    }

    @Test
    default void refusesEmptyBodiesAndGarbage() {
        WebhookRequest call = incomingText(1, "hello");
        RecordingInboundSink sink = new RecordingInboundSink();
        assertRefused(with(call, "POST", new byte[0]), sink, WebhookReply.Outcome.MALFORMED, 400);
        byte[] garbage = "\u0000\u0001 not what the provider sends <<<".getBytes(StandardCharsets.UTF_8);
        WebhookReply reply = answer(with(call, "POST", garbage), sink);
        assertThat(reply.status()).isBetween(400, 499);
        assertThat(sink.stored()).isEmpty();
    }

    @Test
    default void asksForAnAutomaticAnswerExactlyIfItDeclaresPassiveReplies() {
        RecordingInboundSink sink = new RecordingInboundSink();
        WebhookReply reply = answer(incomingText(1, "hello"), sink);
        assertThat(reply.passiveReply()).isNull();
        if (passive()) {
            assertThat(sink.askedWithin()).isNotEmpty();
        } else {
            assertThat(sink.askedWithin()).isEmpty();
        }
    }

    @Test
    default void givesEveryDeliveryTheSameAutomaticAnswerAndLeavesTheEndToTheWriter() {
        Assumptions.assumeTrue(passive());
        RecordingInboundSink sink = new RecordingInboundSink();
        sink.answerWith("欢迎 ]]> & <b>");
        WebhookReply first = answer(incomingText(1, "hello"), sink);
        WebhookReply second = answer(incomingText(1, "hello"), sink);
        assertThat(second.outcome()).isEqualTo(WebhookReply.Outcome.DUPLICATE);
        assertThat(sink.replies()).singleElement().satisfies(reply -> {
            assertThat(first.passiveReply()).isSameAs(reply);
            assertThat(second.passiveReply()).isSameAs(reply);
            assertThat(reply.ends()).isEmpty();
        });
    }

    private WebhookReply answer(WebhookRequest call, RecordingInboundSink sink) {
        return channel().receive(call, sink).toCompletableFuture().join();
    }

    private boolean passive() {
        return channel().capabilities().contains(ChannelCapability.PASSIVE_REPLY);
    }

    private static WebhookRequest with(WebhookRequest call, String method, byte[] body) {
        return new WebhookRequest(
                method, call.accountKey(), call.query(), call.contentType(), body, call.traceId(), call.caller());
    }

    private void assertRefused(
            WebhookRequest call, RecordingInboundSink sink, WebhookReply.Outcome outcome, int status) {
        WebhookReply reply = answer(call, sink);
        assertThat(reply.outcome()).isEqualTo(outcome);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(reply.body().length).as("a short body").isLessThan(200);
        assertThat(sink.stored()).isEmpty();
    }
}
