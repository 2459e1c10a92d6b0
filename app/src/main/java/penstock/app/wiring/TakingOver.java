package penstock.app.wiring;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.app.cli.Foreign;
import penstock.app.cli.UserMistakes;
import penstock.config.FactoryConfig;
import penstock.distro.ReleaseLine;
import penstock.edge.crypt.CryptPasswords;
import penstock.edge.owner.LockedFolder;
import penstock.edge.sql.Database;
import penstock.edge.sql.PostgresLease;
import penstock.edge.sql.SqlAuditTrail;
import penstock.edge.sql.SqlTakeOver;
import penstock.edge.store.ForeignTree;
import penstock.engine.access.Actor;
import penstock.engine.access.OnRecord;
import penstock.engine.distro.DistroSource;
import penstock.engine.dlrn.TakeOver;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.repo.RepoLayout;

/** Takes over another factory, for the owner of the data folder. */
public final class TakingOver {
    private static final String PURPOSE = "penstock import";

    private final FactoryConfig config;
    private final Path dir;
    private final InstantSource clock;

    private TakingOver(FactoryConfig config, Path dir, InstantSource clock) {
        this.config = config;
        this.dir = dir;
        this.clock = clock;
    }

    /**
     * Takes over what nobody owns.
     *
     * @return what could not be done, and why; empty when all was
     */
    public static List<String> alone(
            FactoryConfig config, Path dir, Foreign foreign, Consumer<String> told, InstantSource clock)
            throws UserMistakes, OutsideFailure, InterruptedException {
        LockedFolder folder = new LockedFolder(dir, clock);
        if (!(folder.claim(PURPOSE) instanceof DataFolder.Claim.Mine(DataFolder.Ownership ownership))) {
            throw new OutsideFailure("a factory runs in " + dir + "; stop it first", false);
        }
        try (Closing closing = new Closing()) {
            closing.later(ownership);
            Storing storing = Storing.of(config, dir);
            storing.lock(PURPOSE, clock).ifPresent(closing::later);
            Optional<PostgresLease.Held> lease = storing.lease(folder.place(), folder.owner(PURPOSE), Optional.empty());
            lease.ifPresent(closing::later);
            return new TakingOver(config, dir, clock).take(foreign, closing.later(storing.own(lease)), told);
        }
    }

    private List<String> take(Foreign foreign, Database database, Consumer<String> told)
            throws UserMistakes, OutsideFailure, InterruptedException {
        List<ReleaseLine> followed =
                Distro.read(config, Following.mirror(config, dir)).inForce().lines();
        String line = line(foreign, followed);
        TakeOver.Plan plan = new TakeOver.Plan(line, foreign.components(), projects(foreign, followed), List.of());
        return new OnRecord(new SqlAuditTrail(database, clock))
                .tried(
                        Actor.user(System.getProperty("user.name")),
                        "take over DLRN",
                        foreign.database() + " as " + line,
                        () -> take(foreign, plan, new SqlTakeOver(database, new CryptPasswords(), clock), told));
    }

    private static String line(Foreign foreign, List<ReleaseLine> followed) throws UserMistakes {
        List<String> names = followed.stream().map(ReleaseLine::name).toList();
        String line = foreign.line().orElse(names.size() == 1 ? names.getFirst() : "");
        if (!RepoLayout.isName(line)) {
            throw UserMistakes.argument(
                    line.isEmpty() ? "there are several lines" : "no line can be called " + line,
                    "say which: --line " + String.join(" or ", names));
        }
        return line;
    }

    /** Projects by the names of their packages. */
    private Map<String, String> projects(Foreign foreign, List<ReleaseLine> followed)
            throws OutsideFailure, InterruptedException {
        List<ReleaseLine> known = followed;
        if (foreign.info().isPresent()) {
            Path file = foreign.info().get().toAbsolutePath();
            FactoryConfig.Distribution where = new FactoryConfig.Distribution(
                    file.resolveSibling("").toString(), "", file.getFileName().toString(), List.of());
            known = new DistroSource(Following.mirror(config, dir))
                    .read(where)
                    .reading()
                    .distribution()
                    .lines();
        }
        Map<String, String> projects = new HashMap<>();
        known.forEach(line -> line.packages().forEach(pkg -> projects.put(pkg.name(), pkg.project())));
        return projects;
    }

    private List<String> take(Foreign foreign, TakeOver.Plan plan, TakeOver dlrn, Consumer<String> told)
            throws OutsideFailure, InterruptedException {
        List<String> problems = new ArrayList<>();
        List<TakeOver.Placed> labels = List.of();
        if (foreign.repositories().isPresent()) {
            String folder = RepoLayout.lineFolder(config.build().target(), plan.line());
            ForeignTree tree = new ForeignTree(
                    foreign.repositories().get(),
                    Storing.of(config, dir).repositories().resolve(folder));
            ForeignTree.Copied copied = tree.copy(dlrn.directories(foreign.database()), told);
            copied.missing().forEach(directory -> problems.add("not in the folder of repositories: " + directory));
            labels = tree.labels(copied.done(), plan.components());
            told.accept("repositories: " + copied.done().size() + ", labels: " + labels.size());
        }
        TakeOver.Plan whole = new TakeOver.Plan(plan.line(), plan.components(), plan.projects(), labels);
        switch (dlrn.take(foreign.database(), whole)) {
            case TakeOver.Outcome.InUse() ->
                problems.add("the line " + plan.line() + " has builds already; take DLRN over before the first one");
            case TakeOver.Outcome.Taken taken -> {
                told.accept("commits: " + taken.commits() + ", votes: " + taken.votes() + ", promotions: "
                        + taken.promotions() + ", users: " + taken.users());
                taken.leftOut().forEach(what -> told.accept("left out: " + what));
            }
        }
        return problems;
    }
}
