package io.keshu.channels.email.convert;

import java.util.List;
import java.util.regex.Pattern;

/** Tells what somebody wrote from what she quotes, in the ways of Outlook, Gmail, Apple Mail, QQ Mail and 163, Chinese and English. */
public final class QuoteSplitter {

    /** Longer lines are nobody's attribution. */
    private static final int MAX_LINE = 400;

    /** Over how many lines an attribution may be wrapped. */
    private static final int WRAPPED = 3;

    private static final Pattern DIVIDER = Pattern.compile(
            "\\s*(?:[-_—–\\s]|&nbsp;){2,}(original (message|appointment)|forwarded message|原始邮件|原始郵件|原邮件|邮件原件|回复的原邮件"
                    + "|转发的邮件|转发邮件|轉寄郵件|原始信件)(?:[-_—–\\s]|&nbsp;){2,}",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern RULER = Pattern.compile("\\s*[_]{20,}\\s*");
    private static final Pattern WROTE_ENGLISH =
            Pattern.compile("\\s*(on|at)\\s[^\\n]{4,}\\swrote\\s*:\\s*", Pattern.CASE_INSENSITIVE);
    private static final Pattern WROTE_CHINESE = Pattern.compile("\\s*[^\\n]*[0-9@＠][^\\n]*(写道|寫道|写到)\\s*[:：]\\s*");
    private static final Pattern SENDER =
            Pattern.compile("\\s*[*]?(from|发件人|發件人|寄件者|发送人)\\s*[*]?\\s*[:：].*", Pattern.CASE_INSENSITIVE);
    private static final Pattern FURTHER = Pattern.compile(
            "\\s*[*]?(sent|date|to|subject|发送时间|发送日期|發送時間|日期|时间|收件人|主题|主旨|抄送)\\s*[*]?\\s*[:：].*",
            Pattern.CASE_INSENSITIVE);

    private QuoteSplitter() {}

    /** @param quoted from the first line that belongs to the quotation; empty if there is none */
    public record Split(String fresh, String quoted) {}

    public static Split split(String text) {
        List<String> lines = text.lines().toList();
        int start = 0;
        while (start < lines.size() && !quoteBegins(lines, start)) {
            start++;
        }
        String fresh = join(lines.subList(0, start));
        List<String> rest = lines.subList(start, lines.size());
        if (rest.isEmpty()) {
            return new Split(text.strip(), "");
        }
        if (!fresh.isBlank()) {
            return new Split(fresh.strip(), join(rest).strip());
        }
        return below(text, rest);
    }

    /** Somebody who writes below or between what she quotes: her lines are those without a mark. */
    private static Split below(String text, List<String> rest) {
        if (rest.stream().noneMatch(QuoteSplitter::marked)) {
            return new Split(text.strip(), "");
        }
        List<String> own = rest.stream()
                .filter(line -> !marked(line) && !attribution(line))
                .toList();
        String fresh = join(own).strip();
        return fresh.isEmpty()
                ? new Split(text.strip(), "")
                : new Split(fresh, join(rest).strip());
    }

    private static boolean quoteBegins(List<String> lines, int at) {
        String line = lines.get(at);
        if (line.length() > MAX_LINE) {
            return false;
        }
        return DIVIDER.matcher(line).matches()
                || marked(line)
                || wrappedAttribution(lines, at)
                || (RULER.matcher(line).matches() && at + 1 < lines.size() && head(lines, at + 1))
                || head(lines, at);
    }

    private static boolean marked(String line) {
        return line.startsWith(">") || line.startsWith(" >");
    }

    private static boolean attribution(String line) {
        return line.length() <= MAX_LINE
                && (WROTE_ENGLISH.matcher(line).matches()
                        || WROTE_CHINESE.matcher(line).matches());
    }

    private static boolean wrappedAttribution(List<String> lines, int at) {
        StringBuilder joined = new StringBuilder();
        for (int i = at; i < Math.min(at + WRAPPED, lines.size()); i++) {
            joined.append(joined.isEmpty() ? "" : " ").append(lines.get(i).strip());
            if (i > at && !lines.get(at).matches("(?i)\\s*(on|at|在|于)\\s.*")) {
                return false;
            }
            if (joined.length() > MAX_LINE) {
                return false;
            }
            if (attribution(joined.toString())) {
                return true;
            }
        }
        return false;
    }

    /** The head of the quoted mail: a sender and soon after it something else of a head. */
    private static boolean head(List<String> lines, int at) {
        if (lines.get(at).length() > MAX_LINE || !SENDER.matcher(lines.get(at)).matches()) {
            return false;
        }
        return lines.subList(at + 1, Math.min(at + 5, lines.size())).stream()
                .anyMatch(line ->
                        line.length() <= MAX_LINE && FURTHER.matcher(line).matches());
    }

    private static String join(List<String> lines) {
        return String.join("\n", lines);
    }
}
