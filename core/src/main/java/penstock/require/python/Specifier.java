package penstock.require.python;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One clause of PEP 440, such as {@code >=1.2}. Two are equal when operator and normalised version are: {@code ==1.0} and {@code ==1};
 * but {@code ~=1.0} is not {@code ~=1.0.0}.
 */
public final class Specifier {
    /** The operators of PEP 440. */
    public enum Operator {
        ARBITRARY("==="),
        COMPATIBLE("~="),
        EQUAL("=="),
        NOT_EQUAL("!="),
        AT_MOST("<="),
        AT_LEAST(">="),
        LESS("<"),
        GREATER(">");

        private final String sign;

        Operator(String sign) {
            this.sign = sign;
        }

        /** As it is written. */
        public String sign() {
            return sign;
        }
    }

    private final Operator operator;
    private final String version;
    private final @Nullable PythonVersion parsed;
    private final String canonical;

    private Specifier(Operator operator, String version, @Nullable PythonVersion parsed) {
        this.operator = operator;
        this.version = version;
        this.parsed = parsed;
        this.canonical =
                parsed == null ? version : operator == Operator.COMPATIBLE ? parsed.toString() : parsed.canonical();
    }

    /** Reads one clause, white space around it and after its operator aside. */
    public static Reading<Specifier> read(String text) {
        return TextScan.read(text, Specifier::whole);
    }

    static Specifier whole(TextScan scan) {
        scan.skipSpace();
        Specifier specifier = scan(scan);
        if (specifier == null) {
            throw scan.refused("Expected an operator and a version by PEP 440, such as >=1.2");
        }
        scan.skipSpace();
        if (!scan.atEnd()) {
            throw scan.refused("Not part of a version that may follow " + specifier.operator.sign);
        }
        return specifier;
    }

    /** The clause that begins here; null, and the place is as it was, when none does. */
    static @Nullable Specifier scan(TextScan scan) {
        int from = scan.at();
        for (Operator operator : Operator.values()) {
            if (scan.take(operator.sign)) {
                scan.skipSpace();
                Specifier specifier = operator == Operator.ARBITRARY ? arbitrary(scan) : versioned(scan, operator);
                if (specifier == null) {
                    scan.moveTo(from);
                }
                return specifier;
            }
        }
        return null;
    }

    private static Specifier arbitrary(TextScan scan) {
        int from = scan.at();
        while (!scan.atEnd() && !PythonText.isSpace(scan.peek()) && scan.peek() != ';' && scan.peek() != ')') {
            scan.moveTo(scan.at() + 1);
        }
        String text = scan.since(from);
        return new Specifier(
                Operator.ARBITRARY, text, PythonVersion.read(text).value().orElse(null));
    }

    private static @Nullable Specifier versioned(TextScan scan, Operator operator) {
        int from = scan.at();
        VersionScan.Start start = VersionScan.start(scan);
        if (start == null || (operator == Operator.COMPATIBLE && start.release().size() < 2)) {
            return null;
        }
        boolean exact = operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
        if (exact && scan.take(".*")) {
            return new Specifier(operator, scan.since(from), null);
        }
        PythonVersion parsed = VersionScan.rest(scan, start, exact);
        return new Specifier(operator, scan.since(from), parsed);
    }

    public Operator operator() {
        return operator;
    }

    /** As written; for {@code ==} and {@code !=} it may end with {@code .*}, for {@code ===} it is any text, even none. */
    public String version() {
        return version;
    }

    /** The version; empty before {@code .*}, and where that of {@code ===} is none by PEP 440. */
    public Optional<PythonVersion> parsed() {
        return Optional.ofNullable(parsed);
    }

    /**
     * Whether this clause asks for a pre-release, so that it admits them where nobody said otherwise: its version is one, and it is not
     * {@code !=}, {@code <} or {@code >}. Where the version of {@code ===} is none by PEP 440 the answer is no, as in newer
     * {@code packaging}; 23.0 fails there.
     */
    public boolean admitsPrereleases() {
        return switch (operator) {
            case NOT_EQUAL, LESS, GREATER -> false;
            case ARBITRARY, COMPATIBLE, EQUAL, AT_MOST, AT_LEAST -> parsed != null && parsed.isPrerelease();
        };
    }

    /** Whether a version fulfils this; a pre-release does so only when {@link #admitsPrereleases}. */
    public boolean contains(PythonVersion candidate) {
        return contains(candidate, admitsPrereleases());
    }

    /** Whether a version fulfils this, where it is known whether a pre-release may. */
    public boolean contains(PythonVersion candidate, boolean prereleases) {
        if (candidate.isPrerelease() && !prereleases) {
            return false;
        }
        if (operator == Operator.ARBITRARY) {
            return candidate.toString().equals(version.toLowerCase(Locale.ROOT));
        }
        if (parsed == null) {
            boolean matches = PrefixMatch.matches(candidate, version.substring(0, version.length() - 2));
            return matches == (operator == Operator.EQUAL);
        }
        return switch (operator) {
            case EQUAL, ARBITRARY -> isEqual(candidate, parsed);
            case NOT_EQUAL -> !isEqual(candidate, parsed);
            case AT_MOST -> candidate.publicVersion().compareTo(parsed) <= 0;
            case AT_LEAST -> candidate.publicVersion().compareTo(parsed) >= 0;
            case LESS -> isLess(candidate, parsed);
            case GREATER -> isGreater(candidate, parsed);
            case COMPATIBLE ->
                candidate.publicVersion().compareTo(parsed) >= 0
                        && PrefixMatch.matches(candidate, PrefixMatch.ofCompatible(version));
        };
    }

    private static boolean isEqual(PythonVersion candidate, PythonVersion wanted) {
        return (wanted.local().isEmpty() ? candidate.publicVersion() : candidate).equals(wanted);
    }

    /** Less than 1 does not mean its own pre-releases. */
    private static boolean isLess(PythonVersion candidate, PythonVersion bound) {
        boolean own = !bound.isPrerelease() && candidate.isPrerelease();
        return candidate.compareTo(bound) < 0 && !(own && haveSameBase(candidate, bound));
    }

    /** Greater than 1 does not mean its own post-releases and local versions. */
    private static boolean isGreater(PythonVersion candidate, PythonVersion bound) {
        boolean own = (!bound.isPostrelease() && candidate.isPostrelease())
                || !candidate.local().isEmpty();
        return candidate.compareTo(bound) > 0 && !(own && haveSameBase(candidate, bound));
    }

    private static boolean haveSameBase(PythonVersion a, PythonVersion b) {
        return a.baseVersion().equals(b.baseVersion());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Specifier clause && clause.operator == operator && clause.canonical.equals(canonical);
    }

    @Override
    public int hashCode() {
        return 31 * operator.hashCode() + canonical.hashCode();
    }

    /** As written, without white space. */
    @Override
    public String toString() {
        return operator.sign + version;
    }
}
