package penstock.repo;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import penstock.repo.RpmPackage.ChangelogEntry;
import penstock.repo.RpmPackage.Dependency;
import penstock.repo.RpmPackage.FileEntry;
import penstock.repo.RpmPackage.Nevra;
import penstock.repo.RpmPackage.Relation;

/**
 * The {@code <package>} elements of one RPM in the three files of a repository's metadata, in createrepo_c's words and layout, so that
 * they can be compared with its own as text. They say nothing of the repository that they are in but the address of the file ({@code href}), for
 * which {@link Fragments} keeps a place free.
 */
public final class PackageXml {
    /** createrepo_c's default: changelogs of distributions go back for decades. */
    private static final int CHANGELOG_ENTRIES = 10;

    private final StringBuilder xml = new StringBuilder(4096);

    private PackageXml() {}

    /**
     * @param sha256 of the RPM file
     * @param modified of the RPM file, seconds since the epoch
     */
    public static Fragments of(RpmPackage rpm, String sha256, long modified) {
        return new Fragments(
                rpm.file(),
                bytes(new PackageXml().primary(rpm, sha256, modified)),
                bytes(new PackageXml().format(rpm)),
                bytes(new PackageXml().filelists(rpm, sha256)),
                bytes(new PackageXml().other(rpm, sha256)));
    }

    /** Whether primary lists a file too: what other packages usually require by path. createrepo's rule. */
    public static boolean inPrimary(String path) {
        return path.startsWith("/etc/") || path.equals("/usr/lib/sendmail") || path.contains("bin/");
    }

    private PackageXml primary(RpmPackage rpm, String sha256, long modified) {
        xml.append("<package type=\"rpm\">\n");
        element("  ", "name", rpm.nevra().name());
        element("  ", "arch", rpm.nevra().arch());
        version(rpm.nevra());
        xml.append("  <checksum type=\"sha256\" pkgid=\"YES\">").append(sha256).append("</checksum>\n");
        element("  ", "summary", rpm.about().summary());
        element("  ", "description", rpm.about().description());
        element("  ", "packager", rpm.about().packager());
        element("  ", "url", rpm.about().url());
        xml.append("  <time file=\"").append(modified);
        xml.append("\" build=\"").append(rpm.origin().built()).append("\"/>\n");
        xml.append("  <size package=\"").append(rpm.sizes().file());
        xml.append("\" installed=\"").append(rpm.sizes().installed());
        xml.append("\" archive=\"").append(rpm.sizes().archive()).append("\"/>\n");
        xml.append("  <location href=\"");
        return this;
    }

    /** From behind the address on. */
    private PackageXml format(RpmPackage rpm) {
        xml.append("\"/>\n  <format>\n");
        element("    ", "rpm:license", rpm.about().license());
        element("    ", "rpm:vendor", rpm.about().vendor());
        element("    ", "rpm:group", rpm.about().group());
        element("    ", "rpm:buildhost", rpm.origin().buildHost());
        element("    ", "rpm:sourcerpm", rpm.origin().sourceRpm());
        xml.append("    <rpm:header-range start=\"").append(rpm.sizes().headerStart());
        xml.append("\" end=\"").append(rpm.sizes().headerEnd()).append("\"/>\n");
        for (Relation relation : Relation.values()) {
            relation(rpm, relation);
        }
        for (FileEntry file : rpm.files()) {
            if (inPrimary(file.path())) {
                file("    ", file);
            }
        }
        xml.append("  </format>\n</package>\n");
        return this;
    }

    private PackageXml filelists(RpmPackage rpm, String sha256) {
        head(rpm, sha256);
        for (FileEntry file : rpm.files()) {
            file("  ", file);
        }
        xml.append("</package>\n");
        return this;
    }

    private PackageXml other(RpmPackage rpm, String sha256) {
        head(rpm, sha256);
        for (ChangelogEntry entry : changelog(rpm.changelog())) {
            xml.append("  <changelog author=\"");
            PackageText.attribute(xml, withoutSpaces(entry.author()));
            xml.append("\" date=\"").append(entry.time()).append("\">");
            PackageText.text(xml, entry.text());
            xml.append("</changelog>\n");
        }
        xml.append("</package>\n");
        return this;
    }

