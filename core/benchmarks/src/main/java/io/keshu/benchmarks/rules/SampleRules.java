package io.keshu.benchmarks.rules;

import io.keshu.bot.rule.Answer;
import io.keshu.bot.rule.Conditions;
import io.keshu.bot.rule.Rule;
import io.keshu.bot.rule.RuleDefinition;
import io.keshu.bot.rule.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Rules as a large shop may have them, the same in every run: of ten, six look for words in the message, two compare the whole
 * message, one has a pattern with a fixed word and one is for occasions that have no words. Two hundred, the most that may be, have
 * patterns without a fixed word, which are tried on every message.
 */
final class SampleRules {

    /** The most rules with patterns that are tried on every text; the hub takes no more. */
    private static final int OPEN_PATTERNS = 200;

    private static final String CHARACTERS = "退款换货发票物流地址订单会员积分优惠尺码颜色材质保修门店时间电话客服支付账号密码登录注册活动新品价格库存预售包装";

    private SampleRules() {}

    static List<Rule> many(int count) {
        Random random = new Random(1);
        List<Rule> rules = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Trigger trigger = i < OPEN_PATTERNS
                    ? Trigger.keyword(Trigger.Match.PATTERN, "^[0-9]{" + (4 + i % 20) + "}[a-z]?$")
                    : trigger(i, random);
            rules.add(new Rule(
                    i + 1L,
                    new RuleDefinition(
                            "rule " + i,
                            true,
                            trigger,
                            Conditions.NONE,
                            List.of(Answer.text("answer " + i)),
                            RuleDefinition.Choice.ALL,
                            i % 2 == 0,
                            false),
                    1));
        }
        return rules;
    }

    private static Trigger trigger(int i, Random random) {
        return switch (i % 10) {
            case 0, 1 -> Trigger.keyword(Trigger.Match.EXACT, word(i, random), word(i + 1, random));
            case 2 -> Trigger.keyword(Trigger.Match.PATTERN, word(i, random) + ".{0,6}[吗么呢]");
            case 3 ->
                i % 20 == 3
                        ? Trigger.subscribed("scene" + i)
                        : Trigger.messages(Trigger.MessageKind.IMAGE, Trigger.MessageKind.VOICE);
            default ->
                Trigger.keyword(Trigger.Match.CONTAINS, word(i, random), word(i + 1, random), word(i + 2, random));
        };
    }

    /** Three characters and a number: few messages have one, as with the names of goods. */
    private static String word(int i, Random random) {
        StringBuilder word = new StringBuilder();
        for (int n = 0; n < 3; n++) {
            word.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
        }
        return word.append(i % 1000).toString();
    }

    /** What customers write: a sentence of 10 to 200 characters, a third of which has a word of some rule in it. */
    static List<String> messages(int rules) {
        Random words = new Random(1);
        List<String> known = new ArrayList<>();
        for (int i = OPEN_PATTERNS; i < rules; i++) {
            known.addAll(trigger(i, words).words());
        }
        Random random = new Random(2);
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = 10 + random.nextInt(190);
            while (text.length() < length) {
                text.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            if (i % 3 == 0) {
                text.insert(random.nextInt(text.length()), known.get(random.nextInt(known.size())));
            }
            messages.add(text.toString());
        }
        return messages;
    }
}
