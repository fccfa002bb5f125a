package io.keshu.channels.api;

/**
 * A channel whose templates need the customer's consent, one for each message: {@link InboundContent.TemplateConsents} brings it, a message
 * that leaves uses it up, and one that is refused with {@link DeliveryProblem.Reason#REFUSED_BY_CUSTOMER} shows that there was none left.
 * Providers don't tell how many there are, so the hub counts them.
 */
public interface ConsentedTemplates extends TemplateCatalog {}
