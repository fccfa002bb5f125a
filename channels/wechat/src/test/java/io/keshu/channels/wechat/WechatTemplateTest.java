package io.keshu.channels.wechat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.InboundContent;
import io.keshu.channels.api.MessageTemplate;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundContent.TemplateLink;
import io.keshu.channels.api.OutboundContent.TemplateValue;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.ReplyContext;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.api.TemplateField;
import io.keshu.channels.sandbox.SandboxOptions;
import io.keshu.channels.sandbox.SandboxServer;
import io.keshu.channels.sandbox.fault.ApiFault;
import io.keshu.channels.sandbox.world.Account;
import io.keshu.channels.sandbox.world.AccountNames;
import io.keshu.channels.sandbox.world.Follower;
import io.keshu.channels.sandbox.world.TemplateEnd;
import io.keshu.channels.sandbox.world.Templates;
import io.keshu.channels.testkit.InMemoryChannelAccounts;
import io.keshu.channels.testkit.InMemoryMediaStore;
import io.keshu.channels.testkit.RecordingInboundSink;
import io.keshu.channels.wechat.client.WechatClient;
import io.keshu.channels.wechat.config.WechatMediaProperties;
import io.keshu.channels.wechat.config.WechatProperties;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Template messages against the sandbox, which checks each field as WeChat does. */
class WechatTemplateTest {

    private static final ChannelAccountId ACCOUNT = new ChannelAccountId(1);

    private final SandboxServer sandbox = SandboxServer.start(SandboxOptions.defaults(), Clock.systemUTC());
    private final Account shop = sandbox.world().add(AccountNames.account("小店")).orElseThrow();
    private final Follower anna =
            shop.add("oAnna-0123456789", "安娜", true, sandbox.world().clock().instant());
    private final InMemoryChannelAccounts accounts = new InMemoryChannelAccounts()
            .put(new ChannelAccount(
                    ACCOUNT,
                    WechatChannel.TYPE,
                    "shop",
                    "小店",
                    true,
                    Map.of(
                            "appId",
                            shop.settings().appId(),
                            "mode",
                            shop.settings().mode().name().toLowerCase(Locale.ROOT),
                            "apiBaseUrl",
                            sandbox.url()),
                    Map.of(
                            "appSecret",
                            shop.settings().secret(),
                            "token",
                            shop.settings().token(),
                            "encodingAesKey",
                            shop.settings().encodingAesKey()),
                    1));
    private final WechatClient client =
            new WechatClient(WechatProperties.defaults(), WechatMediaProperties.defaults(), null);
    private final WechatChannel channel = new WechatChannel(
            accounts,
            client,
            new InMemoryMediaStore(),
            WechatProperties.defaults(),
            WechatMediaProperties.defaults(),
            Clock.systemUTC());
    private final RecordingInboundSink sink = new RecordingInboundSink();
    private final Hub hub = new Hub(channel, sink);
    private long id;

    @AfterEach
    void close() {
        sandbox.close();
        hub.close();
        client.close();
    }

    private MessageTemplate template(String templateId) {
        TemplateAnswer answer = channel.templates(ACCOUNT);
        assertThat(answer).isInstanceOf(TemplateAnswer.Given.class);
        return ((TemplateAnswer.Given) answer)
                .templates().stream()
                        .filter(known -> known.id().equals(templateId))
                        .findFirst()
                        .orElseThrow();
    }

    private DeliveryResult send(String templateId, Map<String, String> values, @Nullable TemplateLink link) {
        List<TemplateValue> filled = new ArrayList<>();
        values.forEach((name, value) -> filled.add(new TemplateValue(name, name, value)));
        return channel.deliver(new OutboundMessage(
                new OutboundMessageId(++id),
                new ChannelAddress(ACCOUNT, new ExternalUserId(anna.openid())),
                new OutboundContent.Template(templateId, "通知", filled, link),
                new ReplyContext(null, "trace")));
    }

    private static Map<String, String> progress() {
        return Map.of("thing1", "更换灯罩", "phrase2", "已寄出", "phone_number3", "400-820-0000");
    }

    private DeliveryResult send() {
        return send(Templates.PROGRESS.id(), progress(), null);
    }

    private static void rejected(DeliveryResult result, Reason reason, String code) {
        assertThat(result).isInstanceOfSatisfying(DeliveryResult.Rejected.class, end -> {
            assertThat(end.problem().reason()).isEqualTo(reason);
            assertThat(end.problem().providerCode()).isEqualTo(code);
        });
    }

