package io.keshu.console.conversations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.console.Browser;
import io.keshu.console.ConsoleTest;
import io.keshu.console.FakeChannel;
import io.keshu.domain.account.AccountDirectory;
import io.keshu.domain.conversation.CommandResult;
import io.keshu.domain.conversation.Conversation;
import io.keshu.domain.conversation.ConversationId;
import io.keshu.domain.conversation.ConversationQueries.Row;
import io.keshu.domain.conversation.ConversationState;
import io.keshu.domain.conversation.Preview;
import io.keshu.domain.customer.Customer;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.customer.Identity;
import io.keshu.domain.customer.IdentityId;
import io.keshu.domain.message.Author;
import io.keshu.domain.message.Delivery;
import io.keshu.domain.message.Message;
import io.keshu.domain.message.MessageContent;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class TemplatesTest extends ConsoleTest {

    private static final ConversationId ID = new ConversationId(88_001);
    private static final String PATH = "/api/conversations/" + ID;

    @Autowired
    private AccountDirectory accounts;

    private Browser mei;

    @BeforeEach
    void signIn() {
        // One of its own: what is known of an account's templates is kept for a while.
        ChannelAccountId account = accounts.create(
                        FakeChannel.TYPE, "t" + System.nanoTime(), "前台", true, Map.of("appId", "wx0001"), Map.of())
                .id();
        assertThat(accounts.find(account).filter(ChannelAccount::enabled)).isPresent();
        mei = agent();
        Instant now = Instant.now();
        Customer customer = new Customer(new CustomerId(5), null, now);
        Identity identity = new Identity(
                new IdentityId(6), customer.id(), new ChannelAddress(account, new ExternalUserId("oXyz-ab12")), now);
        Conversation head = new Conversation(
                ID,
                customer.id(),
                identity.id(),
                4,
                ConversationState.QUEUED,
                1,
                1,
                0,
                now,
                now,
                now,
                null,
                null,
                null,
                new Preview(Author.Kind.CUSTOMER, "text", "在吗"));
        when(queries.row(eq(ID), any())).thenReturn(Optional.of(new Row(head, customer, identity, 1)));
        when(queries.ofIdentity(any(), any(), anyInt())).thenReturn(List.of(ID));
    }

    private static Message message(int number, Author author, MessageContent content, Delivery delivery) {
        return new Message(ID, number, author, content, Instant.now(), null, null, "trace", delivery);
    }

    private Browser.Answer send(Map<String, Object> request) {
        Map<String, Object> whole = new HashMap<>();
        whole.put("clientId", "c1");
        whole.put("url", "");
        whole.put("appId", "");
        whole.put("path", "");
        whole.putAll(request);
        return mei.post(PATH + "/messages/template", whole);
    }

    private static Map<String, Object> filled(Map<String, String> values) {
        return Map.of("templateId", "T1", "values", values);
    }

    @Test
    void whatIsLeftToSendIsTold() {
        when(queries.messagesBefore(eq(ID), anyInt(), anyInt()))
                .thenReturn(List.of(
                        message(1, Author.CUSTOMER, new MessageContent.Received(new InboundContent.Text("在吗")), null),
                        message(
                                2,
                                Author.agent(AGENT),
                                new MessageContent.Sent(new OutboundContent.Text("在")),
                                Delivery.PENDING)));

        var allowance = mei.get(PATH + "/reply").json().path("allowance");

        assertThat(allowance.at("/pools/0/trigger").asString()).isEqualTo("wrote");
        assertThat(allowance.at("/pools/0/left").asInt()).isEqualTo(4);
        assertThat(Instant.parse(allowance.at("/pools/0/until").asString()))
                .isAfter(Instant.parse(allowance.path("countedAt").asString()).plusSeconds(47 * 3600));
        assertThat(allowance.path("correction").isNull()).isTrue();
    }

    @Test
    void theAccountsTemplatesAreListedAndOneIsSent() {
        var listed = mei.get(PATH + "/templates").json();
        assertThat(listed.at("/templates/0/fields/1/name").asString()).isEqualTo("phone_number2");
        assertThat(listed.path("problem").isNull()).isTrue();

        when(commands.reply(eq(ID), eq(AGENT), eq("c1"), any(OutboundContent.Template.class), anyString()))
                .thenAnswer(call -> new CommandResult.Written(
                        message(3, Author.agent(AGENT), new MessageContent.Sent(call.getArgument(3)), Delivery.PENDING),
                        false));
        Browser.Answer answer = send(filled(Map.of("thing1", " 换灯罩 ", "phone_number2", "400-1", "other", "x")));

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        assertThat(answer.json().at("/content/kind").asString()).isEqualTo("template");
        assertThat(answer.json().at("/content/text").asString()).isEqualTo("进度");
        assertThat(answer.json().at("/content/fields/0.value").asString()).isEqualTo("换灯罩");
        assertThat(answer.json().at("/content/fields/0.label").asString()).isEqualTo("事项");
        assertThat(answer.json().at("/content/fields/2.name").isMissingNode()).isTrue();
    }

    @Test
    void whatIsWrongIsSaidAtTheField() {
        Browser.Answer missing = send(filled(Map.of("thing1", "长".repeat(21))));
        assertThat(missing.status()).isEqualTo(422);
        assertThat(missing.json().at("/fields/0/field").asString()).isEqualTo("values.thing1");
        assertThat(missing.json().at("/fields/0/message").asString()).isEqualTo("太长了，最多 20 个字符。");
        assertThat(missing.json().at("/fields/1/field").asString()).isEqualTo("values.phone_number2");
        assertThat(missing.json().at("/fields/1/code").asString()).isEqualTo("required");

        Browser.Answer malformed = send(filled(Map.of("thing1", "x", "phone_number2", "call me")));
        assertThat(malformed.json().at("/fields/0/message").asString()).isEqualTo("只能填电话号码。");

        Browser.Answer link = send(Map.of(
                "templateId",
                "T1",
                "values",
                Map.of("thing1", "x", "phone_number2", "1"),
                "url",
                "javascript:alert(1)",
                "path",
                "pages/a"));
        assertThat(link.json().at("/fields/0/field").asString()).isEqualTo("url");
        assertThat(link.json().at("/fields/1/field").asString()).isEqualTo("appId");
        verifyNoInteractions(commands);
    }

    @Test
    void whatIsNullIsMissingAndLinksHaveTheirLimits() {
        Map<String, String> nulls = new HashMap<>();
        nulls.put("thing1", null);
        nulls.put("phone_number2", "1");
        Browser.Answer missing = send(filled(nulls));
        assertThat(missing.status()).as(missing.text()).isEqualTo(422);
        assertThat(missing.json().at("/fields/0/field").asString()).isEqualTo("values.thing1");
        assertThat(missing.json().at("/fields/0/code").asString()).isEqualTo("required");

        Browser.Answer link = send(Map.of(
                "templateId",
                "T1",
                "values",
                Map.of("thing1", "x", "phone_number2", "1"),
                "url",
                "https://example.com/" + "x".repeat(CardCheck.ADDRESS),
                "appId",
                "w".repeat(CardCheck.TITLE + 1),
                "path",
                "p".repeat(CardCheck.ADDRESS + 1)));
        assertThat(link.status()).isEqualTo(422);
        assertThat(link.json().path("fields").findValuesAsString("field")).containsExactly("url", "appId", "path");
        verifyNoInteractions(commands);
    }

    @Test
    void contentWithNullsIsIncomplete() {
        Map<String, String> fields = new HashMap<>();
        fields.put("0.url", null);

        Browser.Answer answer = mei.post(
                PATH + "/messages/content", Map.of("clientId", "c1", "kind", "articles", "text", "", "fields", fields));

        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("message.incomplete");
        verifyNoInteractions(commands);
    }

    @Test
    void aTemplateThatTheAccountDoesNotHaveIsUnknown() {
        Browser.Answer answer = send(Map.of("templateId", "T9", "values", Map.of()));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.code()).isEqualTo("template.unknown");
    }

    @Test
    void aTemplateNeverGoesOutAsTheBrowserWroteIt() {
        Browser.Answer answer = mei.post(
                PATH + "/messages/content",
                Map.of("clientId", "c1", "kind", "template", "text", "假", "fields", Map.of("id", "T1")));

        assertThat(answer.code()).isEqualTo("message.kind_not_carried");
    }

    @Test
    void whereTheProviderCantBeAskedItSaysWhy() {
        TemplateAnswer before = channel.catalog;
        channel.catalog = new TemplateAnswer.Failed(
                new DeliveryProblem(DeliveryProblem.Reason.NOT_PERMITTED, "48001", "api unauthorized"));
        try {
            var listed = mei.get(PATH + "/templates").json();

            assertThat(listed.path("templates").isEmpty()).isTrue();
            assertThat(listed.path("problem").asString()).isEqualTo("账号没有发送权限");
        } finally {
            channel.catalog = before;
        }
    }
}
