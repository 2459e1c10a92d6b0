package penstock.require.file;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * H4: every state that the limits of all of OpenStack's projects were ever in. A line there says the same in every state, unless lines of
 * its file hang together; so each different line is read once, and each file whose lines may hang together as a whole.
 */
@Tag("extended")
class RealLimitsTest {
    private static final List<String> FILES = List.of("global-requirements.txt", "upper-constraints.txt");

    /** A file of so many lines is not too long to be read. */
    private static final int AT_ONCE = 5_000;

    @TempDir
    private Path folder;

    private final Map<String, Set<String>> lines = new TreeMap<>();
    private int states;
    private int together;
    private long read;

    @Test
    void everyLineOfEveryStateIsAccountedFor() throws Exception {
        Path bundle = Path.of(
                System.getenv().getOrDefault("PENSTOCK_REAL_DATA", "/none"), "rdo", "upstream", "requirements.bundle");
        Assumptions.assumeTrue(Files.exists(bundle), "PENSTOCK_REAL_DATA is not set");
        Path repository = folder.resolve("requirements.git");
        RealGit.run("", "git", "clone", "-q", "--bare", bundle.toString(), repository.toString());
        Map<String, Set<String>> paths = paths(repository);
        RealGit.blobs(
                repository,
                paths.keySet(),
                (id, content) -> paths.getOrDefault(id, Set.of()).forEach(path -> state(path, content)));
        int problems = 0;
        for (Map.Entry<String, Set<String>> of : lines.entrySet()) {
            List<String> all = List.copyOf(of.getValue());
            for (int i = 0; i < all.size(); i += AT_ONCE) {
                List<String> some = all.subList(i, Math.min(all.size(), i + AT_ONCE));
                problems += accountedFor(of.getKey(), String.join("\n", some).getBytes(ISO_8859_1));
            }
        }
        int different = lines.values().stream().mapToInt(Set::size).sum();
        System.out.println(states + " states with " + read + " lines: " + different + " different ones read, "
                + together + " states as a whole; " + problems + " problems");
        assertThat(states).isGreaterThan(5_000);
        assertThat(different).isGreaterThan(5_000);
    }

    /** The paths that each blob of the history was at, on every branch and in every merge. */
    private static Map<String, Set<String>> paths(Path repository) throws Exception {
        String log = RealGit.run(
                "",
                "git",
                "-C",
                repository.toString(),
                "log",
                "--all",
                "--full-history",
                "-m",
                "--root",
                "--raw",
                "--no-abbrev",
                "--no-renames",
                "--format=",
                "--",
                FILES.getFirst(),
                FILES.getLast());
        Map<String, Set<String>> paths = new HashMap<>();
        for (String line : log.lines().filter(one -> one.startsWith(":")).toList()) {
            String[] words = line.split("[ \t]", -1);
            for (String id : List.of(words[2], words[3])) {
                if (!id.startsWith("0000000")) {
                    paths.computeIfAbsent(id, any -> new TreeSet<>()).add(words[5]);
                }
            }
        }
        return paths;
    }

    private void state(String path, byte[] content) {
        states++;
        Set<String> known = lines.computeIfAbsent(path, any -> new LinkedHashSet<>());
        List<String> others = new ArrayList<>();
        String text = new String(content, ISO_8859_1);
        for (int from = 0; from <= text.length(); read++) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            if (!known.contains(line)) {
                others.add(line);
            }
            from = end < 0 ? text.length() + 1 : end + 1;
        }
        if (content.length >= FileSource.ENOUGH || others.stream().anyMatch(RealLimitsTest::hangsTogether)) {
            together++;
            accountedFor(path, content);
        } else {
            known.addAll(others);
        }
    }

    /** A line that goes on in the next, a mark of a conflict, or text of which the charset has to be found out. */
    private static boolean hangsTogether(String line) {
        return line.endsWith("\\")
                || line.startsWith("<<<<<<<")
                || line.startsWith("=======")
                || line.startsWith(">>>>>>>")
                || line.startsWith("|||||||")
                || line.chars().anyMatch(c -> c >= 0x7f || (c < ' ' && c != '\t'));
    }

    /** @return how many lines could not be read, each with its reason */
    private static int accountedFor(String path, byte[] bytes) {
        var reading = RequirementFiles.read(asked -> asked.equals(path) ? Optional.of(bytes) : Optional.empty())
                .declarations();
        RealHistoryTest.accountedFor(path, bytes, reading);
        Set<Integer> lines = new HashSet<>();
        reading.problems().forEach(problem -> {
            assertThat(problem.message()).isNotBlank();
            lines.add(problem.at().line());
        });
        return lines.size();
    }
}
