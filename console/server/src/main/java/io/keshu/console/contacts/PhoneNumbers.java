package io.keshu.console.contacts;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;

/** Phone numbers as people write them. Thread-safe. */
public final class PhoneNumbers {

    private static final int LONGEST = 64;
    private static final int SHOWN_FIRST = 3;
    private static final int SHOWN_LAST = 4;

    private final PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    private final String region;

    /** @throws IllegalArgumentException if nobody knows of phones in the region */
    public PhoneNumbers(String region) {
        if (!numbers.getSupportedRegions().contains(region)) {
            throw new IllegalArgumentException(
                    "keshu.contacts.default-region must be a country's two letters, such as CN: " + region);
        }
        this.region = region;
    }

    /** In E.164; empty if it is no number that could be called. */
    public Optional<String> e164(String written) {
        return written.length() > LONGEST
                ? Optional.empty()
                : parse(written)
                        .filter(numbers::isValidNumber)
                        .map(number -> numbers.format(number, PhoneNumberFormat.E164));
    }

    /** The first three and the last four digits, and the country if it is another one. */
    public String masked(String e164) {
        Optional<PhoneNumber> number = parse(e164);
        String digits = number.map(numbers::getNationalSignificantNumber).orElse(e164);
        String country = number.filter(found -> found.getCountryCode() != numbers.getCountryCodeForRegion(region))
                .map(found -> "+" + found.getCountryCode() + " ")
                .orElse("");
        int hidden = digits.length() - SHOWN_FIRST - SHOWN_LAST;
        return hidden < 2
                ? country + "****" + digits.substring(Math.max(0, digits.length() - 2))
                : country
                        + digits.substring(0, SHOWN_FIRST)
                        + "*".repeat(hidden)
                        + digits.substring(digits.length() - SHOWN_LAST);
    }

    private Optional<PhoneNumber> parse(String written) {
        try {
            return Optional.of(numbers.parse(written, region));
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }
}
