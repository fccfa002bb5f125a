package io.keshu.channels.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AudienceDirectory;
import io.keshu.channels.api.Channel;
import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ChannelAddress;
import io.keshu.channels.api.ChannelCapability;
import io.keshu.channels.api.DeliveryProblem;
import io.keshu.channels.api.DeliveryResult;
import io.keshu.channels.api.ExternalUserId;
import io.keshu.channels.api.LimitedMedia;
import io.keshu.channels.api.LimitedText;
import io.keshu.channels.api.MediaId;
import io.keshu.channels.api.MediaKind;
import io.keshu.channels.api.MediaSource;
import io.keshu.channels.api.MenuPublisher;
import io.keshu.channels.api.OutboundContent;
import io.keshu.channels.api.OutboundMessage;
import io.keshu.channels.api.OutboundMessageId;
import io.keshu.channels.api.ReplyContext;
import io.keshu.channels.api.SceneCodes;
import io.keshu.channels.api.SignalChannel;
import io.keshu.channels.api.TemplateAnswer;
import io.keshu.channels.api.TemplateCatalog;
import io.keshu.channels.api.TemplateField;
import io.keshu.channels.api.TextLimit;
import io.keshu.channels.api.TypingSignal;
import io.keshu.channels.api.WebhookChannel;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What the hub relies on in every channel. A channel's test implements this interface, or {@link WebhookChannelContract} if its provider
 * calls the hub. Each declared capability is shown to be there, and each that is not declared to be absent.
 */
public interface ChannelContract extends TroubledProviderContract {

    /** The channel under test, working on {@link #accounts()}. */
    @Override
    Channel channel();

    /** The accounts that the channel sees. */
    InMemoryChannelAccounts accounts();

    /** An account of the channel that is complete and enabled. */
    ChannelAccountId account();

    /** A customer whom the provider's stand-in takes messages for. */
    ExternalUserId customer();

    /** One text to {@link #customer()}. */
    default OutboundMessage text(long id, String text) {
        return sending(id, new OutboundContent.Text(text));
    }

    /** A text, or a message by a template where texts are not carried. */
    @Override
    default OutboundMessage carried(long id) {
        return channel().capabilities().contains(ChannelCapability.SEND_TEXT)
                ? text(id, "第 " + id + " 条")
                : sending(id, template());
    }

    /** One message to {@link #customer()}. */
    default OutboundMessage sending(long id, OutboundContent content) {
        return new OutboundMessage(
                new OutboundMessageId(id),
                new ChannelAddress(account(), customer()),
                content,
                new ReplyContext(null, "trace"));
    }

    @Test
    default void declaresWebhookInItsDescriptorExactlyIfItIsCalledByOne() {
        assertThat(channel().accountDescriptor().webhook()).isEqualTo(channel() instanceof WebhookChannel);
        assertThat(channel().accountDescriptor().type()).isEqualTo(channel().type());
    }

    @Test
    default void declaresPassiveRepliesOnlyIfItIsCalledByAWebhook() {
        if (channel().capabilities().contains(ChannelCapability.PASSIVE_REPLY)) {
            assertThat(channel()).isInstanceOf(WebhookChannel.class);
        }
    }

    @Test
    default void declaresMenusExactlyIfItPublishesThem() {
        assertThat(channel().capabilities().contains(ChannelCapability.MENU))
                .isEqualTo(channel() instanceof MenuPublisher);
    }

    @Test
    default void declaresAudienceAndCodesExactlyIfItHasThem() {
        assertThat(channel().capabilities().contains(ChannelCapability.AUDIENCE))
                .isEqualTo(channel() instanceof AudienceDirectory);
        assertThat(channel().capabilities().contains(ChannelCapability.SCENE_CODES))
                .isEqualTo(channel() instanceof SceneCodes);
    }

    @Test
    default void describesEachAccountFieldOnceAndSoundly() {
        Set<String> names = new HashSet<>();
        for (AccountDescriptor.Field field : channel().accountDescriptor().fields()) {
            assertThat(names.add(field.name()))
                    .as("one field named %s", field.name())
                    .isTrue();
            assertThat(field.options().isEmpty())
                    .as("options of %s", field.name())
                    .isEqualTo(field.kind() != AccountDescriptor.Kind.CHOICE);
            String defaultValue = field.defaultValue();
            if (defaultValue == null) {
                continue;
            }
            assertThat(field.kind())
                    .as("a secret has no default: %s", field.name())
                    .isNotEqualTo(AccountDescriptor.Kind.SECRET);
            if (field.pattern() != null) {
                List<String> parts = field.kind() == AccountDescriptor.Kind.LINES
                        ? defaultValue.lines().toList()
                        : List.of(defaultValue);
                assertThat(parts).as(field.name()).allMatch(part -> Pattern.matches(field.pattern(), part));
            }
            if (field.kind() == AccountDescriptor.Kind.CHOICE) {
                assertThat(field.options()).contains(defaultValue);
            }
            if (field.kind() == AccountDescriptor.Kind.SWITCH) {
                assertThat(defaultValue).isIn("true", "false");
            }
        }
    }

