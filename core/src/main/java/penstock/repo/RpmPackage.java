package penstock.repo;

import java.util.List;
import java.util.Map;

/**
 * What an RPM's header says that a repository's metadata repeats. Texts are as {@link PackageText#decode} gives them.
 *
 * @param dependencies by kind, in the header's order and unfiltered
 * @param files in the header's order
 * @param changelog in the header's order, the newest first
 */
public record RpmPackage(
        Nevra nevra,
        About about,
        Origin origin,
        Sizes sizes,
        Map<Relation, List<Dependency>> dependencies,
        List<FileEntry> files,
        List<ChangelogEntry> changelog) {
    public RpmPackage {
        dependencies = Map.copyOf(dependencies);
        files = List.copyOf(files);
        changelog = List.copyOf(changelog);
    }

    /** The file name that rpm gives such a package: the epoch is not in it. */
    public String file() {
        return nevra.name() + "-" + nevra.version() + "-" + nevra.release() + "." + nevra.arch() + ".rpm";
    }

    /** @param arch {@code src} for a source RPM */
    public record Nevra(String name, long epoch, String version, String release, String arch) {}

    public record About(
            String summary,
            String description,
            String packager,
            String url,
            String license,
            String vendor,
            String group) {}

    /**
     * @param sourceRpm empty for a source RPM
     * @param built seconds since the epoch
     */
    public record Origin(String buildHost, String sourceRpm, long built) {}

    /**
     * In bytes.
     *
     * @param file the whole RPM file
     * @param headerStart where its header begins in the file
     * @param headerEnd where its payload begins
     */
    public record Sizes(long file, long installed, long archive, long headerStart, long headerEnd) {}

    /** What one package says of others, in the order in which metadata lists it. */
    public enum Relation {
        PROVIDES,
        REQUIRES,
        CONFLICTS,
        OBSOLETES,
        SUGGESTS,
        ENHANCES,
        RECOMMENDS,
        SUPPLEMENTS
    }

    /**
     * @param flags rpm's {@code RPMSENSE_} bits
     * @param version {@code [epoch:]version[-release]}; empty when there is none
     */
    public record Dependency(String name, int flags, String version) {}

    /** @param kind as a file's {@code type} says it */
    public record FileEntry(String path, FileKind kind) {}

    public enum FileKind {
        FILE(""),
        DIR(" type=\"dir\""),
        GHOST(" type=\"ghost\"");

        private final String attribute;

        FileKind(String attribute) {
            this.attribute = attribute;
        }

        String attribute() {
            return attribute;
        }
    }

    /** @param time seconds since the epoch */
    public record ChangelogEntry(String author, long time, String text) {}
}
