package penstock.distro;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a newer version of the distribution changes in what is followed.
 *
 * @param lines those that are followed from now on and are not as they were, in the distribution's order
 * @param left names of lines that are not followed any more
 */
public record DistroChange(List<Line> lines, List<String> left) {
    private static final int NAMED = 20;

    public DistroChange {
        lines = List.copyOf(lines);
        left = List.copyOf(left);
    }

    /**
     * One line that changed; nothing of packages when only their order or the line's own settings did.
     *
     * @param line as it is now
     * @param begun whether it was not followed before
     * @param came projects that it did not have
     * @param changed projects of which anything is another (URL, branch, pin, component, maintainers)
     * @param went projects that it has no more
     */
    public record Line(ReleaseLine line, boolean begun, List<String> came, List<String> changed, List<String> went) {
        public Line {
            came = List.copyOf(came);
            changed = List.copyOf(changed);
            went = List.copyOf(went);
        }

        /** In words: {@code flamingo: came weir; changed sluice}. */
        String words() {
            List<String> parts = new ArrayList<>();
            if (begun) {
                parts.add("followed from now on, with " + came.size() + " packages");
            } else {
                named("came", came).ifPresent(parts::add);
            }
            named("changed", changed).ifPresent(parts::add);
            named("went", went).ifPresent(parts::add);
            return line.name() + ": " + (parts.isEmpty() ? "its order or settings changed" : String.join("; ", parts));
        }

        private static Optional<String> named(String what, List<String> projects) {
            String more = projects.size() > NAMED ? " and " + (projects.size() - NAMED) + " more" : "";
            return projects.isEmpty()
                    ? Optional.empty()
                    : Optional.of(what + " " + projects.stream().limit(NAMED).collect(Collectors.joining(", ")) + more);
        }
    }

    /** From the lines that are followed to those that are to be. */
    public static DistroChange between(List<ReleaseLine> before, List<ReleaseLine> after) {
        Map<String, ReleaseLine> old = by(ReleaseLine::name, before);
        List<Line> lines = new ArrayList<>();
        for (ReleaseLine line : after) {
            ReleaseLine known = old.remove(line.name());
            if (!line.equals(known)) {
                lines.add(of(Optional.ofNullable(known), line));
            }
        }
        return new DistroChange(
                lines,
                before.stream().map(ReleaseLine::name).filter(old::containsKey).toList());
    }

    private static Line of(Optional<ReleaseLine> before, ReleaseLine after) {
        Map<String, Package> old =
                by(Package::project, before.map(ReleaseLine::packages).orElse(List.of()));
        List<String> came = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        for (Package pkg : after.packages()) {
            Package known = old.remove(pkg.project());
            if (known == null) {
                came.add(pkg.project());
            } else if (!known.equals(pkg)) {
                changed.add(pkg.project());
            }
        }
        return new Line(
                after,
                before.isEmpty(),
                came,
                changed,
                old.keySet().stream().sorted().toList());
    }

    private static <T> Map<String, T> by(Function<T, String> name, List<T> all) {
        Map<String, T> named = new HashMap<>();
        all.forEach(one -> named.put(name.apply(one), one));
        return named;
    }

    /** Whether all is as it was. */
    public boolean isEmpty() {
        return lines.isEmpty() && left.isEmpty();
    }

    /** In words, a text for each line; at most twenty packages of a kind by name. */
    public List<String> words() {
        List<String> words = new ArrayList<>(lines.stream().map(Line::words).toList());
        left.forEach(line -> words.add(line + ": not followed any more"));
        return words;
    }
}
