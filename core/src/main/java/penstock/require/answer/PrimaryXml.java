package penstock.require.answer;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import penstock.version.Evr;

/** Reads {@code primary.xml} of a repository of RPMs as far as requirements go. Source packages are left out. */
public final class PrimaryXml {
    private final XMLStreamReader xml;
    private final List<Packaged> packages = new ArrayList<>();
    private Making making = new Making();

    private PrimaryXml(XMLStreamReader xml) {
        this.xml = xml;
    }

    /** One package, as far as it was read. */
    private static final class Making {
        private String name = "";
        private String arch = "";
        private String source = "";
        private Evr evr = new Evr("0", "", "");
        private final List<RpmDependency> provides = new ArrayList<>();
        private final List<RpmDependency> requires = new ArrayList<>();
        private final List<String> files = new ArrayList<>();
        private Optional<List<RpmDependency>> open = Optional.empty();

        Packaged made() {
            return new Packaged(name, evr, Packaged.sourceName(source), provides, requires, files);
        }
    }

    /**
     * @param in the text, unpacked; whoever opened it bounds its length
     * @throws XMLStreamException when it is no such text, or can't be read
     */
    public static List<Packaged> read(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        PrimaryXml reader = new PrimaryXml(factory.createXMLStreamReader(in));
        reader.all();
        return reader.packages;
    }

    private void all() throws XMLStreamException {
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> start(xml.getLocalName());
                case XMLStreamConstants.END_ELEMENT -> end(xml.getLocalName());
                default -> {
                    // Text is read where its element begins.
                }
            }
        }
    }

    private void start(String element) throws XMLStreamException {
        switch (element) {
            case "package" -> making = new Making();
            case "name" -> making.name = xml.getElementText();
            case "arch" -> making.arch = xml.getElementText();
            case "version" -> making.evr = evr();
            case "sourcerpm" -> making.source = xml.getElementText();
            case "file" -> making.files.add(xml.getElementText());
            case "provides" -> making.open = Optional.of(making.provides);
            case "requires" -> making.open = Optional.of(making.requires);
            case "entry" -> making.open.ifPresent(list -> list.add(entry()));
            default -> {
                // What no requirement asks for.
            }
        }
    }

    private void end(String element) {
        switch (element) {
            case "provides", "requires" -> making.open = Optional.empty();
            case "package" -> {
                if (!making.arch.equals("src") && !making.name.isEmpty()) {
                    packages.add(making.made());
                }
            }
            default -> {
                // Nothing ends with it.
            }
        }
    }

    private RpmDependency entry() {
        return new RpmDependency(attribute("name"), RpmDependency.Sign.of(attribute("flags")), evr());
    }

    private Evr evr() {
        String epoch = attribute("epoch");
        return new Evr(epoch.isEmpty() ? "0" : epoch, attribute("ver"), attribute("rel"));
    }

    private String attribute(String name) {
        String value = xml.getAttributeValue("", name);
        return value == null ? "" : value;
    }
}
