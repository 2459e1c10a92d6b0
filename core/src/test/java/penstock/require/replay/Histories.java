package penstock.require.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import penstock.change.Commit;
import penstock.require.answer.Provided;
import penstock.require.file.RequirementFiles;
import penstock.require.spec.SpecSource;

/** Two histories, in the shortest form: what upstream required and what the spec said from which day on. */
final class Histories {
    static final Instant FIRST = Instant.parse("2018-01-01T00:00:00Z");

    private final List<UpstreamState> upstream = new ArrayList<>();
    private final List<SpecState> specs = new ArrayList<>();

    private static Commit commit(String kind, int day) {
        String id = (kind + day + "0".repeat(40)).substring(0, 40);
        return new Commit(id, id, FIRST.plus(Duration.ofDays(day)), "Ada <ada@example.org>", kind + " of day " + day);
    }

    /** @param requirements of run time, separated by blanks */
    Histories upstream(int day, String requirements) {
        return upstream(day, Map.of("requirements.txt", requirements.replace(' ', '\n')));
    }

    Histories upstream(int day, Map<String, String> files) {
        Map<String, String> all = new TreeMap<>(files);
        all.put("setup.py", "import setuptools\nsetuptools.setup(setup_requires=['pbr'], pbr=True)\n");
        upstream.add(UpstreamState.of(
                commit("a", day),
                RequirementFiles.read(path -> Optional.ofNullable(all.get(path)).map(text -> text.getBytes(UTF_8)))
                        .declarations()));
        return this;
    }

    Histories spec(int day, String text) {
        specs.add(new SpecState(commit("b", day), SpecSource.read("python-mill.spec", text)));
        return this;
    }

    Replayed replayed() {
        Surroundings surroundings = new Surroundings(
                new TreeMap<>(Map.of(FIRST, "3.6.15")), Map.of("python3-oslo-config", "2"), Set.of("oslo.config"));
        return Replay.of(
                upstream,
                specs,
                time -> surroundings.check(time, Provided.UNKNOWN),
                time -> surroundings.check(time, Provided.UNKNOWN));
    }

    /** A spec with a package for each Python whose lines are given. */
    static String spec(Map<String, List<String>> requires) {
        StringBuilder text = new StringBuilder("Name: python-mill\nVersion: 1\nRelease: 1\nSummary: Mill\n");
        requires.forEach((python, lines) -> {
            text.append("%package -n ").append(python).append("mill\nSummary: Mill\n");
            lines.forEach(line -> text.append(line).append('\n'));
        });
        text.append("%prep\n%py_req_cleanup\n");
        requires.keySet()
                .forEach(python -> text.append("%files -n ").append(python).append("mill\n"));
        return text.toString();
    }

    /** For Python 3. */
    static String three(String... requires) {
        return spec(Map.of("python3-", List.of(requires)));
    }
}
