package io.keshu.benchmarks.driver;

import io.keshu.benchmarks.wechat.WechatAccount;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Who writes: some write a great deal and most hardly ever, by a Zipf law with exponent 1. Not thread-safe. */
final class Customers {

    private final List<WechatAccount> accounts;
    private final double[] cumulated;
    private final SplittableRandom random;

    Customers(List<WechatAccount> accounts, int count, long seed) {
        this.accounts = accounts;
        this.random = new SplittableRandom(seed);
        this.cumulated = new double[count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += 1.0 / (i + 1);
            cumulated[i] = sum;
        }
    }

    int count() {
        return cumulated.length;
    }

    /** The next to write. */
    int next() {
        double share = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, share);
        return Math.min(found < 0 ? -found - 1 : found, cumulated.length - 1);
    }

    WechatAccount accountOf(int customer) {
        return accounts.get(accountNumber(customer));
    }

    int accountNumber(int customer) {
        return customer % accounts.size();
    }

    /** As long as an openid, which has 28 characters. */
    static String openId(int customer) {
        return "oBenchmark%018d".formatted(customer);
    }

    static int ofOpenId(String openId) {
        return Integer.parseInt(openId.substring("oBenchmark".length()));
    }
}
