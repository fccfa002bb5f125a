package io.keshu.channels.email.convert;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeVisitor;

/** Reads HTML mail: its text without the quotation, and a form of it that is harmless to show. */
public final class HtmlReader {

    /** Beyond this much a page is not read; the rest would be cut off anyway. */
    static final int MAX_READ = 1_000_000;

    /** Where mail programs put what they quote. */
    private static final String QUOTES = "blockquote[type=cite], .gmail_quote, .gmail_quote_container, .yahoo_quoted,"
            + " #isReplyContent, .ntes-mailmaster-quote, div[name=quote], #origbody, .moz-cite-prefix";

    /** After these of Outlook's and QQ Mail's everything is quoted. */
    private static final String QUOTED_FROM =
            "#divRplyFwdMsg, #appendonsend, div.OutlookMessageHeader, #mail-editor-reference-message-container,"
                    + " div[style~=(?i)border-top:\\s*solid\\s+#(e1e1e1|b5c4df)], includetail";

    /**
     * Names where a picture is, in place of loading it, which would tell somebody that the mail is read. Pictures within the mail come as
     * messages of their own.
     */
    private static final String REMOTE = "data-remote";

    /** More pictures than that no letter needs. */
    private static final int MAX_PICTURES = 50;

    private static final int MAX_ADDRESS = 2000;

    private static final Safelist HARMLESS = Safelist.relaxed()
            .addTags("hr", "s", "font")
            .addAttributes("font", "color")
            .removeProtocols("a", "href", "ftp")
            .addEnforcedAttribute("a", "rel", "nofollow noopener noreferrer")
            .addEnforcedAttribute("a", "target", "_blank");

    private HtmlReader() {}

    /**
     * @param text what was written
     * @param quoted what was quoted, if it was marked as such; else it is still in the text
     */
    public record Read(String text, String quoted, String cleaned) {}

    public static Read read(String html) {
        Document page = Jsoup.parse(html.length() > MAX_READ ? html.substring(0, MAX_READ) : html);
        String cleaned =
                withoutLoading(new Cleaner(HARMLESS).clean(page)).body().html();
        List<String> quoted = new ArrayList<>();
        for (Element mark : page.select(QUOTED_FROM)) {
            cutFrom(mark, quoted);
        }
        for (Element quote : page.select(QUOTES)) {
            if (quote.closest("body") != null) {
                quoted.add(text(quote));
                quote.remove();
            }
        }
        return new Read(text(page.body()), String.join("\n\n", quoted).strip(), cleaned);
    }

    private static Document withoutLoading(Document cleaned) {
        int kept = 0;
        for (Element picture : cleaned.select("img")) {
            String address = picture.attr("src");
            if (address.isEmpty() || address.length() > MAX_ADDRESS || kept == MAX_PICTURES) {
                picture.remove();
            } else {
                picture.removeAttr("src").attr(REMOTE, address);
                kept++;
            }
        }
        return cleaned;
    }

    private static void cutFrom(Element mark, List<String> quoted) {
        if (mark.parent() == null) {
            return;
        }
        for (Node after = mark; after != null; ) {
            Node next = after.nextSibling();
            if (after instanceof Element element) {
                quoted.add(text(element));
            }
            after.remove();
            after = next;
        }
    }

    /** Text as it would be read, line by line. */
    private static String text(Element root) {
        StringBuilder text = new StringBuilder();
        root.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    String plain = words.text().replace('\u00a0', ' ');
                    boolean lineStart = text.isEmpty() || text.charAt(text.length() - 1) == '\n';
                    text.append(lineStart ? plain.stripLeading() : plain);
                } else if (node.nodeName().equals("br")) {
                    text.append('\n');
                } else if (node instanceof Element element && element.isBlock() && !text.isEmpty()) {
                    newLine(text);
                }
            }

            @Override
            public void tail(Node node, int depth) {
                if (node instanceof Element element && element.isBlock() && !text.isEmpty()) {
                    newLine(text);
                    if (element.nodeName().equals("p")) {
                        text.append('\n');
                    }
                }
            }
        });
        return text.toString()
                .replaceAll(" +\n", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .strip();
    }

    private static void newLine(StringBuilder text) {
        if (text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }
}
