package io.keshu.channels.weixin.convert;

import com.ctc.wstx.stax.WstxInputFactory;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.codehaus.stax2.XMLInputFactory2;

/**
 * Reads what WeChat sends: one root with a few levels of elements, flattened to names and values. Strict on purpose: no document types, no
 * entities but XML's own, bounded depth and number of elements.
 */
public final class CallbackXml {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_ELEMENTS = 500;

    /**
     * Woodstox whatever else is on the class path, so that its hardening is known: it reads a call in half the time of the JDK's parser, and
     * what strangers send can't fill its table of names. Creating readers is thread-safe.
     */
    private static final XMLInputFactory FACTORY = hardenedFactory();

    private CallbackXml() {}

    /**
     * The leaves in document order, the root left out: {@code Content}, nested ones as {@code ScanCodeInfo.ScanResult}, repeated ones as
     * {@code PicList.item}, {@code PicList.item[2]}. Empty if this is not such a document.
     */
    public static Optional<Map<String, String>> read(String xml) {
        try {
            XMLStreamReader reader = FACTORY.createXMLStreamReader(new StringReader(withoutControls(xml)));
            try {
                return Optional.of(new Reading().collect(reader));
            } finally {
                reader.close();
            }
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    /** Customers can type what XML forbids, and WeChat passes it on; a blank in its place is better than a lost message. */
    public static String withoutControls(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isForbidden(text.charAt(i))) {
                StringBuilder clean = new StringBuilder(text);
                for (int j = i; j < clean.length(); j++) {
                    if (isForbidden(clean.charAt(j))) {
                        clean.setCharAt(j, ' ');
                    }
                }
                return clean.toString();
            }
        }
        return text;
    }

    private static boolean isForbidden(char c) {
        return (c < ' ' && c != '\t' && c != '\n' && c != '\r') || c >= '\uFFFE';
    }

    private static XMLInputFactory hardenedFactory() {
        XMLInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        // Lazily, a fault within a text would be found only when it is asked for, and thrown unchecked.
        factory.setProperty(XMLInputFactory2.P_LAZY_PARSING, false);
        return factory;
    }

    /** The state of one reading. */
    private static final class Reading {
        private final Leaves leaves = new Leaves();
        private final Deque<String> path = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private int depth;
        private int elements;
        private boolean leaf;

        Map<String, String> collect(XMLStreamReader reader) throws XMLStreamException {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT -> open(reader.getLocalName());
                    case XMLStreamConstants.END_ELEMENT -> close();
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XMLStreamException("Document types and entities are not taken");
                    default -> {}
                }
            }
            return leaves.values();
        }

        private void open(String name) throws XMLStreamException {
            if (++depth > MAX_DEPTH || ++elements > MAX_ELEMENTS) {
                throw new XMLStreamException("Too deep or too many elements");
            }
            if (depth > 1) {
                String parent = path.peek();
                path.push(parent == null || parent.isEmpty() ? name : parent + "." + name);
            } else {
                path.push("");
            }
            text.setLength(0);
            leaf = true;
        }

        private void close() {
            depth--;
            String name = path.pop();
            if (leaf && !name.isEmpty()) {
                leaves.add(name, text.toString());
            }
            leaf = false;
        }
    }
}
