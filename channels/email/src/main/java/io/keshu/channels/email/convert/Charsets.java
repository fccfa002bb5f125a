package io.keshu.channels.email.convert;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Bytes to text, whatever a mail says of its charset: Chinese mail often says something else than it is. */
public final class Charsets {

    /** Of GB2312 and GBK a superset; clients say the smaller names and use the larger set. */
    private static final Charset CHINESE = Charset.forName("GB18030");

    private static final Set<String> CHINESE_NAMES = Set.of(
            "gb2312", "gbk", "gb_2312-80", "x-gbk", "cp936", "ms936", "euc-cn", "chinese", "gb18030", "hz-gb-2312");

    private Charsets() {}

    /** @param name as the mail has it; null if it has none */
    public static String decode(byte[] bytes, @Nullable String name) {
        Optional<Charset> named = named(name);
        // ASCII with eighth bits is a default that nobody meant, and UTF-8 that is none is most often Chinese.
        boolean doubtful = named.isEmpty()
                || named.get().equals(StandardCharsets.US_ASCII)
                || named.get().equals(StandardCharsets.UTF_8);
        return doubtful ? guessed(bytes) : new String(bytes, named.get());
    }

    private static Optional<Charset> named(@Nullable String name) {
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        String plain = name.strip().toLowerCase(Locale.ROOT);
        if (CHINESE_NAMES.contains(plain)) {
            return Optional.of(CHINESE);
        }
        try {
            return Optional.of(Charset.forName(plain));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            return Optional.empty();
        }
    }

    /** UTF-8 if it is that, else Chinese. */
    static String guessed(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, CHINESE);
        }
    }
}
