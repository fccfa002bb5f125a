package io.keshu.channels.sms;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConnectionCheck;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.InboundSink;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.api.TemplateCatalog;
import io.keshu.channels.api.WebhookChannel;
import io.keshu.channels.api.WebhookReply;
import io.keshu.channels.api.WebhookRequest;
import io.keshu.channels.sms.client.HttpCalls;
import io.keshu.channels.sms.client.TencentSms;
import io.keshu.channels.sms.config.AccountForms;
import io.keshu.channels.sms.config.CloudSettings;
import io.keshu.channels.sms.config.SmsProperties;
import io.keshu.channels.sms.inbound.CloudReceiver;
import io.keshu.channels.sms.inbound.TencentReader;
import io.keshu.channels.sms.outbound.CloudResults;
import io.keshu.channels.sms.outbound.TemplateSender;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Text messages through Tencent Cloud, which sends nothing but what its templates say. */
public final class TencentChannel implements WebhookChannel, TemplateCatalog, ConnectionCheck {

    public static final ChannelType TYPE = new ChannelType("sms-tencent");

    private static final Set<ChannelCapability> CAPABILITIES =
            Set.of(ChannelCapability.RECEIVE_TEXT, ChannelCapability.RECEIVE_EVENTS, ChannelCapability.SEND_TEMPLATE);

    private final CloudReceiver receiver;
    private final TemplateSender sender;

    TencentChannel(ChannelAccounts accounts, HttpCalls http, SmsProperties properties, Clock clock) {
        this.receiver = new CloudReceiver(TYPE, accounts, CloudSettings::tencent, new TencentReader(clock));
        this.sender = new TemplateSender(
                accounts,
                new TencentSms(http, properties, clock),
                CloudResults.TENCENT,
                CloudSettings::tencent,
                CAPABILITIES);
    }

    @Override
    public ChannelType type() {
        return TYPE;
    }

    @Override
    public Set<ChannelCapability> capabilities() {
        return CAPABILITIES;
    }

    @Override
    public AccountDescriptor accountDescriptor() {
        return AccountForms.tencent(TYPE);
    }

    @Override
    public CompletionStage<WebhookReply> receive(WebhookRequest request, InboundSink sink) {
        return receiver.receive(request, sink);
    }

    @Override
    public DeliveryResult deliver(OutboundMessage message) {
        return sender.deliver(message);
    }

    @Override
    public TemplateAnswer templates(ChannelAccountId account) {
        return sender.templates(account);
    }

    @Override
    public ProviderAnswer<Connected> checkConnection(ChannelAccount account) {
        return sender.check(account);
    }

    @Override
    public Optional<ProviderProblem> connectionProblem(ChannelAccountId account) {
        return sender.problem(account);
    }
}
