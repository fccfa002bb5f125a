package io.keshu.console.accounts;

import io.keshu.channels.api.AccountDescriptor;
import io.keshu.channels.api.AccountDescriptor.Field;
import io.keshu.channels.api.AccountDescriptor.Kind;
import io.keshu.channels.api.PublicAddresses;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps people from making the hub call machines of its own network: an address that somebody enters has to be a public one, unless
 * {@code keshu.channels.addresses.private-allowed} says otherwise. What configuration declares is the operator's own word.
 */
@Component
final class AddressGuard {

    private static final Logger log = LoggerFactory.getLogger(AddressGuard.class);

    private final boolean privateAllowed;

    AddressGuard(ChannelAddressesProperties properties) {
        this.privateAllowed = properties.privateAllowed();
    }

    /**
     * Asks the name service, hence may take a while.
     *
     * @param stored the settings that are there already, which are not asked about again
     * @return the faults {@code private_address}, at the field
     */
    List<AccountForm.Fault> faults(
            AccountDescriptor descriptor, Map<String, String> wanted, Map<String, String> stored) {
        if (privateAllowed) {
            return List.of();
        }
        return descriptor.fields().stream()
                .filter(field -> field.kind() == Kind.ADDRESS)
                .filter(field -> chosen(field, wanted, stored))
                .filter(field -> isPrivate(wanted.getOrDefault(field.name(), "")))
                .map(field -> new AccountForm.Fault("settings." + field.name(), "private_address", 0))
                .toList();
    }

    private static boolean chosen(Field field, Map<String, String> wanted, Map<String, String> stored) {
        String value = wanted.get(field.name());
        return value != null && !value.equals(stored.get(field.name())) && !value.equals(field.defaultValue());
    }

    /** A name that leads nowhere is none: trying the connection says so in better words. */
    private static boolean isPrivate(String address) {
        String host = host(address);
        try {
            List<?> unused = PublicAddresses.of(host);
            return false;
        } catch (PublicAddresses.NotPublicException e) {
            return true;
        } catch (UnknownHostException e) {
            log.debug("event=address_unknown host={}", host);
            return false;
        }
    }

    /** Of a URL, or of a host with or without a port. */
    static String host(String address) {
        String url = address.contains("://") ? address : "tcp://" + address;
        try {
            String host = URI.create(url).getHost();
            return Objects.requireNonNullElse(host, address);
        } catch (IllegalArgumentException e) {
            log.debug("event=address_malformed detail=\"{}\"", e.getMessage());
            return address;
        }
    }
}
