package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import penstock.build.Artifact;
import penstock.dlrn.CommitName;
import penstock.dlrn.TestedQuery;
import penstock.engine.dlrn.BuiltCommits;
import penstock.engine.dlrn.ImportedBuilds;
import penstock.engine.dlrn.Ledger;
import penstock.engine.dlrn.Tables;
import penstock.engine.dlrn.TakeOver;
import penstock.engine.dlrn.Votes;
import penstock.engine.testkit.PlainPasswords;
import penstock.promote.Evidence;

/** Part 4, D: what was taken over from a DLRN is read as DLRN would read it. */
class SqlDlrnTest {
    private static final int COMMITS = 12;
    private static final int VOTES = 150;
    private static final String D = "d".repeat(40);
    private static final String LINE = "line";

    @RegisterExtension
    final Databases databases = databases();

    @TempDir
    private Path folder;

    Databases databases() {
        return Databases.sqlite();
    }

    private record Vote(int id, int commit, String job, int success, int running, int at, String component) {
        boolean fits(TestedQuery query, boolean consistentToo) {
            return at > query.since().getEpochSecond()
                    && query.success()
                            .filter(yes -> yes != (success == 1 && running == 0))
                            .isEmpty()
                    && query.job().filter(wanted -> !wanted.equals(job)).isEmpty()
                    && query.component()
                            .filter(wanted -> !wanted.equals(component))
                            .isEmpty()
                    && (consistentToo || !job.equals("consistent"));
        }
    }

    private static String source(int commit) {
        return Integer.toHexString(commit % 16).repeat(40);
    }