    @Test
    default void bringsTheWordsForItsAccountsInBothLanguages() {
        AccountDescriptor descriptor = channel().accountDescriptor();
        String prefix = "channel." + descriptor.type();
        Set<String> keys = new HashSet<>(Set.of(prefix));
        for (AccountDescriptor.Field field : descriptor.fields()) {
            keys.add(prefix + "." + field.name());
            keys.add(prefix + "." + field.name() + ".help");
            field.options().forEach(option -> keys.add(prefix + "." + field.name() + "." + option));
        }
        for (Locale language : List.of(Locale.ROOT, Locale.ENGLISH)) {
            ResourceBundle words = ResourceBundle.getBundle(
                    "messages." + descriptor.type(),
                    language,
                    channel().getClass().getClassLoader(),
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            assertThat(words.getLocale()).as("language of the words").isEqualTo(language);
            assertThat(words.keySet()).containsExactlyInAnyOrderElementsOf(keys);
        }
    }

    @Test
    default void handsATextToTheProviderExactlyIfItDeclaresToSendText() {
        int before = handedToProvider();
        DeliveryResult result = channel().deliver(text(1, "你好"));
        if (channel().capabilities().contains(ChannelCapability.SEND_TEXT)) {
            assertThat(result).isInstanceOf(DeliveryResult.Accepted.class);
            assertThat(handedToProvider()).isEqualTo(before + 1);
        } else {
            assertRejected(result, DeliveryProblem.Reason.KIND_NOT_CARRIED);
            assertThat(handedToProvider()).isEqualTo(before);
        }
    }

    /** Media of a kind in the channel's {@link InMemoryMediaStore}, such as its provider takes; only asked for kinds it declares to send. */
    default MediaId media(MediaKind kind) {
        throw new IllegalStateException("A channel that sends media gives its contract some: " + kind);
    }

    @Test
    default void handsEveryKindOfMessageToTheProviderThatItDeclaresToSendAndNoOther() {
        long id = 20;
        for (OutboundContent content : SampleContent.everyKind(this::sampleMedia, sampleTemplate())) {
            int before = handedToProvider();
            DeliveryResult result = channel().deliver(sending(id++, content));
            if (channel().capabilities().contains(ChannelCapability.toSend(content))) {
                assertThat(result).as(content.toString()).isInstanceOf(DeliveryResult.Accepted.class);
                assertThat(handedToProvider()).as(content.toString()).isEqualTo(before + 1);
            } else {
                assertRejected(result, DeliveryProblem.Reason.KIND_NOT_CARRIED);
                assertThat(handedToProvider()).as(content.toString()).isEqualTo(before);
            }
        }
    }

    /** A message that the provider's stand-in takes; only asked of a {@link TemplateCatalog}. */
    default OutboundContent.Template template() {
        throw new IllegalStateException("A channel with templates gives its contract a message by one");
    }

    private OutboundContent.Template sampleTemplate() {
        return channel() instanceof TemplateCatalog
                ? template()
                : new OutboundContent.Template("ID", "通知", List.of(), null);
    }

    @Test
    default void declaresTemplatesExactlyIfItsAccountsHaveAny() {
        assertThat(channel().capabilities().contains(ChannelCapability.SEND_TEMPLATE))
                .isEqualTo(channel() instanceof TemplateCatalog);
    }

    @Test
    default void namesTheTemplateThatItsContractSends() {
        Assumptions.assumeTrue(channel() instanceof TemplateCatalog);
        assertThat(((TemplateCatalog) channel()).templates(account()))
                .isInstanceOfSatisfying(
                        TemplateAnswer.Given.class,
                        given -> assertThat(given.templates()).anySatisfy(known -> {
                            assertThat(known.id()).isEqualTo(template().templateId());
                            assertThat(known.fields().stream().map(TemplateField::name))
                                    .containsExactlyElementsOf(template().values().stream()
                                            .map(OutboundContent.TemplateValue::name)
                                            .toList());
                        }));
    }

    private MediaId sampleMedia(MediaKind kind, ChannelCapability needed) {
        return channel().capabilities().contains(needed) ? media(kind) : new MediaId(1);
    }

    @Test
    default void statesALimitForEveryKindOfMediaThatItSends() {
        Set<MediaKind> sent = EnumSet.noneOf(MediaKind.class);
        SampleContent.everyKind(
                (kind, needed) -> {
                    if (channel().capabilities().contains(needed)) {
                        sent.add(kind);
                    }
                    return new MediaId(1);
                },
                sampleTemplate());
        assertThat(channel() instanceof LimitedMedia).isEqualTo(!sent.isEmpty());
        if (channel() instanceof LimitedMedia limited) {
            assertThat(limited.mediaLimits().keySet()).isEqualTo(sent);
        }
    }

    @Test
    default void saysHowLongItsProviderKeepsMediaExactlyIfThereAreAnyToFetch() {
        if (channel() instanceof MediaSource source) {
            assertThat(source.mediaRetention()).isNotEmpty();
            source.mediaRetention()
                    .forEach((kind, retention) -> assertThat(channel().capabilities())
                            .as("a kind that comes in: %s", kind)
                            .contains(ChannelCapability.valueOf("RECEIVE_" + kind)));
        }
    }

    @Test
    default void declaresTheSignalsThatItCanShow() {
        Set<ChannelCapability> declared = channel().capabilities();
        assertThat(channel() instanceof SignalChannel)
                .isEqualTo(declared.contains(ChannelCapability.SIGNAL_TYPING)
                        || declared.contains(ChannelCapability.SIGNAL_READ));
        if (channel() instanceof TypingSignal) {
            assertThat(declared)
                    .contains(ChannelCapability.SIGNAL_TYPING)
                    .doesNotContain(ChannelCapability.SIGNAL_READ);
        }
    }

    @Test
    default void sendsTheSameMessageTwiceUnlessTheProviderRecognisesIt() {
        Assumptions.assumeTrue(channel().capabilities().contains(ChannelCapability.SEND_TEXT));
        int before = handedToProvider();
        channel().deliver(text(7, "again"));
        channel().deliver(text(7, "again"));
        boolean idempotent = channel().capabilities().contains(ChannelCapability.IDEMPOTENT_SEND);
        assertThat(handedToProvider()).isEqualTo(before + (idempotent ? 1 : 2));
    }

    @Test
    default void rejectsDeliveryThroughADisabledAccountAndTakesItUpAgainWhenEnabled() {
        accounts().enable(account(), false);
        int before = handedToProvider();
        assertRejected(channel().deliver(text(2, "off")), DeliveryProblem.Reason.ACCOUNT_DISABLED);
        assertThat(handedToProvider()).isEqualTo(before);
        accounts().enable(account(), true);
        if (channel().capabilities().contains(ChannelCapability.SEND_TEXT)) {
            assertThat(channel().deliver(text(3, "on"))).isInstanceOf(DeliveryResult.Accepted.class);
        }
    }

    @Test
    default void rejectsDeliveryThroughAnAccountThatIsGone() {
        accounts().remove(account());
        assertRejected(channel().deliver(text(4, "gone")), DeliveryProblem.Reason.ACCOUNT_DISABLED);
    }

    @Test
    default void neverLetsATextLeaveThatIsLongerThanTheStatedLimit() {
        Assumptions.assumeTrue(channel() instanceof LimitedText);
        TextLimit limit = ((LimitedText) channel()).textLimit();
        int before = handedToProvider();
        assertThat(channel().deliver(text(5, "x".repeat(limit.max())))).isInstanceOf(DeliveryResult.Accepted.class);
        assertThat(handedToProvider()).isEqualTo(before + 1);
        assertRejected(
                channel().deliver(text(6, "x".repeat(limit.max() + 1))), DeliveryProblem.Reason.CONTENT_TOO_LONG);
        if (limit.unit() == TextLimit.Unit.BYTES) {
            assertRejected(
                    channel().deliver(text(6, "客".repeat(limit.max() / 3 + 1))),
                    DeliveryProblem.Reason.CONTENT_TOO_LONG);
        }
        assertThat(handedToProvider()).isEqualTo(before + 1);
    }

    private static void assertRejected(DeliveryResult result, DeliveryProblem.Reason reason) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        DeliveryResult.Rejected.class,
                        rejected -> assertThat(rejected.problem().reason()).isEqualTo(reason));
    }
}
