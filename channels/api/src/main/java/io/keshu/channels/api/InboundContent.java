package io.keshu.channels.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a customer sent. Closed, so that whoever switches over it is told by the compiler of a new kind; what a channel does
 * not know yet is {@link Unsupported}, kept with its fields, never an error to the provider.
 *
 * <p>Media arrive as the provider's reference; fetching them is the hub's work, outside lock and transaction.
 */
public sealed interface InboundContent {

    /** @param text as the customer wrote it */
    record Text(String text) implements InboundContent {}

    /**
     * An answer tapped among {@link OutboundContent.Options}.
     *
     * @param id which option
     * @param text what it says
     */
    record Choice(String id, String text) implements InboundContent {}

    /** @param url where the provider shows the picture, for as long as it keeps it */
    record Image(String mediaId, @Nullable String url) implements InboundContent {}

    /** @param recognition the provider's transcript, if it made one */
    record Voice(String mediaId, String format, @Nullable String recognition) implements InboundContent {}

    record Video(String mediaId, @Nullable String thumbnailMediaId) implements InboundContent {}

    /** @param sizeBytes the size the provider states, -1 if it doesn't */
    record File(String mediaId, String name, long sizeBytes) implements InboundContent {}

    /** @param label the address in words; empty if unknown */
    record Location(double latitude, double longitude, int scale, String label) implements InboundContent {}

    record Link(String title, String description, String url) implements InboundContent {}

    /** A structured card such as a mini-program page. */
    record Card(String title, Map<String, String> fields) implements InboundContent {
        public Card {
            fields = Map.copyOf(fields);
        }
    }

    /**
     * A letter. What is attached to it follows as messages of their own.
     *
     * @param subject may be empty
     * @param text what the customer wrote, without what she quotes; may be empty
     * @param quoted what she quotes; empty if nothing
     * @param html the whole as it looked, cleaned: without scripts and without anything that is loaded from elsewhere; empty if it had
     *     none. A picture from elsewhere has its address in {@code data-remote} and no {@code src}
     * @param automatic whether a machine wrote it, so that nothing may answer it by itself
     * @param notice what became of it on the way
     * @param attachments the names of what is attached and does not follow, line by line; empty if nothing
     */
    record Mail(
            String subject,
            String text,
            String quoted,
            String html,
            boolean automatic,
            MailNotice notice,
            String attachments)
            implements InboundContent {}

    /** What became of a {@link Mail} on the way to the hub. */
    enum MailNotice {
        NONE,
        /** Larger than is taken: only its head is here. */
        TOO_LARGE,
        /** Longer than a message may be, or with more parts: the rest is in the mailbox. */
        CUT,
        /** The mailbox did not hand it over in several attempts: only its head is here. */
        UNREADABLE
    }

    /**
     * A form that the customer filled in.
     *
     * @param answers what she filled in, in the form's order; at least one
     */
    record Form(FormPurpose purpose, List<FormAnswer> answers) implements InboundContent {
        public Form {
            answers = List.copyOf(answers);
            if (answers.isEmpty()) {
                throw new IllegalArgumentException("A form must have an answer");
            }
        }
    }

    /** What a {@link Form} is for. */
    enum FormPurpose {
        /** Asked before the conversation. */
        BEFORE,
        /** Left while nobody was there to answer. */
        MESSAGE
    }

    /**
     * One answer of a {@link Form}.
     *
     * @param name the field's
     * @param label what the customer read before it
     */
    record FormAnswer(String name, String label, String value) {}

    /**
     * A button of the account's menu.
     *
     * @param kind the provider's kind of button
     * @param key the button's key or address
     */
    record MenuClick(String kind, String key) implements InboundContent {}

    /** @param scene the QR code's scene through which the customer came, if any */
    record Subscribed(@Nullable String scene) implements InboundContent {}

    record Unsubscribed() implements InboundContent {}

    record Scanned(String scene) implements InboundContent {}

    /** The customer opened the session or shared their position on entering. */
    record Entered(Map<String, String> fields) implements InboundContent {
        public Entered {
            fields = Map.copyOf(fields);
        }
    }

    /**
     * The customer paid the company through the provider.
     *
     * @param reference the provider's number of the payment; empty if it gives none
     */
    record Paid(String reference, Map<String, String> fields) implements InboundContent {
        public Paid {
            fields = Map.copyOf(fields);
        }
    }

    /**
     * The customer was asked whether she wants messages by some of the account's templates, or changed her mind about them.
     *
     * @param answers at least one, each template once
     */
    record TemplateConsents(List<TemplateConsent> answers) implements InboundContent {
        public TemplateConsents {
            answers = List.copyOf(answers);
            if (answers.isEmpty()) {
                throw new IllegalArgumentException("There must be an answer");
            }
        }
    }

    /** One answer of {@link TemplateConsents}. */
    record TemplateConsent(String templateId, ConsentAnswer answer) {}

    /** What the customer answered. */
    enum ConsentAnswer {
        /** She may be sent one more message by it. */
        GIVEN,
        /** Not this time; what she allowed before stands. */
        REFUSED,
        /** She wants none any more, whatever she allowed before. */
        WITHDRAWN
    }

    /**
     * The provider's later word on something we sent; it belongs to that message and is no part of the timeline.
     *
     * @param failure why the customer did not get it; null if she did
     * @param status the provider's own word
     */
    record DeliveryReceipt(String providerMessageId, DeliveryProblem.@Nullable Reason failure, String status)
            implements InboundContent {}

    /**
     * What the channel doesn't know yet.
     *
     * @param kind the provider's name of the kind; that of something that merely happened begins with {@link #EVENT}
     * @param fields all fields it sent
     */
    record Unsupported(String kind, Map<String, String> fields) implements InboundContent {

        public static final String EVENT = "event:";

        public Unsupported {
            fields = Map.copyOf(fields);
        }

        /** Whether it merely happened, as opposed to a message, to which the customer expects an answer. */
        public boolean event() {
            return kind.startsWith(EVENT);
        }
    }
}
