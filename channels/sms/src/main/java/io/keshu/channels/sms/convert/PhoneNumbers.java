package io.keshu.channels.sms.convert;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Optional;
import java.util.regex.Pattern;

/** Phone numbers as the hub knows customers by them: E.164, such as {@code +8613800138000}. */
public final class PhoneNumbers {

    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{5,14}");
    private static final Pattern SHORT_CODE = Pattern.compile("[0-9]{2,21}");
    private static final Pattern ALPHANUMERIC = Pattern.compile("[0-9A-Za-z ._&+-]{1,21}");
    private static final int MAINLAND = 86;

    private PhoneNumbers() {}

    /**
     * Who sent a message. A number that isn't one of a subscriber – a short code, a name – stays as it is, so that what the company is
     * sent by such senders arrives, too.
     *
     * @param region whose numbers come without their country's code, such as {@code CN}
     * @return empty if it is no sender at all
     */
    public static Optional<String> sender(String given, String region) {
        String stripped = given.strip();
        Optional<String> number = e164(stripped, region);
        if (number.isPresent()) {
            return number;
        }
        return ALPHANUMERIC.matcher(stripped).matches() ? Optional.of(stripped) : Optional.empty();
    }

    /** The number in E.164, if it could be a subscriber's. Digits with a country's code are recognised without their plus, too. */
    public static Optional<String> e164(String given, String region) {
        String digits = given.strip();
        return parse(digits, region).or(() -> digits.startsWith("+") ? Optional.empty() : parse("+" + digits, region));
    }

    private static Optional<String> parse(String number, String region) {
        try {
            PhoneNumber parsed = NUMBERS.parse(number, region);
            return NUMBERS.isValidNumber(parsed)
                    ? Optional.of(NUMBERS.format(parsed, PhoneNumberFormat.E164))
                    : Optional.empty();
        } catch (NumberParseException e) {
            return Optional.empty();
        }
    }

    /** Whether a message can be sent there: a number in E.164, or a short code. */
    public static boolean sendable(String user) {
        return E164.matcher(user).matches() || SHORT_CODE.matcher(user).matches();
    }

    /** Without the plus, as most providers write it. */
    public static String digits(String e164) {
        return e164.startsWith("+") ? e164.substring(1) : e164;
    }

    /** As within mainland China for its own numbers, without the plus for others. */
    public static String mainlandOrDigits(String e164) {
        String mainland = "+" + MAINLAND;
        return e164.startsWith(mainland) ? e164.substring(mainland.length()) : digits(e164);
    }

    /** Whether this is a region that the numbers know. */
    public static boolean region(String code) {
        return NUMBERS.getSupportedRegions().contains(code);
    }
}
