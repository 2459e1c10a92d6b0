package penstock.edge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.edge.rpm.RpmFile;
import penstock.repo.Fragments;
import penstock.repo.MetadataKind;
import penstock.repo.PackageXml;

/** Compares the metadata that Penstock makes of RPMs with createrepo_c's, character by character. */
final class CreaterepoComparison {
    private static final Pattern PACKAGE = Pattern.compile("<package [^>]*>\n.*?\n</package>\n", Pattern.DOTALL);
    private static final Pattern PKGID = Pattern.compile("pkgid=\"(?:YES\">)?([0-9a-f]{64})");

    private CreaterepoComparison() {}

    /** Returns how many RPMs lie in a folder and are equal in all three files. */
    static int compare(Path folder) throws Exception {
        new ProcessRunner()
                .capture(Invocation.of(
                        Duration.ofMinutes(5),
                        "createrepo_c",
                        "--quiet",
                        "--no-database",
                        "--general-compress-type=gz",
                        folder.toString()))
                .orFail("createrepo_c");
        Map<MetadataKind, Map<String, String>> theirs = theirs(folder);
        int compared = 0;
        try (DirectoryStream<Path> rpms = Files.newDirectoryStream(folder, "*.rpm")) {
            for (Path rpm : rpms) {
                String sha256 = Sha256.hex(Files.readAllBytes(rpm));
                long modified = Files.getLastModifiedTime(rpm).toInstant().getEpochSecond();
                Fragments ours = PackageXml.of(new RpmFile().describe(rpm).orElseThrow(), sha256, modified);
                String file = rpm.getFileName().toString();
                same(theirs, MetadataKind.PRIMARY, sha256, text(ours.primary()) + file + text(ours.primaryRest()));
                same(theirs, MetadataKind.FILELISTS, sha256, text(ours.filelists()));
                same(theirs, MetadataKind.OTHER, sha256, text(ours.other()));
                assertThat(ours.file()).isEqualTo(file);
                compared++;
            }
        }
        theirs.forEach((kind, left) -> assertThat(left).as(kind.type()).isEmpty());
        return compared;
    }

    private static void same(
            Map<MetadataKind, Map<String, String>> theirs, MetadataKind kind, String sha256, String ours) {
        assertThat(ours).isEqualTo(theirs.getOrDefault(kind, Map.of()).remove(sha256));
    }

    /** The packages of each file, by their checksum. */
    static Map<MetadataKind, Map<String, String>> theirs(Path folder) throws IOException {
        Map<MetadataKind, Map<String, String>> theirs = new TreeMap<>();
        for (MetadataKind kind : MetadataKind.values()) {
            Map<String, String> packages = new TreeMap<>();
            Matcher each = PACKAGE.matcher(metadata(folder, kind));
            while (each.find()) {
                Matcher id = PKGID.matcher(each.group());
                assertThat(id.find()).isTrue();
                packages.put(id.group(1), each.group());
            }
            theirs.put(kind, packages);
        }
        return theirs;
    }

    /** The text of one of the files of a repository. */
    static String metadata(Path folder, MetadataKind kind) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder.resolve("repodata"), "*-" + kind.type() + ".xml.gz")) {
            try (InputStream in =
                    new GZIPInputStream(Files.newInputStream(files.iterator().next()))) {
                return text(in.readAllBytes());
            }
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
