package penstock.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import penstock.build.BuildOutcome;
import penstock.build.Cause;
import penstock.build.SpecFacts;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.Package.Source;
import penstock.distro.ReleaseLine;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlJournal;
import penstock.engine.line.Lines;
import penstock.engine.line.Ports;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Publisher;
import penstock.follow.Finding;
import penstock.line.Settings;
import penstock.repo.Snapshot;

/**
 * A database as a line of 1,000 packages leaves it after 10,000 upstream commits that were built ten times each, with packaging's: one
 * failed build is made by the real line, the others are copies of its rows under other names.
 */
final class StoredBuilds {
    static final String LINE = "line";
    static final int PACKAGES = 1000;
    static final int COMMITS = 10_000;
    static final int BUILDS = 100_000;

    private StoredBuilds() {}

    /** The id of the n-th build, rising as those of the program do. */
    static String id(int n) {
        return "01900000-0000-7000-8000-%012x".formatted(n);
    }

    static Lines lines(Database database) {
        Verdict failed = Verdict.failed(
                Step.BUILD,
                new Cause.CommandFailed("it broke"),
                List.of(new Verdict.LogLine(812, "error: Bad exit status from /var/tmp/rpm-tmp.Xyz (%build)")));
        Ports ports = new Ports(
                (pkg, source, distgit) -> new SpecFacts(pkg.name(), List.of(), List.of(), List.of(), false),
                request -> new BuildOutcome(failed, Optional.empty(), Optional.empty(), List.of(), Optional.empty()),
                new Nowhere());
        Settings settings = new Settings(1, 1, Duration.ofMinutes(1), false);
        return new Lines(new SqlJournal(database), ports, settings, InstantSource.system(), (_, _) -> {});
    }

    static ReleaseLine store(Path file) throws Exception {
        List<Package> packages = new ArrayList<>();
        for (int i = 0; i < PACKAGES; i++) {
            Source source = new Source("https://git.example.org/p" + i, "master", false);
            packages.add(new Package("p" + i, "python-p" + i, "", source, source, List.of("ada@example.org")));
        }
        try (Database database = Database.own(file);
                Lines lines = lines(database)) {
            lines.open(new ReleaseLine(LINE, LINE, "development", List.of(), packages.subList(0, 1)));
            Commit commit = new Commit(
                    "a".repeat(40),
                    "b".repeat(40),
                    Instant.parse("2026-03-01T12:00:00Z"),
                    "Ada Example <ada@example.org>",
                    "Say what a mill does when the river is low");
            lines.take(LINE, new Finding.Moved("p0", List.of(commit), commit, List.of()));
            lines.awaitRest(LINE);
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : copies()) {
                statement.execute(sql);
            }
            connection.commit();
        }
        return new ReleaseLine(LINE, LINE, "development", List.of(), packages);
    }

    private static List<String> copies() {
        String build = "printf('01900000-0000-7000-8000-%012x', n.i)";
        return List.of(
                numbers(1, PACKAGES - 1)
                        + "INSERT INTO package (line, project, name, component, place, pending, phase, build, source, distgit, form, state,"
                        + " last_build, last_status) SELECT line, 'p' || n.i, 'python-p' || n.i, component, n.i, pending, phase, build,"
                        + " source, distgit, form, state, last_build, last_status FROM package JOIN n WHERE project = 'p0'",
                numbers(0, BUILDS - 1)
                        + "INSERT INTO build (id, line, project, source, distgit, subject, author, kind, attempt, created, started, ended,"
                        + " sequence, status, extended, build_key, nevra, reused_from, form, request, verdict) SELECT "
                        + build + ", line, 'p' || (n.i % " + PACKAGES + "),"
                        + " printf('%040x', n.i % " + COMMITS
                        + "), printf('%040x', n.i), subject, author, kind, attempt, created, started,"
                        + " ended, n.i + 10, status, extended, build_key, nevra, reused_from, form, request, verdict"
                        + " FROM (SELECT * FROM build LIMIT 1) JOIN n",
                numbers(0, BUILDS - 1)
                        + "INSERT INTO artifact (build, kind, file, sha256, size) SELECT " + build
                        + ", 'RPM', 'python-p-1-' || n.i || '.noarch.rpm', printf('%064x', n.i),"
                        + " 1000 FROM n",
                numbers(0, 3 * BUILDS - 1)
                        + "INSERT INTO event (id, line, at, kind, project, text) SELECT " + build + ", '" + LINE
                        + "', 1770000000000000 + n.i, 'Built', 'p' || (n.i % " + PACKAGES
                        + "), 'FAILED in BUILD: it broke' FROM n",
                numbers(0, COMMITS - 1)
                        + "INSERT INTO snapshot (line, directory, component, project, build, sequence, state, changed, message) SELECT '"
                        + LINE + "', printf('ab/cd/%040x_11112222', n.i), '', 'p' || (n.i % " + PACKAGES + "), "
                        + build + ", n.i, 'PUBLISHED', 1770000000000000 + n.i, '' FROM n",
                numbers(0, COMMITS - 1)
                        + "INSERT INTO label_move (id, line, component, name, directory, moved) SELECT " + build + ", '"
                        + LINE + "', '', 'current', printf('ab/cd/%040x_11112222', n.i),"
                        + " 1770000000000000 + n.i FROM n",
                "INSERT INTO label (line, component, name, directory, moved, form, state) VALUES ('" + LINE
                        + "', '', 'current', 'ab/cd/x', 1770000000000000, 1, '{}')",
                "UPDATE package SET last_build = (SELECT id FROM build b WHERE b.line = package.line AND b.project = package.project"
                        + " ORDER BY id DESC LIMIT 1), last_status = 'FAILED'");
    }

    private static String numbers(int first, int last) {
        return "WITH RECURSIVE n(i) AS (SELECT " + first + " UNION ALL SELECT i + 1 FROM n WHERE i < " + last + ") ";
    }

    /** Nothing succeeds, so nothing is published. */
    private static final class Nowhere implements Publisher {
        @Override
        public void publish(Snapshot snapshot) throws OutsideFailure {
            throw new OutsideFailure("nothing is published here", false);
        }

        @Override
        public Optional<String> point(String line, String label, SortedMap<String, String> directories)
                throws OutsideFailure {
            throw new OutsideFailure("nothing is published here", false);
        }
    }
}
