package io.keshu.console.conversations;

import io.keshu.console.contacts.PhoneNumbers;
import org.springframework.stereotype.Component;

/** Addresses as timelines show them: enough to tell one from another. */
@Component
final class MaskedAddresses {

    private static final int SHOWN = 4;

    private final PhoneNumbers phones;

    MaskedAddresses(PhoneNumbers phones) {
        this.phones = phones;
    }

    String of(String address) {
        int at = address.lastIndexOf('@');
        if (at > 0) {
            return address.substring(0, address.offsetByCodePoints(0, 1)) + "***" + address.substring(at);
        }
        return address.startsWith("+")
                ? phones.masked(address)
                : "***" + address.substring(Math.max(0, address.length() - SHOWN));
    }
}
