package penstock.edge.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.HistoryReplay;
import penstock.engine.require.SourceHistory;
import penstock.require.replay.GeneratedFigures;
import penstock.require.replay.Replayed;
import penstock.require.replay.StaticFigures;
import penstock.require.replay.Surroundings;
import penstock.require.replay.TruthLine;

/** Issue 4, H on RDO's real histories: the figures of docs/replay may get better and not worse, and every disagreement is classified. */
class RealReplayTest {
    private static final Path CLASSIFIED = Path.of("..", "docs", "replay", "disagreements.tsv");

    private static Path data() {
        Path rdo = Path.of(System.getenv().getOrDefault("PENSTOCK_REAL_DATA", "/none"), "rdo");
        Assumptions.assumeTrue(Files.isDirectory(rdo), "PENSTOCK_REAL_DATA is not set");
        return rdo;
    }

    private static Commit tip(SourceHistory history, String... branches) throws OutsideFailure {
        for (String branch : branches) {
            Optional<Commit> tip = history.resolve(branch);
            if (tip.isPresent()) {
                return tip.get();
            }
        }
        throw new AssertionError("none of " + List.of(branches));
    }

    /** @param packages names of upstream's bundles */
    private static List<Replayed> replayed(Path rdo, List<String> packages) throws Exception {
        List<Replayed> all = new ArrayList<>();
        try (SourceHistory limits = open(rdo.resolve("upstream/requirements.bundle"))) {
            HistoryReplay replay = new HistoryReplay(Surroundings.RDO).within(limits, tip(limits, "master"));
            for (String one : packages) {
                try (SourceHistory upstream = open(rdo.resolve("upstream/" + one + ".bundle"));
                        SourceHistory distgit = open(rdo.resolve("distgit/" + distgit(one)))) {
                    all.add(replay.of(
                            upstream, tip(upstream, "master", "main", "HEAD"), distgit, tip(distgit, "rpm-master")));
                }
            }
        }
        return all;
    }

    private static SourceHistory open(Path bundle) throws OutsideFailure {
        return LocalRepository.open(bundle).orElseThrow();
    }

    private static String distgit(String upstream) {
        return upstream.replace('.', '-').replace("puppetlabs-", "puppet-") + "-distgit.bundle";
    }

    @Test
    void someOfTheTuningHalf() throws Exception {
        List<Replayed> replayed = replayed(data(), List.of("debtcollector", "oslo.context", "stevedore"));
        StaticFigures stated = StaticFigures.of(replayed);
        assertThat(stated.lines()).isEqualTo(32);
        assertThat(stated.noticed()).isGreaterThanOrEqualTo(31);
        assertThat(stated.agreed()).isGreaterThanOrEqualTo(29);
        assertThat(stated.offers().notFollowed()).isLessThanOrEqualTo(11);
        GeneratedFigures generated = GeneratedFigures.of(replayed);
        assertThat(generated.changes()).isEqualTo(15);
        assertThat(generated.falsePatches()).isZero();
    }

    @Test
    @Tag("extended")
    void allOfThem() throws Exception {
        Path rdo = data();
        List<String> packages;
        try (Stream<Path> files = Files.list(rdo.resolve("upstream"))) {
            packages = files.map(file -> file.getFileName().toString().replace(".bundle", ""))
                    .filter(name -> Files.exists(rdo.resolve("distgit/" + distgit(name))))
                    .sorted()
                    .toList();
        }
        List<Replayed> replayed = replayed(rdo, packages);
        StaticFigures stated = StaticFigures.of(replayed);
        assertThat(packages).hasSize(13);
        assertThat(stated.lines()).isEqualTo(211);
        assertThat(stated.noticed()).isGreaterThanOrEqualTo(209);
        assertThat(stated.agreed()).isGreaterThanOrEqualTo(184);
        assertThat(stated.offers().notFollowed()).isLessThanOrEqualTo(105);
        assertThat(GeneratedFigures.of(replayed).falsePatches()).isZero();
        Set<String> classified = classified();
        for (int i = 0; i < packages.size(); i++) {
            for (TruthLine line : replayed.get(i).disagreements()) {
                assertThat(classified).contains(row(packages.get(i), line));
            }
        }
    }

    /** All but the class of each row. */
    private static Set<String> classified() throws Exception {
        Set<String> rows = new HashSet<>();
        for (String row : Files.readAllLines(CLASSIFIED)) {
            List<String> cells = List.of(row.split("\t", -1));
            assertThat(cells).as(row).hasSize(7).doesNotContain("");
            rows.add(String.join("\t", cells.subList(0, 6)));
        }
        return rows;
    }

    private static String row(String of, TruthLine line) {
        return String.join(
                "\t",
                of,
                line.by().shortId(),
                line.key().toString(),
                bounds(line.was()),
                bounds(line.is()),
                line.unneeded() ? "may go" : bounds(line.ours()));
    }

    private static String bounds(SortedSet<String> bounds) {
        List<String> written =
                bounds.stream().map(one -> one.isEmpty() ? "any" : one).toList();
        return written.isEmpty() ? "-" : String.join(" and ", written);
    }
}
