package penstock.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The versions that a requirement takes: a range with holes.
 *
 * @param lower the highest of the lower ends
 * @param upper the lowest of the upper ends; equal to {@code lower} for a pinned version
 * @param excluded versions taken out, as {@code !=} names them: {@code 2.1}, {@code 2.*}
 * @param alternatives what no range can tell, such as the {@code ||} of Puppet, in normal form; empty nearly always
 */
public record Bounds(Optional<Bound> lower, Optional<Bound> upper, SortedSet<String> excluded, String alternatives) {
    /** Every version. */
    public static final Bounds ANY = new Bounds(Optional.empty(), Optional.empty(), new TreeSet<>(), "");

    public Bounds {
        excluded = Collections.unmodifiableSortedSet(new TreeSet<>(excluded));
    }

    /** {@code >=1.0,<2,!=1.5}; {@code ==1.0} for one version; empty for any. */
    public String written() {
        List<String> parts = new ArrayList<>();
        if (lower.isPresent() && lower.equals(upper)) {
            parts.add("==" + lower.get().version());
        } else {
            lower.ifPresent(bound -> parts.add((bound.inclusive() ? ">=" : ">") + bound.version()));
            upper.ifPresent(bound -> parts.add((bound.inclusive() ? "<=" : "<") + bound.version()));
        }
        excluded.forEach(version -> parts.add("!=" + version));
        if (!alternatives.isEmpty()) {
            parts.add(alternatives);
        }
        return String.join(",", parts);
    }
}
