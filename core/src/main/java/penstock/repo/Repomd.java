package penstock.repo;

import java.util.List;

/** The text of {@code repomd.xml}, by which clients find and check the other files of a repository's metadata. */
public final class Repomd {
    private Repomd() {}

    /**
     * One of the metadata files.
     *
     * @param checksum SHA-256 of the file, which is also in its name
     * @param openChecksum SHA-256 of its text, not compressed
     */
    public record Listed(MetadataKind kind, String checksum, String openChecksum, long size, long openSize) {
        /** Below the repository's folder. */
        public String path() {
            return "repodata/" + checksum + "-" + kind.type() + ".xml.gz";
        }
    }

    /** @param revision the repository's revision and the time of its files, seconds since the epoch */
    public static String text(long revision, List<Listed> files) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                + "<repomd xmlns=\"http://linux.duke.edu/metadata/repo\""
                + " xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\">\n");
        xml.append("  <revision>").append(revision).append("</revision>\n");
        for (Listed file : files) {
            xml.append("  <data type=\"").append(file.kind().type()).append("\">\n");
            xml.append("    <checksum type=\"sha256\">").append(file.checksum()).append("</checksum>\n");
            xml.append("    <open-checksum type=\"sha256\">")
                    .append(file.openChecksum())
                    .append("</open-checksum>\n");
            xml.append("    <location href=\"").append(file.path()).append("\"/>\n");
            xml.append("    <timestamp>").append(revision).append("</timestamp>\n");
            xml.append("    <size>").append(file.size()).append("</size>\n");
            xml.append("    <open-size>").append(file.openSize()).append("</open-size>\n");
            xml.append("  </data>\n");
        }
        return xml.append("</repomd>\n").toString();
    }
}