    /**
     * The newest ones, oldest first. rpm gives whole days; where neighbours have the same time, the newer ones are put off a second each, as
     * createrepo does.
     */
    private static List<ChangelogEntry> changelog(List<ChangelogEntry> newestFirst) {
        List<ChangelogEntry> entries = new ArrayList<>();
        long day = 0;
        for (ChangelogEntry entry : newestFirst.subList(0, Math.min(CHANGELOG_ENTRIES, newestFirst.size()))) {
            long taken = entry.time();
            for (int i = entries.size() - 1; day == entry.time() && i >= 0; i--) {
                ChangelogEntry newer = entries.get(i);
                if (newer.time() != taken) {
                    break;
                }
                taken++;
                entries.set(i, new ChangelogEntry(newer.author(), taken, newer.text()));
            }
            day = entry.time();
            entries.add(entry);
        }
        return entries.reversed();
    }

    /** The first character stays, as in createrepo. */
    private static String withoutSpaces(String author) {
        int end = author.length();
        while (end > 1 && author.charAt(end - 1) == ' ') {
            end--;
        }
        return author.substring(0, end);
    }

    private void head(RpmPackage rpm, String sha256) {
        xml.append("<package pkgid=\"").append(sha256).append("\" name=\"");
        PackageText.attribute(xml, rpm.nevra().name());
        xml.append("\" arch=\"");
        PackageText.attribute(xml, rpm.nevra().arch());
        xml.append("\">\n");
        version(rpm.nevra());
    }

    private void version(Nevra nevra) {
        xml.append("  <version epoch=\"").append(nevra.epoch()).append("\" ver=\"");
        PackageText.attribute(xml, nevra.version());
        xml.append("\" rel=\"");
        PackageText.attribute(xml, nevra.release());
        xml.append("\"/>\n");
    }

    private void relation(RpmPackage rpm, Relation relation) {
        List<Requirements.Listed> listed = relation == Relation.REQUIRES
                ? Requirements.of(rpm)
                : rpm.dependencies().getOrDefault(relation, List.of()).stream()
                        .map(dependency -> new Requirements.Listed(dependency, false))
                        .toList();
        if (listed.isEmpty()) {
            return;
        }
        String name = relation.name().toLowerCase(Locale.ROOT);
        xml.append("    <rpm:").append(name).append(">\n");
        for (Requirements.Listed one : listed) {
            entry(one.dependency());
            xml.append(one.before() ? " pre=\"1\"/>\n" : "/>\n");
        }
        xml.append("    </rpm:").append(name).append(">\n");
    }

    private void entry(Dependency dependency) {
        xml.append("      <rpm:entry name=\"");
        PackageText.attribute(xml, dependency.name());
        xml.append('"');
        String comparison = comparison(dependency.flags());
        if (comparison.isEmpty()) {
            return;
        }
        xml.append(" flags=\"").append(comparison).append('"');
        evr(dependency.version());
    }

    /** {@code [epoch:]version[-release]}; an epoch that is no number is left out. */
    private void evr(String text) {
        int colon = text.indexOf(':');
        int dash = text.indexOf('-', colon + 1);
        String epoch = text.substring(0, Math.max(colon, 0));
        if (!text.isEmpty() && epoch.chars().allMatch(c -> c >= '0' && c <= '9')) {
            attribute("epoch", epoch.isEmpty() ? "0" : epoch);
        }
        attribute("ver", text.substring(colon + 1, dash < 0 ? text.length() : dash));
        attribute("rel", dash < 0 ? "" : text.substring(dash + 1));
    }

    /** Nothing for an empty value. */
    private void attribute(String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        xml.append(' ').append(name).append("=\"");
        PackageText.attribute(xml, value);
        xml.append('"');
    }

    /** {@code RPMSENSE_LESS} is 2, {@code _GREATER} 4, {@code _EQUAL} 8. */
    private static String comparison(int flags) {
        return switch (flags & 0xf) {
            case 2 -> "LT";
            case 4 -> "GT";
            case 8 -> "EQ";
            case 10 -> "LE";
            case 12 -> "GE";
            default -> "";
        };
    }

    private void file(String indent, FileEntry file) {
        xml.append(indent).append("<file").append(file.kind().attribute()).append('>');
        PackageText.text(xml, file.path());
        xml.append("</file>\n");
    }

    private void element(String indent, String name, String text) {
        xml.append(indent).append('<').append(name).append('>');
        PackageText.text(xml, text);
        xml.append("</").append(name).append(">\n");
    }

    private static byte[] bytes(PackageXml made) {
        return made.xml.toString().getBytes(StandardCharsets.UTF_8);
    }
}
