package penstock.require.replay;

import java.util.Comparator;
import penstock.require.spec.Statement.Tag;

/**
 * What a line of a spec is about, however it is spelled: {@code python-six} that became {@code python2-six} is the same requirement of the
 * same package.
 *
 * @param tag only {@code Requires} and {@code BuildRequires} are looked at
 * @param home the package's name without its Python: {@code oslo-log-tests}; of build requirements, which are the whole spec's, {@code doc} for
 *     those among the tags of the documentation's package, else empty
 * @param python {@code 2} or {@code 3}; empty for what is not Python's, and for what builds documentation. {@code pytz} is for the first
 *     that the spec makes packages for
 * @param requirement upstream's normalised name
 */
public record LineKey(Tag tag, String home, String python, String requirement) implements Comparable<LineKey> {
    private static final Comparator<LineKey> ORDER = Comparator.comparing(LineKey::tag)
            .thenComparing(LineKey::home)
            .thenComparing(LineKey::python)
            .thenComparing(LineKey::requirement);

    @Override
    public int compareTo(LineKey other) {
        return ORDER.compare(this, other);
    }

    /** {@code Requires of oslo-log for Python 3: six}. */
    @Override
    public String toString() {
        return tag.written()
                + (home.isEmpty() ? "" : " of " + home)
                + (python.isEmpty() ? "" : " for Python " + python)
                + ": " + requirement;
    }
}
