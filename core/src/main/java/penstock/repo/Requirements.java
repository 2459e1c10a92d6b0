package penstock.repo;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import penstock.repo.RpmPackage.Dependency;
import penstock.repo.RpmPackage.FileEntry;
import penstock.repo.RpmPackage.Relation;
import penstock.version.Evr;

/**
 * Which requirements of a package its metadata lists, by createrepo's rules: not those of rpm itself ({@code rpmlib(...)}), not those that
 * the package provides in the very words, not its own files where they are in primary anyway, none twice in a row; and of
 * glibc's symbol versions only the highest, at the end.
 */
final class Requirements {
    private static final String GLIBC = "libc.so.6";
    /** {@code RPMSENSE_PREREQ}, {@code _SCRIPT_PRE}, {@code _SCRIPT_POST}: needed before a scriptlet runs. */
    private static final int BEFORE = 1 << 6 | 1 << 9 | 1 << 10;

    private static final int COMPARISON = 0xf;

    private final Set<Dependency> provided;
    private final Set<String> primaryFiles;
    private final Map<String, Listed> latest = new HashMap<>();
    private final List<Listed> listed = new ArrayList<>();
    private Optional<Listed> glibc = Optional.empty();

    private Requirements(RpmPackage rpm) {
        provided = rpm.dependencies().getOrDefault(Relation.PROVIDES, List.of()).stream()
                .map(Requirements::compared)
                .collect(Collectors.toCollection(HashSet::new));
        primaryFiles = rpm.files().stream()
                .map(FileEntry::path)
                .filter(PackageXml::inPrimary)
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** @param before whether it must be there before the package's scriptlets run */
    record Listed(Dependency dependency, boolean before) {}

    static List<Listed> of(RpmPackage rpm) {
        Requirements requirements = new Requirements(rpm);
        rpm.dependencies().getOrDefault(Relation.REQUIRES, List.of()).forEach(requirements::add);
        requirements.glibc.ifPresent(requirements.listed::add);
        return requirements.listed;
    }

    private void add(Dependency requirement) {
        Dependency plain = compared(requirement);
        if (requirement.name().startsWith("rpmlib(")
                || primaryFiles.contains(requirement.name())
                || provided.contains(plain)) {
            return;
        }
        Listed one = new Listed(plain, (requirement.flags() & BEFORE) != 0);
        if (one.equals(latest.get(plain.name()))) {
            return;
        }
        if (plain.name().startsWith(GLIBC)) {
            glibc = Optional.of(glibc.filter(known -> !higher(one, known)).orElse(one));
            return;
        }
        latest.put(plain.name(), one);
        listed.add(one);
    }

    private static Dependency compared(Dependency dependency) {
        return new Dependency(dependency.name(), dependency.flags() & COMPARISON, dependency.version());
    }

    private static boolean higher(Listed one, Listed than) {
        return Evr.compareVersions(symbolVersion(one), symbolVersion(than)) > 0;
    }

    /** {@code 2.28} of {@code libc.so.6(GLIBC_2.28)(64bit)}; empty when there is none. */
    private static String symbolVersion(Listed glibc) {
        String name = glibc.dependency().name();
        int open = name.indexOf('(');
        int close = name.indexOf(')');
        return open < 0 || close < open ? "" : name.substring(open + 1, close).replaceFirst("^GLIBC_", "");
    }
}
