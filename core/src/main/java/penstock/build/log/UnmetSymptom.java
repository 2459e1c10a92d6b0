package penstock.build.log;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.build.Verdict.LogLine;

/**
 * Requirements that dnf or rpm could not meet. Their words:
 *
 * <pre>
 *   No matching package to install: 'python3dist(wrapt) &gt;= 2.1'                       dnf builddep
 *   No match for argument: python3dist(wrapt) &gt;= 2.1                                 dnf install
 *     - nothing provides python3dist(wrapt) &gt;= 2.1 needed by python3-x-1-1.noarch    dnf's solver
 *     - package a-1-1.noarch requires b &gt;= 2, but none of the providers can be installed
 *   python3dist(wrapt) &gt;= 2.1 is needed by probe-1.0-1.noarch                        rpmbuild
 * </pre>
 */
final class UnmetSymptom {
    private static final Pattern BUILDDEP = Pattern.compile("^No matching package to install: '(.+)'$");
    private static final Pattern ARGUMENT = Pattern.compile("^No match for argument: (.+)$");
    private static final Pattern NOTHING = Pattern.compile("nothing provides (.+) needed by (\\S+)");
    private static final Pattern NO_PROVIDER =
            Pattern.compile("package (\\S+) (?:from \\S+ )?requires (.+), but none of the providers can be installed");
    private static final Pattern RPM = Pattern.compile("^\\s+(.+) is needed by (\\S+)$");

    private final SequencedMap<String, LogReading.Unmet> unmet = new LinkedHashMap<>();
    private final SequencedMap<String, LogReading.Unmet> told = new LinkedHashMap<>();
    private final SequencedMap<String, LogReading.Unmet> blocked = new LinkedHashMap<>();
    private boolean failedBuildDependencies;

    void line(LogLine line) {
        String text = line.text();
        if (text.startsWith("No match")) {
            take(BUILDDEP.matcher(text), 1, 0, line, unmet);
            take(ARGUMENT.matcher(text), 1, 0, line, unmet);
        } else if (text.contains("nothing provides ")) {
            take(NOTHING.matcher(text), 1, 2, line, unmet);
        } else if (text.contains("but none of the providers")) {
            take(NO_PROVIDER.matcher(text), 2, 1, line, blocked);
        } else if (text.equals("error: Failed build dependencies:")) {
            failedBuildDependencies = true;
        } else if (failedBuildDependencies) {
            failedBuildDependencies = take(RPM.matcher(text), 1, 0, line, unmet);
        }
    }

    /** What the resolver itself named: first, with the line that shows it where there is one. */
    void told(String requirement, String wantedBy) {
        Optional<String> by = wantedBy.isEmpty() ? Optional.empty() : Optional.of(wantedBy);
        Optional<LogLine> line = unmet.containsKey(requirement)
                ? unmet.get(requirement).line()
                : unmet.values().stream().findFirst().flatMap(LogReading.Unmet::line);
        if (told.size() < Symptom.LIMIT) {
            told.putIfAbsent(requirement, new LogReading.Unmet(requirement, by, line));
        }
    }

    /** What was not met, in the log's order; what only waits for something that was not met comes last. */
    List<LogReading.Unmet> unmet() {
        List<LogReading.Unmet> all = new ArrayList<>(told.values());
        unmet.values().stream()
                .filter(one -> !told.containsKey(one.requirement()))
                .forEach(all::add);
        all.addAll(blocked.values());
        return all;
    }

    private static boolean take(
            Matcher m, int requirement, int by, LogLine line, SequencedMap<String, LogReading.Unmet> into) {
        if (!m.find()) {
            return false;
        }
        if (into.size() < Symptom.LIMIT) {
            Optional<String> wantedBy = by == 0 ? Optional.empty() : Optional.of(m.group(by));
            into.putIfAbsent(
                    m.group(requirement), new LogReading.Unmet(m.group(requirement), wantedBy, Optional.of(line)));
        }
        return true;
    }
}
