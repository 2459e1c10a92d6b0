package penstock.edge.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.transaction.TransactionException;
import penstock.engine.access.Passwords;
import penstock.engine.access.Role;
import penstock.engine.access.UserOffice;
import penstock.engine.dlrn.TakeOver;
import penstock.engine.line.Uuid7;
import penstock.engine.port.OutsideFailure;
import penstock.line.ComponentState;
import penstock.line.SnapshotRef;
import penstock.line.Stamp;
import penstock.promote.Evidence;
import penstock.repo.RepoLayout;

/** Takes over a DLRN database, row by row and in the order of its numbers, so that what was newest there is newest here. */
public final class SqlTakeOver implements TakeOver {
    private static final int TOLD = 100;

    private final Database database;
    private final Passwords passwords;
    private final InstantSource clock;

    public SqlTakeOver(Database database, Passwords passwords, InstantSource clock) {
        this.database = database;
        this.passwords = passwords;
        this.clock = clock;
    }

    private interface Reading<T> {
        T from(Connection connection) throws SQLException, OutsideFailure;
    }

    private static <T> T read(Path file, Reading<T> reading) throws OutsideFailure {
        if (!Files.isRegularFile(file)) {
            throw new OutsideFailure(file + " is no file", false);
        }
        try (Connection connection = SqliteFile.at(file).readers().getConnection()) {
            if (!DlrnRow.exists(connection, "commits")) {
                throw new OutsideFailure(file + " is no database of DLRN: it has no table commits", false);
            }
            return reading.from(connection);
        } catch (SQLException e) {
            throw new OutsideFailure("can't read " + file + " as a SQLite database: " + e.getMessage(), false, e);
        }
    }

    @Override
    public List<String> directories(Path file) throws OutsideFailure {
        return read(file, connection -> {
            List<String> found = new ArrayList<>();
            DlrnRow.each(connection, "commits", "id", row -> {
                if (DlrnCommitRows.isPublished(row)) {
                    DlrnCommitRows.directory(row).ifPresent(found::add);
                }
            });
            return found.stream().distinct().toList();
        });
    }

    @Override
    public Outcome take(Path file, Plan plan) throws OutsideFailure {
        AtomicReference<Outcome> outcome = new AtomicReference<>(new Outcome.InUse());
        read(file, from -> {
            database.write(handle -> {
                boolean free = handle.createQuery("SELECT count(*) FROM build WHERE line = ?")
                                .bind(0, plan.line())
                                .mapTo(Integer.class)
                                .one()
                        == 0;
                if (free) {
                    outcome.set(new Taking(handle, plan).all(from));
                }
            });
            return true;
        });
        return outcome.get();
    }

    /** One taking over, in one transaction. */
    private final class Taking {
        private final Handle handle;
        private final Plan plan;
        private final Instant now = clock.instant();
        private final Stamp first = new Stamp(new Uuid7().next(now), now);
        private final List<String> leftOut = new ArrayList<>();
        private final DlrnCommitRows commits;
        private int used;
        private int votes;
        private int promotions;
        private int users;
        private final Map<String, String> before = new HashMap<>();

        Taking(Handle handle, Plan plan) {
            this.handle = handle;
            this.plan = plan;
            this.commits = new DlrnCommitRows(handle, plan, this::id, now);
        }

        private String id() {
            return first.next(++used);
        }

        Outcome all(Connection from) {
            try {
                DlrnRow.each(from, "commits", "id", row -> commits.take(row).ifPresent(this::leaveOut));
                DlrnRow.each(from, "civotes", "id", this::vote);
                DlrnRow.each(from, "civotes_agg", "id", row -> vote(row, row.text("ref_hash"), ""));
                DlrnRow.each(from, "promotions", "id", this::promotion);
                DlrnRow.each(from, "users", "username", this::user);
            } catch (SQLException e) {
                throw new TransactionException("reading a database of DLRN: " + e.getMessage(), e);
            }
            plan.labels().forEach(this::label);
            handle.execute(
                    "INSERT INTO line (name, sequence) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sequence ="
                            + " CASE WHEN line.sequence > excluded.sequence THEN line.sequence ELSE excluded.sequence END",
                    plan.line(),
                    commits.last());
            return new Outcome.Taken(commits.taken().size(), votes, promotions, users, leftOut);
        }

        private void leaveOut(String why) {
            if (leftOut.size() < TOLD) {
                leftOut.add(why);
            } else if (leftOut.size() == TOLD) {
                leftOut.add("and more");
            }
        }

