package io.keshu.channels.api;

import java.util.List;

/** What came of asking for an account's templates. */
public sealed interface TemplateAnswer {

    /** In the provider's order. */
    record Given(List<MessageTemplate> templates) implements TemplateAnswer {
        public Given {
            templates = List.copyOf(templates);
        }
    }

    record Failed(DeliveryProblem problem) implements TemplateAnswer {}
}
