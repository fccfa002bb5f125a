package io.keshu.console.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import io.keshu.console.FakeChannel;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.agent.AgentGroupId;
import io.keshu.domain.agent.AgentGroupRef;
import io.keshu.domain.conversation.CommandResult;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries.Counts;
import io.keshu.domain.conversation.ConversationQueries.Page;
import io.keshu.domain.conversation.ConversationQueries.PageRequest;
import io.keshu.domain.conversation.ConversationQueries.Row;
import io.keshu.domain.conversation.ConversationQueries.Shelf;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.conversation.Preview;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.DeliveryState;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import io.keshu.domain.store.StoreUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ConversationsTest extends ConsoleTest {

    private static final ConversationId ID = new ConversationId(9007199254740993L);
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678901Z");

    @Autowired
    private AccountDirectory accounts;

    private ChannelAccountId account;
    private Browser mei;

    @BeforeEach
    void signIn() {
        account = accounts.find(FakeChannel.TYPE, "desk")
                .map(ChannelAccount::id)
                .orElseGet(
                        () -> accounts.create(FakeChannel.TYPE, "desk", "前台", true, Map.of("appId", "wx0001"), Map.of())
                                .id());
        mei = agent();
        when(queries.counts()).thenReturn(new Counts(1, 2, 3));
        when(queries.row(eq(ID), any())).thenReturn(Optional.of(row(ConversationState.QUEUED)));
        when(queries.lastNumbers(any())).thenReturn(Map.of(ID, 3));
    }

    private Row row(ConversationState state) {
        Customer customer = new Customer(new CustomerId(5), null, NOW);
        Identity identity = new Identity(
                new IdentityId(6), customer.id(), new ChannelAddress(account, new ExternalUserId("oXyz-ab12")), NOW);
        return new Row(
                new Conversation(
                        ID,
                        customer.id(),
                        identity.id(),
                        4,
                        state,
                        3,
                        2,
                        1,
                        NOW,
                        NOW,
                        NOW,
                        null,
                        null,
                        null,
                        new Preview(Author.Kind.CUSTOMER, "text", "在吗")),
                customer,
                identity,
                2,
                new AgentGroupRef(new AgentGroupId(12), "售后"));
    }

    private static Message message(int number, Author author, MessageContent content, Delivery delivery) {
        return new Message(ID, number, author, content, NOW, null, null, "trace", delivery);
    }

    @Test
    void theListShowsWhoWaitsAndNeverRoundsAnId() {
        when(queries.page(any(), any())).thenReturn(new Page(List.of(row(ConversationState.QUEUED)), "more"));

        Browser.Answer answer = mei.get("/api/conversations?state=queue&limit=1000&q=%E5%9C%A8&channel=paper&group=12");

        var item = answer.json().at("/items/0");
        assertThat(item.path("id").asString()).isEqualTo("9007199254740993");
        assertThat(item.path("id").isString()).isTrue();
        assertThat(item.path("state").asString()).isEqualTo("queued");
        assertThat(item.at("/customer/name").asString()).isEqualTo("客户 ab12");
        assertThat(item.at("/channel/accountName").asString()).isEqualTo("前台");
        assertThat(item.at("/group/name").asString()).isEqualTo("售后");
        assertThat(item.path("waitingSince").asString()).isEqualTo("2026-01-02T03:04:05.678901Z");
        assertThat(answer.json().path("next").asString()).isEqualTo("more");
        assertThat(answer.json().at("/counts/closed").asInt()).isEqualTo(3);
        verify(queries)
                .page(new PageRequest(Shelf.QUEUE, FakeChannel.TYPE, new AgentGroupId(12), "在", null, 200), AGENT);
    }

    @Test
    void aCursorThatIsNoneIsTheCallersFault() {
        when(queries.page(any(), any())).thenThrow(new IllegalArgumentException("no cursor"));

        Browser.Answer answer = mei.get("/api/conversations?cursor=nonsense");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("cursor.invalid");
    }

    @Test
    void badParametersAreTheCallersFault() {
        for (String query :
                List.of("state=mine", "limit=0", "limit=x", "channel=NO!", "group=x", "ids=1,x", "ids=-1")) {
            assertThat(mei.get("/api/conversations?" + query).code()).as(query).isEqualTo("request.malformed");
        }
        verifyNoInteractions(commands);
    }

    @Test
    void onlyAgentsMayRead() {
        assertThat(stranger().get("/api/conversations").code()).isEqualTo("session.required");
        assertThat(stranger().get("/v3/api-docs").status()).isEqualTo(401);
    }

    @Test
    void aDatabaseThatIsAwayIsSaidToBe() {
        when(queries.page(any(), any())).thenThrow(new StoreUnavailableException("away"));

        Browser.Answer answer = mei.get("/api/conversations");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("store.unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
    }

    @Test
    void aConversationThatIsNoneIsUnknown() {
        for (String path : List.of("1", "x", "99999999999999999999", "1/messages")) {
            when(queries.lastNumbers(any())).thenReturn(Map.of());
            Browser.Answer answer = mei.get("/api/conversations/" + path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.code()).as(path).isEqualTo("conversation.unknown");
        }
    }

    @Test
    void aTimelineSaysWhatBecameOfOurMessages() {
        when(queries.messagesBefore(eq(ID), anyInt(), eq(50)))
                .thenReturn(List.of(
                        message(1, Author.CUSTOMER, new MessageContent.Received(new InboundContent.Text("在吗")), null),
                        message(
                                2,
                                Author.agent(AGENT),
                                new MessageContent.Sent(new OutboundContent.Text("在")),
                                new Delivery(
                                        DeliveryState.FAILED,
                                        new DeliveryProblem(
                                                DeliveryProblem.Reason.WINDOW_CLOSED, "45015", "out of time"),
                                        1,
                                        null)),
                        message(3, Author.SYSTEM, new MessageContent.StateChanged(ConversationState.CLOSED), null)));

        var page = mei.get("/api/conversations/" + ID + "/messages").json();

        assertThat(page.path("firstNumber").asInt()).isEqualTo(1);
        assertThat(page.path("lastNumber").asInt()).isEqualTo(3);
        assertThat(page.at("/items/0/delivery").isNull()).isTrue();
        assertThat(page.at("/items/1/author/name").asString()).isEqualTo("小梅");
        assertThat(page.at("/items/1/delivery/reason").asString()).isEqualTo("WINDOW_CLOSED");
        assertThat(page.at("/items/1/delivery/text").asString()).isEqualTo("已超出可以回复客户的时间");
        assertThat(page.at("/items/1/delivery/code").asString()).isEqualTo("45015");
        assertThat(page.at("/items/1/delivery/canResend").asBoolean()).isTrue();
        assertThat(page.at("/items/2/content/kind").asString()).isEqualTo("closed");
    }

    @Test
    void aMessageIsCreatedOnceAndFoundAgain() {
        Message written = message(
                4, Author.agent(AGENT), new MessageContent.Sent(new OutboundContent.Text("好")), Delivery.PENDING);
        when(commands.reply(eq(ID), eq(AGENT), eq("c1"), eq("好"), anyString()))
                .thenReturn(new CommandResult.Written(written, false))
                .thenReturn(new CommandResult.Written(written, true));

        Browser.Answer first = mei.post(messages(), Map.of("clientId", "c1", "text", "好"));
        Browser.Answer second = mei.post(messages(), Map.of("clientId", "c1", "text", "好"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json().path("number").asInt()).isEqualTo(4);
        assertThat(first.json().at("/delivery/state").asString()).isEqualTo("pending");
    }

    @Test
    void whatCantBeSentIsRefusedBeforeItIsWritten() {
        assertThat(mei.post(messages(), Map.of("clientId", "c", "text", " \n")).code())
                .isEqualTo("message.empty");
        assertThat(mei.post(messages(), Map.of("clientId", "c", "text", "x".repeat(20_001)))
                        .code())
                .isEqualTo("message.too_long");
        Browser.Answer badId = mei.post(messages(), Map.of("clientId", "c".repeat(65), "text", "x"));
        assertThat(badId.status()).isEqualTo(422);
        assertThat(badId.json().at("/fields/0/field").asString()).isEqualTo("clientId");
        assertThat(badId.json().at("/fields/0/message").asString()).isEqualTo("长度须在 1 到 64 个字符之间。");
        assertThat(mei.post(messages(), Map.of("text", "x")).status()).isEqualTo(400);
        verifyNoInteractions(commands);
    }

    @Test
    void commandsThatComeTooLateAreConflicts() {
        Conversation closed = row(ConversationState.CLOSED).conversation();
        when(commands.reply(any(), any(), anyString(), anyString(), anyString()))
                .thenReturn(new CommandResult.ConversationIsClosed());
        when(commands.close(any(), any(), anyLong(), anyString())).thenReturn(new CommandResult.Changed(closed));
        when(commands.resend(any(), anyInt(), anyString()))
                .thenReturn(new CommandResult.NotResendable(message(
                        2,
                        Author.BOT,
                        new MessageContent.Sent(new OutboundContent.Text("x")),
                        new Delivery(DeliveryState.ACCEPTED, null, 1, null))));

        assertConflict(mei.post(messages(), Map.of("clientId", "c", "text", "x")), "conversation.closed");
        assertConflict(mei.post("/api/conversations/" + ID + "/close", Map.of("version", 3)), "conversation.changed");
        assertConflict(mei.post(messages() + "/2/resend", ""), "message.not_resendable");
    }

    private static void assertConflict(Browser.Answer answer, String code) {
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.code()).isEqualTo(code);
    }

    @Test
    void readingIsNotedUpToWhatThereIs() {
        assertThat(mei.post("/api/conversations/" + ID + "/read", Map.of("number", 99))
                        .status())
                .isEqualTo(204);
        verify(queries).markRead(AGENT, ID, 3);
    }

    @Test
    void aClosedConversationTakesNoReply() {
        when(queries.row(eq(ID), any())).thenReturn(Optional.of(row(ConversationState.CLOSED)));

        var detail = mei.get("/api/conversations/" + ID).json();

        assertThat(detail.at("/reply/canSend").asBoolean()).isFalse();
        assertThat(detail.at("/reply/maxLength").isNull()).isTrue();
    }

    private static String messages() {
        return "/api/conversations/" + ID + "/messages";
    }
}
