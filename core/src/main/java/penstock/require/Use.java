package penstock.require;

import penstock.require.python.PythonName;

/**
 * What a requirement is for.
 *
 * @param name of the extra (normalised), of the dependency group (normalised), or the path of the file; empty for the other kinds
 */
public record Use(Kind kind, String name) implements Comparable<Use> {
    public static final Use RUNTIME = new Use(Kind.RUNTIME, "");
    public static final Use TEST = new Use(Kind.TEST, "");
    public static final Use DOC = new Use(Kind.DOC, "");
    public static final Use BUILD_SYSTEM = new Use(Kind.BUILD_SYSTEM, "");
    public static final Use SYSTEM = new Use(Kind.SYSTEM, "");

    /** Kinds of use. */
    public enum Kind {
        /** Needed by what is installed. */
        RUNTIME,
        /** Needed by what is installed, for those who ask for an extra; {@code python3dist(name[extra])}. */
        EXTRA,
        TEST,
        DOC,
        /** Needed to build it (PEP 518, {@code setup_requires}). */
        BUILD_SYSTEM,
        /** A dependency group of PEP 735, or of poetry. */
        GROUP,
        /** A package of the distribution, with bindep's profiles as its condition. */
        SYSTEM,
        /** Not needed: a limit for those who need it ({@code -c}, upper-constraints.txt). */
        CONSTRAINT,
        /** In a requirements file that nothing in the tree makes a part of the package's metadata. */
        LISTED
    }

    /** By PEP 685 in any spelling. */
    public static Use extra(String name) {
        return new Use(Kind.EXTRA, PythonName.of(name).normalised());
    }

    /** By PEP 735 in any spelling. */
    public static Use group(String name) {
        return new Use(Kind.GROUP, PythonName.of(name).normalised());
    }

    public static Use constraint(String path) {
        return new Use(Kind.CONSTRAINT, path);
    }

    public static Use listed(String path) {
        return new Use(Kind.LISTED, path);
    }

    @Override
    public int compareTo(Use other) {
        int order = kind.compareTo(other.kind);
        return order != 0 ? order : name.compareTo(other.name);
    }

    /** For people: {@code runtime}, {@code extra test}, {@code build system}, {@code constraint upper-constraints.txt}. */
    @Override
    public String toString() {
        String word = kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return name.isEmpty() ? word : word + " " + name;
    }
}
