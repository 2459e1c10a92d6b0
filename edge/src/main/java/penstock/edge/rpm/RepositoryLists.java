package penstock.edge.rpm;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import penstock.engine.port.OutsideFailure;

/**
 * Fetches the metadata of a repository of RPMs: {@code repodata/repomd.xml} and the files that it names and dnf's solver reads, each
 * with the SHA-256 that is said there. Packages are not fetched.
 */
final class RepositoryLists {
    private static final long LARGEST_INDEX = 4L << 20;
    private static final long LARGEST_LIST = 1L << 30;
    private static final Pattern LOCATION = Pattern.compile("repodata/[A-Za-z0-9][A-Za-z0-9._+-]*");

    /** The same as databases or in chunks, and changelogs. */
    private static final Pattern NOT_READ = Pattern.compile(".*_db|.*_zck|other.*");

    private final Downloads downloads;

    RepositoryLists(Downloads downloads) {
        this.downloads = downloads;
    }

    private record Listed(String location, String sha256) {}

    /** @param folder gets {@code repodata} */
    void fetch(URI base, Path folder) throws OutsideFailure, InterruptedException {
        var index = folder.resolve("repodata/repomd.xml");
        downloads.fetch(base.resolve("repodata/repomd.xml"), index, "", LARGEST_INDEX);
        for (var listed : listed(base, index)) {
            downloads.fetch(
                    base.resolve(listed.location()), folder.resolve(listed.location()), listed.sha256(), LARGEST_LIST);
        }
    }

    private static List<Listed> listed(URI base, Path index) throws OutsideFailure {
        try (var in = Files.newInputStream(index)) {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            var all = builder.parse(in).getElementsByTagName("data");
            var out = new ArrayList<Listed>();
            for (int i = 0; i < all.getLength(); i++) {
                if (all.item(i) instanceof Element data
                        && !NOT_READ.matcher(data.getAttribute("type")).matches()) {
                    out.add(listed(base, data));
                }
            }
            return out;
        } catch (SAXException | ParserConfigurationException e) {
            throw new OutsideFailure(base + "repodata/repomd.xml cannot be read: " + e.getMessage(), false, e);
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + index + ": " + e, true, e);
        }
    }

    private static Listed listed(URI base, Element data) throws OutsideFailure {
        var location = data.getElementsByTagName("location").item(0) instanceof Element e ? e.getAttribute("href") : "";
        if (!LOCATION.matcher(location).matches()) {
            throw new OutsideFailure(base + "repodata/repomd.xml names no usable file: " + location, false);
        }
        var checksum = data.getElementsByTagName("checksum").item(0) instanceof Element e
                        && e.getAttribute("type").equals("sha256")
                ? e.getTextContent().strip()
                : "";
        if (!checksum.matches("[0-9a-f]{64}")) {
            throw new OutsideFailure(base + "repodata/repomd.xml has no SHA-256 of " + location, false);
        }
        return new Listed(location, checksum);
    }
}
