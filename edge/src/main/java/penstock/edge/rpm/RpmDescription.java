package penstock.edge.rpm;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import penstock.repo.PackageText;
import penstock.repo.RpmPackage;
import penstock.repo.RpmPackage.ChangelogEntry;
import penstock.repo.RpmPackage.Dependency;
import penstock.repo.RpmPackage.FileEntry;
import penstock.repo.RpmPackage.FileKind;
import penstock.repo.RpmPackage.Relation;

/**
 * What metadata repeats of an RPM's header. Tags are those of rpm's {@code rpmtag.h}; what a header does not have is empty or 0, and what
 * belongs together but differs in number is an {@link IllegalArgumentException} or {@link IndexOutOfBoundsException}.
 */
final class RpmDescription {
    private static final int SIGNATURE_PAYLOAD_SIZE = 1007;
    private static final int SIGNATURE_LONG_ARCHIVE_SIZE = 271;

    private static final int NAME = 1000;
    private static final int VERSION = 1001;
    private static final int RELEASE = 1002;
    private static final int EPOCH = 1003;
    private static final int SUMMARY = 1004;
    private static final int DESCRIPTION = 1005;
    private static final int BUILD_TIME = 1006;
    private static final int BUILD_HOST = 1007;
    private static final int SIZE = 1009;
    private static final int VENDOR = 1011;
    private static final int LICENSE = 1014;
    private static final int PACKAGER = 1015;
    private static final int GROUP = 1016;
    private static final int URL = 1020;
    private static final int ARCH = 1022;
    private static final int FILE_MODES = 1030;
    private static final int FILE_FLAGS = 1037;
    private static final int SOURCE_RPM = 1044;
    private static final int ARCHIVE_SIZE = 1046;
    private static final int CHANGELOG_TIME = 1080;
    private static final int CHANGELOG_NAME = 1081;
    private static final int CHANGELOG_TEXT = 1082;
    private static final int SOURCE_PACKAGE = 1106;
    private static final int DIR_INDEXES = 1116;
    private static final int BASE_NAMES = 1117;
    private static final int DIR_NAMES = 1118;
    private static final int LONG_SIZE = 5009;

    private static final int TYPE_OF_FILE = 0xf000;
    private static final int DIRECTORY = 0x4000;
    private static final int GHOST = 1 << 6;

    /** Tags of a relation. */
    private record Tags(int names, int flags, int versions) {}

    private static final Map<Relation, Tags> RELATIONS = new EnumMap<>(Map.of(
            Relation.PROVIDES, new Tags(1047, 1112, 1113),
            Relation.REQUIRES, new Tags(1049, 1048, 1050),
            Relation.CONFLICTS, new Tags(1054, 1053, 1055),
            Relation.OBSOLETES, new Tags(1090, 1114, 1115),
            Relation.RECOMMENDS, new Tags(5046, 5048, 5047),
            Relation.SUGGESTS, new Tags(5049, 5051, 5050),
            Relation.SUPPLEMENTS, new Tags(5052, 5054, 5053),
            Relation.ENHANCES, new Tags(5055, 5057, 5056)));

    private final HeaderSection signature;
    private final HeaderSection header;
    private final long size;

    private RpmDescription(HeaderSection.Both sections) {
        this.signature = sections.signature();
        this.header = sections.header();
        this.size = sections.size();
    }

    static RpmPackage of(HeaderSection.Both sections) {
        return new RpmDescription(sections).read();
    }

    private RpmPackage read() {
        var dependencies = new EnumMap<Relation, List<Dependency>>(Relation.class);
        RELATIONS.forEach((relation, tags) -> dependencies.put(relation, dependencies(tags)));
        return new RpmPackage(
                nevra(),
                new RpmPackage.About(
                        text(SUMMARY),
                        text(DESCRIPTION),
                        text(PACKAGER),
                        text(URL),
                        text(LICENSE),
                        text(VENDOR),
                        text(GROUP)),
                new RpmPackage.Origin(text(BUILD_HOST), text(SOURCE_RPM), number(header, BUILD_TIME)),
                sizes(),
                dependencies,
                files(),
                changelog());
    }

    private RpmPackage.Nevra nevra() {
        if (!header.has(NAME) || !header.has(VERSION) || !header.has(RELEASE)) {
            throw new IllegalArgumentException("a header without name, version or release");
        }
        return new RpmPackage.Nevra(
                text(NAME),
                number(header, EPOCH),
                text(VERSION),
                text(RELEASE),
                header.has(SOURCE_PACKAGE) ? "src" : text(ARCH));
    }

    private RpmPackage.Sizes sizes() {
        long installed = number(header, header.has(SIZE) ? SIZE : LONG_SIZE);
        long archive = header.has(ARCHIVE_SIZE)
                ? number(header, ARCHIVE_SIZE)
                : number(
                        signature,
                        signature.has(SIGNATURE_PAYLOAD_SIZE) ? SIGNATURE_PAYLOAD_SIZE : SIGNATURE_LONG_ARCHIVE_SIZE);
        return new RpmPackage.Sizes(size, installed, archive, header.start(), header.end());
    }

    private List<Dependency> dependencies(Tags tags) {
        var names = texts(tags.names());
        var versions = texts(tags.versions());
        var flags = header.numbers(tags.flags());
        var out = new ArrayList<Dependency>();
        for (int i = 0; i < names.size(); i++) {
            out.add(new Dependency(names.get(i), (int) flags[i], versions.get(i)));
        }
        return out;
    }

    private List<FileEntry> files() {
        var paths = FilePaths.of(texts(DIR_NAMES), header.numbers(DIR_INDEXES), texts(BASE_NAMES));
        var modes = header.numbers(FILE_MODES);
        var flags = header.numbers(FILE_FLAGS);
        var out = new ArrayList<FileEntry>();
        for (int i = 0; i < paths.size(); i++) {
            out.add(new FileEntry(paths.get(i), kind(modes[i], flags[i])));
        }
        return out;
    }

    private static FileKind kind(long mode, long flags) {
        if ((mode & TYPE_OF_FILE) == DIRECTORY) {
            return FileKind.DIR;
        }
        return (flags & GHOST) != 0 ? FileKind.GHOST : FileKind.FILE;
    }

    private List<ChangelogEntry> changelog() {
        var times = header.numbers(CHANGELOG_TIME);
        var authors = texts(CHANGELOG_NAME);
        var texts = texts(CHANGELOG_TEXT);
        var out = new ArrayList<ChangelogEntry>();
        for (int i = 0; i < times.length; i++) {
            out.add(new ChangelogEntry(authors.get(i), times[i], texts.get(i)));
        }
        return out;
    }

    private String text(int tag) {
        var texts = texts(tag);
        return texts.isEmpty() ? "" : texts.getFirst();
    }

    private List<String> texts(int tag) {
        return header.raw(tag).stream().map(PackageText::decode).toList();
    }

    private static long number(HeaderSection section, int tag) {
        var numbers = section.numbers(tag);
        return numbers.length == 0 ? 0 : numbers[0];
    }
}