    /** Commits of three packages, of which the fifth failed and the seventh is purged; votes at random. */
    private Path foreign(List<Vote> votes) throws SQLException {
        Path file = folder.resolve("dlrn.sqlite");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE commits (id INTEGER, type TEXT, dt_commit INTEGER, dt_distro INTEGER, dt_build INTEGER,"
                            + " project_name TEXT, commit_hash TEXT, distro_hash TEXT, extended_hash TEXT, status TEXT, component TEXT,"
                            + " flags INTEGER)");
            statement.execute("CREATE TABLE civotes (id INTEGER, commit_id INTEGER, ci_name TEXT, ci_vote BOOLEAN,"
                    + " ci_in_progress BOOLEAN, timestamp INTEGER, component TEXT)");
            statement.execute(
                    "CREATE TABLE promotions (id INTEGER, commit_id INTEGER, promotion_name TEXT, timestamp INTEGER,"
                            + " user TEXT, component TEXT, aggregate_hash TEXT)");
            for (int i = 1; i <= COMMITS; i++) {
                statement.execute("INSERT INTO commits VALUES (" + i + ", 'rpm', " + (1000 + i) + ", 500, " + (2000 + i)
                        + ", 'python-p" + i % 3 + "', '" + source(i) + "', '" + D + "', null, '"
                        + (i == 5 ? "FAILED" : "SUCCESS") + "', 'c" + i % 2 + "', " + (i == 7 ? 2 : 0) + ")");
            }
            for (Vote vote : votes) {
                statement.execute("INSERT INTO civotes VALUES (" + vote.id() + ", " + vote.commit() + ", '" + vote.job()
                        + "', " + vote.success() + ", " + vote.running() + ", " + vote.at() + ", '" + vote.component()
                        + "')");
            }
            statement.execute("INSERT INTO promotions VALUES (1, 1, 'one', 70, 'ada', 'other', 'abcd'),"
                    + " (2, 2, 'two', 71, null, null, null), (3, 3, 'one', 72, null, null, null)");
        }
        return file;
    }

    private static List<Vote> votes() {
        SplittableRandom random = new SplittableRandom(20261129);
        List<Vote> votes = new ArrayList<>();
        for (int i = 1; i <= VOTES; i++) {
            String job = random.nextInt(3) == 0 ? "consistent" : "job" + random.nextInt(4);
            votes.add(new Vote(
                    i,
                    1 + random.nextInt(4),
                    job,
                    random.nextInt(2),
                    random.nextInt(4) == 0 ? 1 : 0,
                    1 + random.nextInt(300),
                    "c" + random.nextInt(3)));
        }
        return votes;
    }

    private Database taken(List<Vote> votes) throws Exception {
        Database database = databases.fresh();
        TakeOver takeOver = new SqlTakeOver(database, new PlainPasswords(), InstantSource.system());
        TakeOver.Plan plan = new TakeOver.Plan(LINE, true, Map.of("python-p1", "p1"), List.of());
        assertThat(takeOver.take(foreign(votes), plan))
                .isEqualTo(new TakeOver.Outcome.Taken(COMMITS, votes.size(), 3, 0, List.of()));
        return database;
    }

    @Test
    void theLatestVoteIsTheOneThatALookAtAllOfThemFinds() throws Exception {
        List<Vote> all = votes();
        Votes stored = new SqlVotes(taken(all));
        for (Optional<Boolean> success :
                List.<Optional<Boolean>>of(Optional.empty(), Optional.of(true), Optional.of(false))) {
            for (String job : List.of("", "job1", "consistent", "nosuch")) {
                for (String component : List.of("", "c1", "nosuch")) {
                    for (int since : List.of(0, 200)) {
                        for (boolean consistentToo : List.of(true, false)) {
                            TestedQuery query = new TestedQuery(
                                    Instant.ofEpochSecond(since),
                                    success,
                                    Optional.of(job).filter(text -> !text.isEmpty()),
                                    Optional.of(component).filter(text -> !text.isEmpty()),
                                    true);
                            Optional<Vote> expected = all.stream()
                                    .filter(vote -> vote.fits(query, consistentToo))
                                    .max(Comparator.comparingInt(Vote::at)
                                            .thenComparing(Vote::id, Comparator.reverseOrder()));
                            assertThat(stored.latest(LINE, query, consistentToo).map(Evidence::at))
                                    .as("%s %s", query, consistentToo)
                                    .isEqualTo(expected.map(vote -> Instant.ofEpochSecond(vote.at())));
                        }
                    }
                }
            }
        }
    }

    @Test
    void commitsAndPromotionsAreFoundAsDlrnFindsThem() throws Exception {
        Database database = taken(List.of());
        BuiltCommits commits = new SqlBuiltCommits(database);
        CommitName first = new CommitName(source(1), D, Optional.empty());
        assertThat(commits.find(LINE, first)).hasValueSatisfying(found -> {
            assertThat(found.directory()).isEqualTo("component/c1/11/11/" + source(1) + "_dddddddd");
            assertThat(found.purged()).isFalse();
        });
        assertThat(commits.find(LINE, new CommitName(source(5), D, Optional.empty())))
                .isEmpty();
        assertThat(commits.find(LINE, new CommitName(source(7), D, Optional.empty())))
                .hasValueSatisfying(found -> assertThat(found.purged()).isTrue());
        assertThat(commits.find("other", first)).isEmpty();
        assertThat(commits.components(LINE)).containsExactly("c0", "c1");
        assertThat(commits.ended(LINE, Instant.ofEpochSecond(2001), Instant.ofEpochSecond(2013), Optional.empty()))
                .isEqualTo(new BuiltCommits.Counts(11, 1));
        assertThat(commits.ended(LINE, Instant.ofEpochSecond(2001), Instant.ofEpochSecond(2004), Optional.of("p1")))
                .isEqualTo(new BuiltCommits.Counts(1, 0));
        Ledger ledger = new SqlLedger(database);
        Ledger.Filter ones =
                new Ledger.Filter(Optional.empty(), Optional.of("one"), Optional.empty(), Optional.empty());
        assertThat(ledger.promotions(LINE, ones, 10, 0))
                .extracting(
                        one -> one.commit().source() + " " + one.component() + " " + one.aggregate() + " " + one.by())
                .containsExactly(source(3) + "   ", source(1) + " other abcd user:ada");
        assertThat(ledger.promotions(LINE, ones, 1, 1)).hasSize(1);
        assertThat(new SqlVotes(database).isAggregate(LINE, "abcd")).isTrue();
        assertThat(new SqlVotes(database).isAggregate(LINE, "")).isFalse();
    }

    @Test
    void rowsAreReadWithAllTheyHave() throws Exception {
        Tables tables = new SqlTables(taken(votes()));
        List<Tables.CommitRow> rows = tables.commits(LINE, Tables.CommitFilter.ANY, new Tables.Page(100, 0), true);
        assertThat(rows)
                .extracting(Tables.CommitRow::number)
                .containsExactly(12L, 11L, 10L, 9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L);
        assertThat(rows.getFirst().more().orElseThrow().times()).isEqualTo(new Tables.Times(1012, 500, 0));
        assertThat(tables.last(LINE, "python-p2"))
                .contains(new Tables.Last("SUCCESS", source(11), Optional.of(Instant.ofEpochSecond(2011))));
        Tables.VoteFilter running = new Tables.VoteFilter(
                false,
                Optional.empty(),
                Optional.of("job1"),
                Optional.empty(),
                Optional.of(true),
                Optional.empty(),
                Optional.empty());
        long expected = votes().stream()
                .filter(vote -> vote.running() == 1 && vote.job().equals("job1"))
                .count();
        assertThat(tables.votes(LINE, running, new Tables.Page(100, 0))).hasSize((int) expected);
    }

    @Test
    void aBuildOfElsewhereIsKeptByWhatItWasBuiltOf() throws Exception {
        ImportedBuilds imported = new SqlImportedBuilds(databases.fresh());
        ImportedBuilds.Of of = new ImportedBuilds.Of(LINE, "a", source(1), D);
        ImportedBuilds.Made made = new ImportedBuilds.Made(
                "a-1-1", List.of(new Artifact(Artifact.Kind.RPM, "a-1-1.noarch.rpm", "0".repeat(64), 7)));
        assertThat(imported.find(of)).isEmpty();
        imported.keep(of, new ImportedBuilds.Made("a-0-1", List.of()));
        imported.keep(of, made);
        assertThat(imported.find(of)).contains(made);
    }
}
