package penstock.require.spec;

/**
 * A package that a spec makes.
 *
 * @param name macros expanded as far as they are plain text: {@code python3-oslo-log-tests}, {@code python%{pyver}-six}
 * @param line of its {@code %package}, counted from 1; that of {@code Name:} for the main package, or 1
 * @param depth in how many {@code %if} that line stands
 * @param main whether it is the spec's own package
 * @param made whether it has {@code %files}: without, rpm makes no such package
 */
public record Subpackage(String name, int line, int depth, boolean main, boolean made) {
    /** What a package is for, by its name. */
    public enum Role {
        /** What others import. */
        LIBRARY,
        TESTS,
        DOC,
        OTHER
    }

    /** In how many {@code %if} a tag of it stands that has no condition of its own. */
    public int tagDepth() {
        return main ? 0 : depth;
    }

    /** By its name's end and start, as distributions of OpenStack name them; a Puppet module is a library too. */
    public Role role() {
        if (name.endsWith("-tests") || name.endsWith("-test")) {
            return Role.TESTS;
        }
        if (name.endsWith("-doc") || name.endsWith("-docs")) {
            return Role.DOC;
        }
        boolean library = !flavour().isEmpty() || name.startsWith("puppet-");
        return library && made && !name.endsWith("-lang") && !name.contains("+") ? Role.LIBRARY : Role.OTHER;
    }

    /** For which Python: {@code python3-}, {@code python2-}, {@code python%{pyver}-}, {@code python-}; empty for none. */
    public String flavour() {
        return Stated.flavour(name);
    }

    /** The extra of {@code python3-name+extra}; empty when it is none. */
    public String extra() {
        return name.substring(name.indexOf('+') < 0 ? name.length() : name.indexOf('+') + 1);
    }
}
