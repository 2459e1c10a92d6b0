package penstock.edge.rpm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.engine.build.Workbench.Missing;

/** What {@code resolve.py} answered. */
sealed interface Resolution {
    /** All that would be installed; {@code offers} is what provides the names that were asked for. */
    record Found(List<Chosen> chosen, List<String> offers) implements Resolution {}

    /** No way; {@code missing} may be empty when packages exclude one another, {@code problems} are the solver's words. */
    record None(List<Missing> missing, List<String> problems) implements Resolution {}

    /** The solver did not come to an answer. */
    record Broken(int exitCode, Optional<String> limit) implements Resolution {}

    /**
     * @param sha256 of the RPM as the metadata has it; empty for a file that was given or an older kind of digest
     * @param repository empty for a file that was given
     * @param location relative to the repository's folder; for a file that was given its name inside
     */
    record Chosen(String nevra, Optional<String> sha256, Optional<String> repository, String location) {}

    static Resolution parse(List<String> lines, int exitCode) {
        var chosen = new ArrayList<Chosen>();
        var wanted = new LinkedHashMap<String, String>();
        Map<String, List<String>> offers = new LinkedHashMap<>();
        var problems = new ArrayList<String>();
        for (var line : lines) {
            var words = line.split("\t", -1);
            switch (words[0] + words.length) {
                case "install5" -> chosen.add(new Chosen(words[1], present(words[2]), present(words[3]), words[4]));
                case "missing3" -> wanted.put(words[1], words[2]);
                case "offer3" ->
                    offers.computeIfAbsent(words[1], k -> new ArrayList<>()).add(words[2]);
                case "problem2" -> problems.add(words[1]);
                default -> throw new IllegalArgumentException("not a line of resolve.py: " + line);
            }
        }
        if (exitCode == 0) {
            return new Found(
                    List.copyOf(chosen),
                    offers.values().stream().flatMap(List::stream).toList());
        }
        var missing = new ArrayList<Missing>();
        wanted.forEach((requirement, by) ->
                missing.add(new Missing(requirement, by, offers.getOrDefault(requirement, List.of()))));
        return new None(List.copyOf(missing), List.copyOf(problems));
    }

    private static Optional<String> present(String word) {
        return word.equals("-") ? Optional.empty() : Optional.of(word);
    }
}
