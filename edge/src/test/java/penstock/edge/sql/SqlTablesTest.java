package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import penstock.build.Cause;
import penstock.build.SpecFacts;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.query.Queries;
import penstock.engine.testkit.FakeBuilder;
import penstock.engine.testkit.MemoryPublisher;
import penstock.follow.Finding;
import penstock.follow.Sighting;
import penstock.line.Settings;

/** What is remembered beside the lines, and what status pages read, in a SQLite file (C5, C7, D2, F3). */
class SqlTablesTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @RegisterExtension
    final Databases databases = databases();

    Databases databases() {
        return Databases.sqlite();
    }

    @Test
    void whatTheFollowerSawIsReadableFromOutside() throws Exception {
        SqlSeenRefs seen = new SqlSeenRefs(databases.fresh());
        Sighting one =
                new Sighting("https://example.org/a", new TreeMap<>(Map.of("refs/heads/a b", "1".repeat(40))), NOW, 2);
        seen.keep(List.of(one, new Sighting("https://example.org/b", new TreeMap<>(), NOW, 0)));
        seen.keep(List.of(new Sighting("https://example.org/b", new TreeMap<>(), NOW.plusSeconds(1), 0)));
        Database reader = databases.reader();
        assertThat(new SqlSeenRefs(reader).all())
                .hasSize(2)
                .containsEntry("https://example.org/a", one)
                .hasEntrySatisfying(
                        "https://example.org/b", b -> assertThat(b.changed()).isEqualTo(NOW.plusSeconds(1)));
        assertThatThrownBy(() -> new SqlSeenRefs(reader).keep(List.of(one))).isInstanceOf(IllegalStateException.class);
    }

    private static Package pkg(String name) {
        Package.Source source = new Package.Source("https://example.org/" + name, "master", false);
        return new Package(name, "python-" + name, "", source, source, List.of());
    }

    private static Finding moved(String project, String digit) {
        Commit commit = new Commit(digit.repeat(40), digit.repeat(40), NOW, "A <a@example.org>", "Subject " + digit);
        return new Finding.Moved(project, List.of(commit), commit, List.of());
    }

    @Test
    void statusPagesSeeWhatLinesDid() throws Exception {
        Database database = databases.fresh();
        FakeBuilder builder = new FakeBuilder().fail("bad", FakeBuilder.Failing.BROKEN);
        Ports ports = new Ports(
                (pkg, source, distgit) -> new SpecFacts(pkg.name(), List.of(), List.of(), List.of(), false),
                builder,
                new MemoryPublisher());
        Settings settings = new Settings(1, 1, Duration.ofMillis(1), false);
        try (Lines lines =
                new Lines(new SqlJournal(database), ports, settings, InstantSource.system(), (line, entry) -> {})) {
            lines.open(
                    new ReleaseLine("l", "l", "development", List.of(), List.of(pkg("good"), pkg("bad"), pkg("gone"))));
            lines.take("l", moved("good", "a"));
            lines.take("l", moved("bad", "b"));
            lines.take("l", new Finding.Broken("gone", "there is no such repository", false));
            lines.awaitRest("l");
        }
        Queries queries = new SqlQueries(database);
        assertThat(queries.lines()).containsExactly(new Queries.LineOverview("l", 3, 1, 1, 1, 0, 0));
        List<Queries.PackageRow> rows = queries.packages("l");
        assertThat(rows).extracting(Queries.PackageRow::project).containsExactly("good", "bad", "gone");
        assertThat(rows.get(0).last().orElseThrow().status()).isEqualTo("SUCCESS");
        assertThat(rows.get(2).excuse().orElseThrow().what()).isEqualTo("there is no such repository");
        Queries.BuildRow failed = queries.builds("l", Optional.of("bad"), 5).getFirst();
        Queries.BuildDetail detail = queries.build(failed.id()).orElseThrow();
        assertThat(detail.verdict().orElseThrow().cause()).contains(new Cause.CommandFailed("it broke"));
        assertThat(queries.snapshots("l", 5))
                .singleElement()
                .satisfies(snapshot -> assertThat(snapshot.state()).isEqualTo("PUBLISHED"));
        assertThat(queries.labels("l")).extracting(Queries.LabelRow::label).containsExactly("current");
        assertThat(queries.labelMoves("l", 5)).hasSize(1);
        assertThat(queries.events("l", Optional.of("bad"), 50))
                .extracting(Queries.EventRow::kind)
                .contains("Moved", "SpecRead", "Built");
    }
}
