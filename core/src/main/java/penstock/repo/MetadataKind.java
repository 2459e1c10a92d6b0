package penstock.repo;

import java.util.Locale;

/** The three files of a repository's metadata: their root elements around those of the packages. */
public enum MetadataKind {
    PRIMARY(
            "metadata",
            " xmlns=\"http://linux.duke.edu/metadata/common\" xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\""),
    FILELISTS("filelists", " xmlns=\"http://linux.duke.edu/metadata/filelists\""),
    OTHER("otherdata", " xmlns=\"http://linux.duke.edu/metadata/other\"");

    private final String element;
    private final String namespaces;

    MetadataKind(String element, String namespaces) {
        this.element = element;
        this.namespaces = namespaces;
    }

    /** Its {@code type} in {@code repomd.xml}. */
    public String type() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The text before the packages. */
    public String head(int packages) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<" + element + namespaces + " packages=\"" + packages
                + "\">\n";
    }

    /** The text behind them. */
    public String tail() {
        return "</" + element + ">";
    }
}
