package io.keshu.benchmarks.wechat;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * One official account in secure mode, made up.
 *
 * @param key of its webhook's address
 * @param originalId what messages are addressed to ({@code ToUserName})
 */
public record WechatAccount(String key, String appId, String token, String encodingAesKey, String originalId) {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int KEY_LENGTH = 43;
    private static final int TOKEN_LENGTH = 24;
    private static final int ORIGINAL_ID_LENGTH = 12;

    /** The same accounts for the same number, in every process of a run. */
    public static List<WechatAccount> list(int count) {
        return IntStream.range(0, count).mapToObj(WechatAccount::number).toList();
    }

    private static WechatAccount number(int number) {
        SplittableRandom random = new SplittableRandom(number);
        return new WechatAccount(
                "bench" + number,
                "wx%016x".formatted(random.nextLong()),
                letters(random, TOKEN_LENGTH),
                letters(random, KEY_LENGTH),
                "gh_" + letters(random, ORIGINAL_ID_LENGTH));
    }

    private static String letters(SplittableRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        return text.toString();
    }
}
