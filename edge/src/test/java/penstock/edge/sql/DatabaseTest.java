package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Cause;
import penstock.build.SpecFacts;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.port.OutsideFailure;
import penstock.engine.query.Queries;
import penstock.engine.testkit.FakeBuilder;
import penstock.engine.testkit.MemoryPublisher;
import penstock.follow.Finding;
import penstock.follow.Sighting;
import penstock.line.Settings;

/** The SQLite file: its form, what is remembered beside the lines, and what status pages read of it (C5, C7, D2, F3). */
class DatabaseTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private Path file;
    private Database database;

    @BeforeEach
    void open() throws OutsideFailure {
        file = folder.resolve("state.sqlite");
        database = Database.own(file);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNewerFormIsRefusedByOwnerAndReader() throws Exception {
        database.write(handle -> handle.execute("UPDATE flyway_schema_history SET version = '99'"));
        database.close();
        assertThatThrownBy(() -> Database.own(file))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("has form 99, made by a newer Penstock; this one knows form 1");
        assertThatThrownBy(() -> Database.read(file)).hasMessageContaining("form 99");
    }

    @Test
    void aReaderSaysWhereThereIsNoDatabaseYet() {
        assertThatThrownBy(() -> Database.read(folder.resolve("none.sqlite")))
                .hasMessageContaining("there is no database");
    }

    @Test
    void aDamagedFileIsAnAnswerAndNoException() throws Exception {
        Path damaged = folder.resolve("damaged.sqlite");
        java.nio.file.Files.writeString(damaged, "not a database, but long enough to have a header ".repeat(100));
        assertThatThrownBy(() -> Database.own(damaged))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("not a database");
    }

    @Test
    void whatIsWrittenIsDurableAndReadableFromOutside() throws Exception {
        String journal = database.read(handle ->
                handle.createQuery("PRAGMA journal_mode").mapTo(String.class).one());
        assertThat(journal).isEqualTo("wal");
        SqlSeenRefs seen = new SqlSeenRefs(database);
        Sighting one =
                new Sighting("https://example.org/a", new TreeMap<>(Map.of("refs/heads/a b", "1".repeat(40))), NOW, 2);
        seen.keep(List.of(one, new Sighting("https://example.org/b", new TreeMap<>(), NOW, 0)));
        seen.keep(List.of(new Sighting("https://example.org/b", new TreeMap<>(), NOW.plusSeconds(1), 0)));
        try (Database reader = Database.read(file)) {
            assertThat(new SqlSeenRefs(reader).all())
                    .hasSize(2)
                    .containsEntry("https://example.org/a", one)
                    .hasEntrySatisfying(
                            "https://example.org/b",
                            b -> assertThat(b.changed()).isEqualTo(NOW.plusSeconds(1)));
            assertThatThrownBy(() -> new SqlSeenRefs(reader).keep(List.of(one)))
                    .isInstanceOf(IllegalStateException.class);
        }
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
