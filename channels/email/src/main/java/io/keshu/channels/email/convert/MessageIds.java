package io.keshu.channels.email.convert;

import io.keshu.channels.api.ChannelAccountId;
import io.keshu.channels.api.ExternalMessageId;
import io.keshu.channels.api.OutboundMessageId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Message-IDs: customers', and our own. */
public final class MessageIds {

    private static final Pattern ID = Pattern.compile("<[^\\s<>]{1,250}>");

    private MessageIds() {}

    /** The one under which a message of ours leaves, each time it is tried. */
    public static String own(ChannelAccountId account, OutboundMessageId message, String address) {
        return "<keshu." + account + "." + message + "@" + address.substring(address.lastIndexOf('@') + 1) + ">";
    }

    /** The ids in a header such as References, in order. */
    public static List<String> in(String header) {
        List<String> ids = new ArrayList<>();
        Matcher found = ID.matcher(header);
        while (found.find()) {
            ids.add(found.group());
        }
        return ids;
    }

    /** By what a mail is known again, wherever it lies: its Message-ID and who wrote it, or its whole head. */
    static ExternalMessageId of(ReceivedMail mail, String sender) {
        Optional<String> id =
                mail.raw("message-id").flatMap(raw -> in(raw).stream().findFirst());
        // In a fixed order: the same mail must have the same id on every node.
        Map<String, List<String>> head = new TreeMap<>(mail.headers());
        return new ExternalMessageId(
                "mail:" + sha256(id.map(known -> known + "\n" + sender).orElseGet(head::toString)));
    }

    static ExternalMessageId part(ExternalMessageId mail, int index) {
        return new ExternalMessageId(mail.value() + "#" + index);
    }

    static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