        private Optional<DlrnCommitRows.Taken> commit(DlrnRow row, String what) throws SQLException {
            Optional<DlrnCommitRows.Taken> commit =
                    Optional.ofNullable(commits.taken().get(row.number("commit_id")));
            if (commit.isEmpty()) {
                leaveOut(what + " " + row.number("id") + ": its commit is not there");
            }
            return commit;
        }

        private void vote(DlrnRow row) throws SQLException {
            Optional<DlrnCommitRows.Taken> commit = commit(row, "vote");
            if (commit.isPresent()) {
                vote(row, commit.get().directory(), row.text("component"));
            }
        }

        private void vote(DlrnRow row, String subject, String component) throws SQLException {
            String job = row.text("ci_name");
            Evidence.Result result = row.isTrue("ci_in_progress")
                    ? Evidence.Result.RUNNING
                    : row.isTrue("ci_vote") ? Evidence.Result.SUCCESS : Evidence.Result.FAILURE;
            Evidence.Origin origin = job.equals(RepoLayout.CONSISTENT) ? Evidence.Origin.FACTORY : Evidence.Origin.CI;
            handle.execute(
                    "INSERT INTO evidence (id, line, subject, job, result, at, origin, who, component, url, notes)"
                            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    id(),
                    plan.line(),
                    subject,
                    job,
                    result.name(),
                    Micros.of(Instant.ofEpochSecond(row.number("timestamp"))),
                    origin.name(),
                    row.text("user"),
                    component,
                    row.text("ci_url"),
                    row.text("notes"));
            votes++;
        }

        private void promotion(DlrnRow row) throws SQLException {
            Optional<DlrnCommitRows.Taken> found = commit(row, "promotion");
            if (found.isEmpty()) {
                return;
            }
            DlrnCommitRows.Taken commit = found.get();
            String id = id();
            String label = row.text("promotion_name");
            String user = row.text("user");
            handle.execute(
                    "INSERT INTO promotion (id, line, label, at, kind, who, reason, decision, aggregate)"
                            + " VALUES (?, ?, ?, ?, 'ASKED', ?, '', '', ?)",
                    id,
                    plan.line(),
                    label,
                    Micros.of(Instant.ofEpochSecond(row.number("timestamp"))),
                    user.isEmpty() ? "" : "user:" + user,
                    row.text("aggregate_hash"));
            String previous = before.put(commit.place() + "/" + label, commit.directory());
            handle.execute(
                    "INSERT INTO promotion_part (promotion, place, component, directory, build, previous)"
                            + " VALUES (?, 0, ?, ?, ?, ?)",
                    id,
                    commit.place(),
                    commit.directory(),
                    commit.build(),
                    previous == null ? "" : previous);
            handle.execute(
                    "INSERT INTO dlrn_promotion (promotion, component) VALUES (?, ?)", id, row.text("component"));
            promotions++;
        }

        private void user(DlrnRow row) throws SQLException {
            String name = row.text("username");
            String hash = row.text("password");
            if (!UserOffice.isName(name) || !passwords.isHash(hash)) {
                leaveOut("user " + name + ": no name of a user, or a password that is not kept as sha512_crypt");
                return;
            }
            int added = handle.execute(
                    "INSERT INTO account (name, password, roles, created, changed) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    name,
                    hash,
                    String.join(" ", Role.words(Set.of(Role.REPORTER, Role.PROMOTER, Role.BUILDER))),
                    Micros.of(now),
                    Micros.of(now));
            if (added == 0) {
                leaveOut("user " + name + ": there is one of this name already");
            }
            users += added;
        }

        private void label(Placed placed) {
            DlrnCommitRows.Taken commit = commits.published().get(placed.directory());
            if (commit == null || !commit.place().equals(placed.component())) {
                leaveOut("label " + placed.label() + ": it leads to no commit of this instance");
                return;
            }
            SnapshotRef ref = new SnapshotRef(
                    plan.line(), commit.place(), commit.directory(), commit.project(), commit.build(), commit.number());
            handle.execute(
                    "INSERT INTO label (line, component, name, directory, moved, form, state) VALUES (?, ?, ?, ?, ?, ?, ?)"
                            + " ON CONFLICT DO NOTHING",
                    plan.line(),
                    commit.place(),
                    placed.label(),
                    commit.directory(),
                    Micros.of(now),
                    Json.FORM,
                    Json.write(new ComponentState.Label(Optional.of(ref), Optional.empty(), Optional.empty())));
        }
    }
}
