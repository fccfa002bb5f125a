package io.keshu.channels.sms;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountLease;
import io.keshu.channels.api.BoundChannel;
import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ChannelState;
import io.keshu.channels.api.ChannelType;
import io.keshu.channels.api.ConnectionCheck;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.SegmentRule;
import io.keshu.channels.api.SegmentedText;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.sms.client.BindFailure;
import io.keshu.channels.sms.client.SmppLinks;
import io.keshu.channels.sms.config.AccountForms;
import io.keshu.channels.sms.config.SmppSettings;
import io.keshu.channels.sms.config.SmsProperties;
import io.keshu.channels.sms.inbound.SmppReceiver;
import io.keshu.channels.sms.outbound.SmppResults;
import io.keshu.channels.sms.outbound.SmppSender;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Text messages through an SMSC, by SMPP 3.4. */
public final class SmppChannel implements BoundChannel, LimitedText, SegmentedText, ConnectionCheck {

    public static final ChannelType TYPE = new ChannelType("sms-smpp");

    private static final Set<ChannelCapability> CAPABILITIES =
            Set.of(ChannelCapability.RECEIVE_TEXT, ChannelCapability.RECEIVE_EVENTS, ChannelCapability.SEND_TEXT);

    private final ChannelAccounts accounts;
    private final SmppLinks links;
    private final SmppReceiver receiver;
    private final SmppSender sender;

    SmppChannel(ChannelAccounts accounts, SmppLinks links, ChannelState state, SmsProperties properties, Clock clock) {
        this.accounts = accounts;
        this.links = links;
        this.receiver = new SmppReceiver(links, state, properties, clock);
        this.sender = new SmppSender(accounts, links, properties, CAPABILITIES);
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
        return AccountForms.smpp(TYPE);
    }

    @Override
    public void serve(ChannelAccount account, AccountLease lease) throws InterruptedException {
        receiver.serve(account, lease);
    }

    @Override
    public DeliveryResult deliver(OutboundMessage message) {
        return sender.deliver(message);
    }

    @Override
    public TextLimit textLimit() {
        return sender.limit();
    }

    @Override
    public SegmentRule segmentRule(ChannelAccountId account) {
        return accounts.find(account).map(SmppSender::rule).orElse(SegmentRule.gsm(true));
    }

    @Override
    public ProviderAnswer<Connected> checkConnection(ChannelAccount account) {
        SmppSettings settings = SmppSettings.of(account);
        try {
            links.check(settings);
            return new ProviderAnswer.Given<>(new Connected(settings.systemId()));
        } catch (BindFailure e) {
            return new ProviderAnswer.Failed<>(SmppResults.problem(e));
        }
    }

    @Override
    public Optional<ProviderProblem> connectionProblem(ChannelAccountId account) {
        return accounts.find(account)
                .filter(ChannelAccount::enabled)
                .flatMap(found -> receiver.problem(found.id()))
                .map(SmppResults::problem);
    }
}
