package io.keshu.console.contacts;

import io.keshu.console.session.CurrentAgent;
import io.keshu.console.session.SignedInAgent;
import io.keshu.console.web.Fails;
import io.keshu.console.web.FieldProblem;
import io.keshu.console.web.Ids;
import io.keshu.console.web.ProblemException;
import io.keshu.console.web.Words;
import io.keshu.domain.agent.AgentId;
import io.keshu.domain.agent.AgentStore;
import io.keshu.domain.conversation.ConversationQueries;
import io.keshu.domain.customer.Contact;
import io.keshu.domain.customer.CustomerContacts;
import io.keshu.domain.customer.CustomerId;
import io.keshu.domain.reply.ReplyWay;
import io.keshu.domain.reply.ReplyWays;
import io.keshu.domain.store.StaleVersionException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Phone number and mail address of a customer, as agents enter and correct them. */
@RestController
@RequestMapping("/api/customers/{id}/contact")
@Tag(name = "customers")
class ContactController {

    private static final int SHOWN_CHANGES = 50;

    private final CustomerContacts contacts;
    private final ConversationQueries queries;
    private final ReplyWays ways;
    private final PhoneNumbers phones;
    private final AgentStore agents;
    private final Words words;
    private final Clock clock;

    ContactController(
            CustomerContacts contacts,
            ConversationQueries queries,
            ReplyWays ways,
            PhoneNumbers phones,
            AgentStore agents,
            Words words,
            Clock clock) {
        this.contacts = contacts;
        this.queries = queries;
        this.ways = ways;
        this.phones = phones;
        this.agents = agents;
        this.words = words;
        this.clock = clock;
    }

    /**
     * @param phone as people write it; empty for none
     * @param email empty for none
     * @param version as it was read
     */
    record ContactWrite(String phone, String email, long version) {}

    @GetMapping
    @Operation(operationId = "contact")
    @Fails(status = 404, codes = "customer.unknown")
    ContactView read(@PathVariable String id) {
        return view(known(id));
    }

    @PutMapping
    @Operation(operationId = "saveContact")
    @Fails(status = 404, codes = "customer.unknown")
    @Fails(status = 409, codes = "contact.changed")
    @Fails(status = 422, codes = "request.invalid")
    ContactView save(@PathVariable String id, @RequestBody ContactWrite request, @CurrentAgent SignedInAgent agent) {
        CustomerId customer = known(id);
        List<FieldProblem> problems = new ArrayList<>();
        String phone = checked("phone", request.phone(), phones::e164, problems);
        String email = checked("email", request.email(), MailAddresses::normal, problems);
        if (!problems.isEmpty()) {
            throw ProblemException.fields(problems);
        }
        try {
            contacts.save(new Contact(
                    customer,
                    phone,
                    email,
                    request.version(),
                    agent.id(),
                    clock.instant().truncatedTo(ChronoUnit.MICROS)));
        } catch (StaleVersionException e) {
            throw stale(customer, phone, email);
        }
        return view(customer);
    }

    @GetMapping("/changes")
    @Operation(operationId = "contactChanges")
    @Fails(status = 404, codes = "customer.unknown")
    List<ContactView.Change> changes(@PathVariable String id) {
        List<Contact> all = contacts.history(known(id), SHOWN_CHANGES);
        Map<AgentId, String> names = names(all.stream().map(Contact::changedBy).collect(Collectors.toSet()));
        return all.stream()
                .map(one -> new ContactView.Change(
                        one.phone(),
                        one.email(),
                        one.version(),
                        names.getOrDefault(one.changedBy(), ""),
                        one.changedAt()))
                .toList();
    }

    private @Nullable String checked(
            String field, String written, Function<String, Optional<String>> normal, List<FieldProblem> problems) {
        String given = written.strip();
        if (given.isEmpty()) {
            return null;
        }
        Optional<String> found = normal.apply(given);
        if (found.isEmpty()) {
            problems.add(new FieldProblem(field, "invalid", words.say("contact." + field + ".invalid")));
        }
        return found.orElse(null);
    }

    /** Says who was faster, and what stands there since. */
    private ProblemException stale(CustomerId customer, @Nullable String phone, @Nullable String email) {
        Optional<Contact> now = contacts.find(customer);
        String nowPhone = now.map(Contact::phone).orElse(null);
        String nowEmail = now.map(Contact::email).orElse(null);
        List<FieldProblem> changes = new ArrayList<>();
        if (!Objects.equals(phone, nowPhone)) {
            changes.add(changed("phone", nowPhone));
        }
        if (!Objects.equals(email, nowEmail)) {
            changes.add(changed("email", nowEmail));
        }
        String by = now.map(Contact::changedBy)
                .map(agent -> names(Set.of(agent)).getOrDefault(agent, ""))
                .orElse("");
        return ProblemException.conflict("contact.changed", changes, by);
    }

    private FieldProblem changed(String field, @Nullable String value) {
        return new FieldProblem(
                field,
                "changed",
                value == null ? words.say("contact.changed.none") : words.say("contact.changed.to", value));
    }

    private Map<AgentId, String> names(Set<AgentId> ids) {
        return ids.isEmpty() ? Map.of() : agents.displayNames(ids);
    }

    private ContactView view(CustomerId customer) {
        Optional<Contact> contact = contacts.find(customer);
        return new ContactView(
                contact.map(Contact::phone).orElse(null),
                contact.map(Contact::email).orElse(null),
                contact.map(Contact::version).orElse(0L),
                contact.map(Contact::changedBy)
                        .map(agent -> names(Set.of(agent)).getOrDefault(agent, ""))
                        .orElse(null),
                contact.map(Contact::changedAt).orElse(null),
                ways.knownAddress(customer, ReplyWay.Kind.PHONE).orElse(null),
                ways.knownAddress(customer, ReplyWay.Kind.MAILBOX).orElse(null));
    }

    private CustomerId known(String id) {
        CustomerId customer = Ids.parse(id, CustomerId::new, ContactController::unknown);
        if (queries.identities(customer).isEmpty()) {
            throw unknown();
        }
        return customer;
    }

    private static ProblemException unknown() {
        return ProblemException.of(HttpStatus.NOT_FOUND, "customer.unknown");
    }
}
