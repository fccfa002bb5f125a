package io.keshu.channels.sms.outbound;

import io.keshu.channels.api.ChannelAccount;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAccounts;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.ConnectionCheck.Connected;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryProblem.Reason;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.ProviderAnswer;
import io.keshu.channels.api.ProviderProblem;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.sms.client.SendOutcome;
import io.keshu.channels.sms.client.TemplateGateway;
import io.keshu.channels.sms.client.TemplateGateway.Listing;
import io.keshu.channels.sms.config.CloudSettings;
import io.keshu.channels.sms.convert.SmsText;
import io.keshu.channels.sms.outbound.Recipient.Checked;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Sends messages by templates, by a provider that sends nothing else. Thread-safe. */
public final class TemplateSender {

    private final ChannelAccounts accounts;
    private final TemplateGateway gateway;
    private final CloudResults results;
    private final Function<ChannelAccount, CloudSettings> settings;
    private final Set<ChannelCapability> carried;
    private final Troubles troubles;

    /** @param carried what the channel declares */
    public TemplateSender(
            ChannelAccounts accounts,
            TemplateGateway gateway,
            CloudResults results,
            Function<ChannelAccount, CloudSettings> settings,
            Set<ChannelCapability> carried) {
        this.accounts = accounts;
        this.gateway = gateway;
        this.results = results;
        this.settings = settings;
        this.carried = carried;
        this.troubles = new Troubles(results);
    }

    /** As {@link io.keshu.channels.api.Channel#deliver}. */
    public DeliveryResult deliver(OutboundMessage message) {
        Checked checked = Recipient.check(message, accounts, carried);
        if (!(checked instanceof Checked.Ready ready)) {
            return ((Checked.Not) checked).result();
        }
        OutboundContent.Template template = (OutboundContent.Template) message.content();
        if (template.link() != null) {
            return Ends.rejected(Reason.TEMPLATE_DATA_REFUSED, "", "A text message leads nowhere");
        }
        Map<String, String> values = new LinkedHashMap<>();
        template.values().forEach(value -> values.put(value.name(), SmsText.clean(value.value())));
        SendOutcome outcome = gateway.send(
                settings.apply(ready.account()),
                ready.number(),
                template.templateId(),
                values,
                Long.toString(message.id().value()));
        troubles.note(ready.account().id(), outcome);
        return results.of(outcome);
    }

    /** As {@link io.keshu.channels.api.TemplateCatalog#templates}. */
    public TemplateAnswer templates(ChannelAccountId id) {
        Optional<ChannelAccount> account = accounts.find(id).filter(ChannelAccount::enabled);
        if (account.isEmpty()) {
            return new TemplateAnswer.Failed(
                    new DeliveryProblem(Reason.ACCOUNT_DISABLED, "", "The account is switched off or gone"));
        }
        Listing listing = gateway.templates(settings.apply(account.get()));
        if (listing instanceof Listing.Given given) {
            troubles.note(id, new SendOutcome.Taken(""));
            return new TemplateAnswer.Given(given.templates());
        }
        SendOutcome why = ((Listing.Failed) listing).why();
        troubles.note(id, why);
        return new TemplateAnswer.Failed(results.problem(why));
    }

    /** As {@link io.keshu.channels.api.ConnectionCheck#checkConnection}. */
    public ProviderAnswer<Connected> check(ChannelAccount account) {
        CloudSettings tried = settings.apply(account);
        Listing listing = gateway.look(tried);
        return listing instanceof Listing.Failed failed
                ? new ProviderAnswer.Failed<>(results.operators(failed.why()))
                : new ProviderAnswer.Given<>(new Connected(tried.sender()));
    }

    /** As {@link io.keshu.channels.api.ConnectionCheck#connectionProblem}. */
    public Optional<ProviderProblem> problem(ChannelAccountId account) {
        return accounts.find(account).filter(ChannelAccount::enabled).flatMap(found -> troubles.of(found.id()));
    }
}
