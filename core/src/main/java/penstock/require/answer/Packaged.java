package penstock.require.answer;

import java.util.List;
import penstock.repo.PackageXml;
import penstock.repo.RpmPackage;
import penstock.repo.RpmPackage.Relation;
import penstock.version.Evr;

/**
 * A package of a repository, as far as requirements go. It is made from primary.xml, from a build's RPM ({@link #of}), or by hand.
 *
 * @param source the source package's name; empty when it is not known
 * @param provides its own name included
 * @param files those that primary lists: others are not required by path
 */
public record Packaged(
        String name,
        Evr evr,
        String source,
        List<RpmDependency> provides,
        List<RpmDependency> requires,
        List<String> files) {
    public Packaged {
        provides = List.copyOf(provides);
        requires = List.copyOf(requires);
        files = List.copyOf(files);
    }

    /** Of an RPM's header. */
    public static Packaged of(RpmPackage rpm) {
        RpmPackage.Nevra nevra = rpm.nevra();
        return new Packaged(
                nevra.name(),
                new Evr(Long.toString(nevra.epoch()), nevra.version(), nevra.release()),
                sourceName(rpm.origin().sourceRpm()),
                dependencies(rpm, Relation.PROVIDES),
                dependencies(rpm, Relation.REQUIRES),
                rpm.files().stream()
                        .map(RpmPackage.FileEntry::path)
                        .filter(PackageXml::inPrimary)
                        .toList());
    }

    /** {@code python-six} of {@code python-six-1.16.0-1.el9.src.rpm}. */
    public static String sourceName(String sourceRpm) {
        int release = sourceRpm.lastIndexOf('-');
        int version = release < 0 ? -1 : sourceRpm.lastIndexOf('-', release - 1);
        return version < 0 ? sourceRpm : sourceRpm.substring(0, version);
    }

    private static List<RpmDependency> dependencies(RpmPackage rpm, Relation relation) {
        return rpm.dependencies().getOrDefault(relation, List.of()).stream()
                .map(one -> new RpmDependency(one.name(), RpmDependency.Sign.of(one.flags()), Evr.parse(one.version())))
                .toList();
    }
}