    @Test
    void the_fields_of_a_template_are_read_with_what_each_takes() {
        assertThat(template(Templates.SHIPPED.id()).fields())
                .extracting(TemplateField::name, TemplateField::label, TemplateField::kind, TemplateField::maxLength)
                .containsExactly(
                        tuple("character_string1", "订单编号", "character_string", 32),
                        tuple("thing2", "商品名称", "thing", 20),
                        tuple("time3", "发货时间", "time", 32),
                        tuple("character_string4", "快递单号", "character_string", 32));
        assertThat(template(Templates.BILL.id()).fields())
                .extracting(TemplateField::name, TemplateField::label)
                .containsExactly(
                        tuple("first", "first"),
                        tuple("keyword1", "账单金额"),
                        tuple("keyword2", "出账日期"),
                        tuple("remark", "remark"));
        assertThat(template(Templates.SHIPPED.id()).text()).startsWith("订单编号：{{character_string1}}");
    }

    /** What the form refuses, WeChat refuses, and what is one shorter both take. */
    @ParameterizedTest
    @CsvSource({
        "thing1, 一二三四五六七八九十一二三四五六七八九十, 一二三四五六七八九十一二三四五六七八九十一",
        "thing1, x, ''",
        "phrase2, 一二三四五, 一二三四五六",
        "phrase2, 已寄出, sent",
        "phone_number3, 12345678901234567, 123456789012345678",
        "phone_number3, +86-0766-668888, call me",
    })
    void the_form_and_wechat_agree_on_what_a_field_takes(String name, String good, String bad) {
        TemplateField field = template(Templates.PROGRESS.id()).fields().stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, String> values = new HashMap<>(progress());

        values.put(name, good);
        assertThat(field.check(good)).isEmpty();
        assertThat(send(Templates.PROGRESS.id(), values, null)).isInstanceOf(DeliveryResult.Accepted.class);

        values.put(name, bad);
        assertThat(field.check(bad)).isPresent();
        rejected(send(Templates.PROGRESS.id(), values, null), Reason.TEMPLATE_DATA_REFUSED, "47003");
    }

    @Test
    void a_missing_field_is_refused() {
        rejected(
                send(Templates.PROGRESS.id(), Map.of("thing1", "更换灯罩", "phrase2", "已寄出"), null),
                Reason.TEMPLATE_DATA_REFUSED,
                "47003");
        assertThat(anna.chat().after(0)).isEmpty();
    }

    @Test
    void a_template_goes_out_after_the_window_has_closed_and_stands_on_the_phone() {
        assertThat(send(Templates.PROGRESS.id(), progress(), new TemplateLink("https://example.com/1", null, null)))
                .isInstanceOfSatisfying(
                        DeliveryResult.Accepted.class,
                        accepted -> assertThat(accepted.providerMessageId()).matches("\\d+"));
        assertThat(anna.chat().after(0)).singleElement().satisfies(entry -> {
            assertThat(entry.type()).isEqualTo("template");
            assertThat(entry.text()).contains("服务进度提醒", "更换灯罩", "https://example.com/1");
        });
    }

    @Test
    void sent_twice_under_one_id_it_arrives_once() {
        send();
        id--;
        send();

        assertThat(anna.chat().after(0)).hasSize(1);
    }

    @Test
    void what_is_gone_or_not_wanted_is_said_as_it_is() {
        rejected(send("gone", progress(), null), Reason.TEMPLATE_UNKNOWN, "40037");
        anna.unfollow();
        assertThat(send())
                .isInstanceOfSatisfying(
                        DeliveryResult.Unreachable.class,
                        end -> assertThat(end.problem().reason()).isEqualTo(Reason.NOT_FOLLOWING));
    }

    @ParameterizedTest
    @CsvSource({"DELIVERED,", "BLOCKED, REFUSED_BY_CUSTOMER", "FAILED, NOT_DELIVERED"})
    void wechat_tells_how_it_ended(TemplateEnd end, @Nullable Reason failure) {
        shop.change(shop.settings().pushedTo(hub.url("shop")));
        anna.templatesEnd(end);
        DeliveryResult result = send();

        await().until(() -> sink.stored().size(), size -> size == 1);
        String messageId = ((DeliveryResult.Accepted) result).providerMessageId();
        assertThat(sink.stored().get(0).content())
                .isEqualTo(new InboundContent.DeliveryReceipt(messageId, failure, end.status()));
        assertThat(anna.chat().after(0)).hasSize(end == TemplateEnd.DELIVERED ? 1 : 0);
    }

    @Test
    void wechat_without_an_answer_is_a_failure_in_words() {
        sandbox.faults()
                .add(new ApiFault(
                        null,
                        "/cgi-bin/template/get_all_private_template",
                        ApiFault.Answer.ERRCODE,
                        48001,
                        200,
                        0,
                        ApiFault.When.BEFORE,
                        1,
                        1));

        assertThat(channel.templates(ACCOUNT))
                .isInstanceOfSatisfying(
                        TemplateAnswer.Failed.class,
                        failed -> assertThat(failed.problem().reason()).isEqualTo(Reason.NOT_PERMITTED));
    }
}
