package io.keshu.channels.sms.client;

import io.keshu.channels.api.MessageTemplate;
import io.keshu.channels.sms.config.CloudSettings;
import java.util.List;
import java.util.Map;

/** A provider that sends nothing but what its templates say. Thread-safe. */
public interface TemplateGateway {

    /**
     * Sends one message.
     *
     * @param number in E.164
     * @param values by the blanks' names
     * @param reference comes back with what the provider says later
     */
    SendOutcome send(
            CloudSettings settings, String number, String template, Map<String, String> values, String reference);

    /** The account's approved templates. */
    Listing templates(CloudSettings settings);

    /** Asks for the least that shows whether the settings are right. */
    Listing look(CloudSettings settings);

    /** What came of asking for templates. */
    sealed interface Listing {
        record Given(List<MessageTemplate> templates) implements Listing {
            public Given {
                templates = List.copyOf(templates);
            }
        }

        /** @param why never {@link SendOutcome.Taken} */
        record Failed(SendOutcome why) implements Listing {}
    }
}
