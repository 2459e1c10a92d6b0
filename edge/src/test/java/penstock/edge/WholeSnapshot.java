package penstock.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureList;
import org.bouncycastle.openpgp.PGPUtil;
import org.bouncycastle.openpgp.bc.BcPGPObjectFactory;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentVerifierBuilderProvider;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import penstock.edge.openpgp.SignedFiles;

/** What must be true of a published snapshot at any moment that it can be seen. */
final class WholeSnapshot {
    private WholeSnapshot() {}

    /** It has metadata, and an RPM that is not empty for every row of its list. */
    static void check(String when, Path snapshot) throws IOException {
        assertThat(snapshot.resolve("repodata/repomd.xml")).as(when).isNotEmptyFile();
        assertThat(snapshot.resolve("delorean.repo")).as(when).isNotEmptyFile();
        assertThat(snapshot.resolve("commit.yaml")).as(when).isNotEmptyFile();
        List<String> rows = Files.readAllLines(snapshot.resolve("versions.csv"));
        assertThat(rows).as(when).hasSizeGreaterThan(1);
        Set<String> names;
        try (Stream<Path> files = Files.walk(snapshot, FileVisitOption.FOLLOW_LINKS)) {
            names = files.filter(file -> file.toString().endsWith(".rpm"))
                    .map(file -> file.getFileName().toString())
                    .collect(Collectors.toSet());
        }
        assertThat(names).as(when).hasSize(rows.size() - 1);
        for (String row : rows.subList(1, rows.size())) {
            String nvr = row.substring(row.lastIndexOf(',') + 1);
            assertThat(names).as("%s: %s", when, row).contains(nvr + ".noarch.rpm");
        }
    }

    /**
     * As {@link #check}, and what a client goes by: the published key signed the index, the index has the digest of each list, and the
     * list has each RPM with its digest; each RPM has a signature that names the key.
     *
     * @param keys the file of published keys
     */
    static void checkSigned(String when, Path snapshot, Path keys) throws Exception {
        check(when, snapshot);
        byte[] index = Files.readAllBytes(snapshot.resolve("repodata/repomd.xml"));
        PGPPublicKey key = verified(when, index, snapshot.resolve("repodata/repomd.xml.asc"), keys);
        Set<String> listed = new HashSet<>();
        for (Element list : elements(xml(index), "data")) {
            byte[] file = Files.readAllBytes(snapshot.resolve(href(list)));
            assertThat(sha256(file)).as("%s: %s", when, href(list)).isEqualTo(text(list, "checksum"));
            if (list.getAttribute("type").equals("primary")) {
                listed.addAll(rpms(when, snapshot, file));
            }
        }
        try (Stream<String> rows = Files.lines(snapshot.resolve("versions.csv"))) {
            assertThat(listed).as(when).hasSize((int) rows.count() - 1);
        }
        Map<String, Long> signed = Map.of("%016X".formatted(key.getKeyID()), listed.size() + 1L);
        assertThat(new SignedFiles().in(snapshot)).as(when).isEqualTo(signed);
    }

    private static Set<String> rpms(String when, Path snapshot, byte[] primary) throws Exception {
        Set<String> listed = new HashSet<>();
        try (InputStream text = new GZIPInputStream(new ByteArrayInputStream(primary))) {
            for (Element rpm : elements(xml(text.readAllBytes()), "package")) {
                assertThat(sha256(Files.readAllBytes(snapshot.resolve(href(rpm)))))
                        .as("%s: %s", when, href(rpm))
                        .isEqualTo(text(rpm, "checksum"));
                listed.add(href(rpm));
            }
        }
        return listed;
    }

    private static PGPPublicKey verified(String when, byte[] content, Path detached, Path keys)
            throws IOException, PGPException {
        PGPPublicKeyRingCollection published = new BcPGPPublicKeyRingCollection(
                PGPUtil.getDecoderStream(new ByteArrayInputStream(Files.readAllBytes(keys))));
        PGPSignature signature = ((PGPSignatureList) new BcPGPObjectFactory(
                                PGPUtil.getDecoderStream(new ByteArrayInputStream(Files.readAllBytes(detached))))
                        .nextObject())
                .get(0);
        PGPPublicKey key = published.getPublicKey(signature.getKeyID());
        assertThat(key).as("%s: the published key of %s", when, detached).isNotNull();
        signature.init(new BcPGPContentVerifierBuilderProvider(), key);
        signature.update(content);
        assertThat(signature.verify()).as("%s: %s", when, detached).isTrue();
        return key;
    }

    private static Document xml(byte[] text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(text));
    }

    private static List<Element> elements(Document document, String name) {
        var found = document.getElementsByTagName(name);
        return Stream.iterate(0, at -> at < found.getLength(), at -> at + 1)
                .map(at -> (Element) found.item(at))
                .toList();
    }

    private static String text(Element parent, String name) {
        return parent.getElementsByTagName(name).item(0).getTextContent();
    }

    private static String href(Element parent) {
        return ((Element) parent.getElementsByTagName("location").item(0)).getAttribute("href");
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }
}
