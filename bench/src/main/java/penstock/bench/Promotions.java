package penstock.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlEvidenceBook;
import penstock.edge.sql.SqlPromotionBook;
import penstock.engine.promote.Standings;
import penstock.promote.Choice;
import penstock.promote.Rule;

/**
 * Part 4, E: a decision on 50 candidates by a rule of 40 criteria, from the database, with 10,000 commits, 100,000 builds and 100,000 votes stored.
 * Promised: 50 ms. Each candidate has two results of every job, the older one a failure; only the oldest has all it needs.
 */
final class Promotions implements Bench.Measurement {
    private static final int CANDIDATES = 50;
    private static final int CRITERIA = 40;
    private static final int VOTES = 100_000;
    private static final int RUNS = 30;
    private static final double LIMIT = 50;

    @Override
    public boolean run() throws Exception {
        try (Scratch scratch = new Scratch("promotion")) {
            Path file = scratch.folder().resolve("penstock.db");
            StoredBuilds.store(file);
            vote(file);
            try (Database database = Database.own(file)) {
                Standings standings = new Standings(
                        new SqlPromotionBook(database), new SqlEvidenceBook(database), InstantSource.system());
                return measure(standings);
            }
        }
    }

    private static boolean measure(Standings standings) throws Exception {
        List<Double> millis = new ArrayList<>();
        double first = 0;
        for (int i = 0; i <= RUNS; i++) {
            long start = System.nanoTime();
            Choice choice = standings.of(StoredBuilds.LINE, rule()).getFirst();
            double took = (System.nanoTime() - start) / 1e6;
            if (choice.decided().size() != CANDIDATES || choice.promoted().isEmpty()) {
                throw new IllegalStateException(
                        "not what was to be measured: " + choice.decided().size());
            }
            if (i == 0) {
                first = took;
            } else {
                millis.add(took);
            }
        }
        millis.sort(null);
        double median = millis.get(RUNS / 2);
        Table table = new Table("deciding on %d candidates by %d criteria".formatted(CANDIDATES, CRITERIA), "ms");
        table.row("the first time", first);
        table.row("median of " + RUNS, median);
        table.row("slowest", millis.getLast());
        table.row("promised, at most", LIMIT);
        table.print();
        System.out.printf(Locale.ROOT, "promotion ms-per-decision %.1f%n", median);
        return median <= LIMIT;
    }

    private static Rule rule() {
        List<Rule.Criterion> criteria = IntStream.range(0, CRITERIA)
                .mapToObj(i -> new Rule.Criterion(List.of(new Rule.Job("job" + i, false, 1, 2))))
                .toList();
        return new Rule(
                "tested",
                List.of(),
                new Rule.Source("consistent", Rule.Scope.COMPONENT),
                criteria,
                new Rule.Timing(Duration.ZERO, Optional.empty(), Optional.empty()),
                List.of(),
                List.of());
    }

    /** The newest snapshots are candidates; votes are on them first, and the rest on all others. */
    private static void vote(Path file) throws Exception {
        int newest = StoredBuilds.COMMITS - CANDIDATES;
        int own = CANDIDATES * CRITERIA * 2;
        String directory = "printf('ab/cd/%%040x_11112222', %s)";
        String insert =
                " INSERT INTO evidence (id, line, subject, job, result, at, origin, who, component, url, notes) SELECT";
        String rest = ", 1770000000000000 + n.i, 'CI', 'ci', '', 'https://ci.example.org/' || n.i, '' FROM n";
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(numbers(newest, StoredBuilds.COMMITS)
                    + "INSERT INTO label_move (id, line, component, name, directory, moved) SELECT"
                    + " printf('01910000-0000-7000-8000-%012x', n.i), '" + StoredBuilds.LINE + "', '', 'consistent', "
                    + directory.formatted("n.i") + ", 1770000000000000 + n.i FROM n");
            statement.execute("INSERT INTO label (line, component, name, directory, moved, form, state) VALUES ('"
                    + StoredBuilds.LINE + "', '', 'consistent', 'ab/cd/x', 1770000000000000, 1, '{}')");
            String place = "(n.i / " + 2 * CRITERIA + ")";
            statement.execute(numbers(0, own) + insert + " printf('01920000-0000-7000-8000-%012x', n.i), '"
                    + StoredBuilds.LINE + "', " + directory.formatted(newest + " + " + place) + ", 'job' || (n.i / 2 % "
                    + CRITERIA + "), CASE WHEN n.i % 2 = 1 AND (" + place
                    + " = 0 OR n.i % 7 > 0) THEN 'SUCCESS' ELSE 'FAILURE' END"
                    + rest);
            statement.execute(numbers(own, VOTES) + insert + " printf('01920000-0000-7000-8000-%012x', n.i), '"
                    + StoredBuilds.LINE + "', " + directory.formatted("n.i % " + newest) + ", 'job' || (n.i % "
                    + CRITERIA
                    + "), 'SUCCESS'" + rest);
            connection.commit();
        }
    }

    private static String numbers(int first, int end) {
        return "WITH RECURSIVE n(i) AS (SELECT " + first + " UNION ALL SELECT i + 1 FROM n WHERE i < " + (end - 1)
                + ") ";
    }
}
