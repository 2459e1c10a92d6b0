package penstock.app.rdo;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run is expected to end in. A line says a package, {@code built} or {@code failed}, and a text that its cause or what its
 * import found must contain; {@code #} starts a comment.
 */
public record Expected(List<Line> lines) {
    public Expected {
        lines = List.copyOf(lines);
    }

    /** @param text empty when nothing more is expected */
    public record Line(String project, boolean built, String text) {}

    /**
     * What came out of one package.
     *
     * @param said its cause, what its build warned of and what its import found
     * @param lost files of the source that no package has, modules that cannot be imported: a failure unless the line names the first of them
     */
    public record Outcome(String project, boolean built, String said, List<String> lost) {}

    /** @throws IllegalArgumentException with the line that cannot be read */
    public static Expected parse(String text) {
        var out = new ArrayList<Line>();
        for (var line : text.lines()
                .map(l -> l.replaceFirst("#.*", "").strip())
                .filter(l -> !l.isEmpty())
                .toList()) {
            var words = List.of(line.split("\\s+", 3));
            if (words.size() < 2 || !List.of("built", "failed").contains(words.get(1))) {
                throw new IllegalArgumentException("not \"PACKAGE built|failed TEXT\": " + line);
            }
            out.add(new Line(words.get(0), words.get(1).equals("built"), words.size() > 2 ? words.get(2) : ""));
        }
        return new Expected(out);
    }

    /** How outcomes differ from this, in words; packages that were not part of the run are left out, and so are those not named here. */
    public List<String> differences(List<Outcome> outcomes) {
        var out = new ArrayList<String>();
        for (var outcome : outcomes) {
            for (var line : lines) {
                if (!line.project().equals(outcome.project())) {
                    continue;
                }
                if (line.built() != outcome.built()) {
                    out.add(line.project() + ": expected to be " + (line.built() ? "built" : "a failure") + ", is not: "
                            + outcome.said());
                } else if (!outcome.lost().isEmpty()
                        && (line.text().isEmpty() || !outcome.lost().getFirst().contains(line.text()))) {
                    out.add(line.project() + ": expected to be complete, but: "
                            + outcome.lost().getFirst());
                } else if (!outcome.said().contains(line.text())) {
                    out.add(line.project() + ": expected \"" + line.text() + "\", got \"" + outcome.said() + "\"");
                }
            }
        }
        return out;
    }
}
