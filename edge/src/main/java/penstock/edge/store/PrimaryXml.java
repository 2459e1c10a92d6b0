package penstock.edge.store;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import penstock.edge.store.RepositoryMetadata.Listed;

/** Reads who is listed in a repository's {@code primary.xml}. */
final class PrimaryXml {
    private final List<Listed> listed = new ArrayList<>();
    private String name = "";
    private String arch = "";
    private String epoch = "0";
    private String versionRelease = "";
    private String sha256 = "";
    private String file = "";

    private PrimaryXml() {}

    static List<Listed> read(InputStream in) throws XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        PrimaryXml primary = new PrimaryXml();
        XMLStreamReader reader = factory.createXMLStreamReader(in);
        try {
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    primary.start(reader);
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && reader.getLocalName().equals("package")) {
                    primary.end();
                }
            }
        } finally {
            reader.close();
        }
        return List.copyOf(primary.listed);
    }

    /** Elements of the rpm namespace (what it provides, its files) have other names, or come after these. */
    private void start(XMLStreamReader reader) throws XMLStreamException {
        switch (reader.getLocalName()) {
            case "name" -> name = reader.getElementText();
            case "arch" -> arch = reader.getElementText();
            case "checksum" -> sha256 = reader.getElementText();
            case "location" -> file = attribute(reader, "href");
            case "version" -> {
                epoch = attribute(reader, "epoch");
                versionRelease = attribute(reader, "ver") + "-" + attribute(reader, "rel");
            }
            default -> {}
        }
    }

    private void end() {
        String nvra = name + "-" + versionRelease + "." + arch;
        String nevra = name + "-" + (epoch.isEmpty() ? "0" : epoch) + ":" + versionRelease + "." + arch;
        listed.add(new Listed(nevra, nvra, file, sha256));
    }

    private static String attribute(XMLStreamReader reader, String name) {
        return Optional.ofNullable(reader.getAttributeValue(null, name)).orElse("");
    }
}
