package io.keshu.channels.sandbox.push;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** The flat XML of pushes and answers. */
final class Xml {

    private final StringBuilder text = new StringBuilder("<xml>");

    Xml words(String name, String value) {
        text.append('<').append(name).append("><![CDATA[");
        text.append(value.replace("]]>", "]]]]><![CDATA[>"));
        text.append("]]></").append(name).append('>');
        return this;
    }

    Xml number(String name, String value) {
        text.append('<').append(name).append('>').append(value);
        text.append("</").append(name).append('>');
        return this;
    }

    /** Items below one another, each a {@code List} of its own. */
    Xml list(String name, List<Map<String, String>> items) {
        text.append('<').append(name).append('>');
        for (Map<String, String> item : items) {
            text.append("<List>");
            item.forEach(this::words);
            text.append("</List>");
        }
        text.append("</").append(name).append('>');
        return this;
    }

    String build() {
        return text + "</xml>";
    }

    private static void gather(String path, Element parent, Map<String, String> fields) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element) {
                String name = path + element.getTagName();
                fields.putIfAbsent(name, element.getTextContent());
                gather(name + ".", element, fields);
            }
        }
    }

    /**
     * What lies deeper is named by its path, such as {@code Image.MediaId}; of several alike the first counts.
     *
     * @throws BadAnswerException if it is not well-formed or declares a document type
     */
    static Map<String, String> read(String xml) throws BadAnswerException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            builder.setErrorHandler(new DefaultHandler());
            Element root = builder.parse(new InputSource(new StringReader(xml))).getDocumentElement();
            if (!root.getTagName().equals("xml")) {
                throw new BadAnswerException("root is " + root.getTagName());
            }
            Map<String, String> fields = new HashMap<>();
            gather("", root, fields);
            return fields;
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Every JDK reads XML without document types", e);
        } catch (SAXException | IOException e) {
            throw new BadAnswerException("not XML");
        }
    }
}
