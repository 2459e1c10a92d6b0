package penstock.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.edge.git.GitMirror;
import penstock.edge.git.MirrorLimits;
import penstock.edge.git.UrlRewriting;
import penstock.edge.rpm.RpmFile;
import penstock.edge.sql.Database;
import penstock.edge.sql.SqlNoticeBook;
import penstock.edge.sql.SqlWarningBook;
import penstock.edge.store.FileArtifactStore;
import penstock.edge.store.PublishedTree;
import penstock.edge.store.SnapshotPackages;
import penstock.edge.store.SnapshotPublisher;
import penstock.engine.notify.Letters;
import penstock.engine.notify.NotifySettings;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.FoundByBuilds;
import penstock.engine.require.LineCheck;
import penstock.engine.require.TreeReader;
import penstock.engine.warning.EarlyWarning;
import penstock.engine.warning.Judge;
import penstock.engine.warning.WarningDesk;
import penstock.engine.warning.WarningLetters;
import penstock.follow.FallBack;
import penstock.repo.SnapshotEntry;
import penstock.require.answer.PackageIndex;
import penstock.require.answer.Packaged;

/**
 * I of part 3: 400 packages of 30 requirements each, from their git trees, checked against a published repository of 1,000 packages of
 * three RPMs: 2 s once it is warm. One commit that raises a requirement, from its being found to the stored letter, after another
 * package was published: 200 ms.
 */
final class Requirements implements Bench.Measurement {
    private static final int PUBLISHED = 1_000;
    private static final int CHECKED = 400;
    private static final int WARM = 5;
    private static final int NOTICES = 25;
    private static final double LIMIT_CHECK = 2_000;
    private static final double LIMIT_NOTICE = 200;
    private static final String TARGET = "debian";

    @Override
    public boolean run() throws Exception {
        try (Scratch scratch = new Scratch("requirements");
                Database database = Database.own(scratch.folder().resolve("penstock.db"))) {
            Path folder = scratch.folder();
            System.err.println("making and publishing " + 3 * PUBLISHED + " RPMs ...");
            Site site = Site.published(folder);
            System.err.println("making " + 2 * CHECKED + " git repositories ...");
            RequirementRepositories repositories = new RequirementRepositories(folder, PUBLISHED);
            GitMirror mirror = new GitMirror(folder.resolve("mirrors"), UrlRewriting.NONE, MirrorLimits.USUAL);
            List<Package> packages = new ArrayList<>();
            for (int i = 0; i < CHECKED; i++) {
                Package pkg = repositories.make(i);
                mirror.fetch(pkg.source().url());
                mirror.fetch(pkg.distgit().url());
                packages.add(pkg);
            }
            ReleaseLine line = new ReleaseLine(Publish.LINE, Publish.LINE, "development", List.of(), packages);
            LineCheck check = new LineCheck(
                    new TreeReader(mirror, mirror, FallBack.NEVER),
                    new FoundByBuilds(new PublishedTree(folder.resolve("repositories")), TARGET, site),
                    Map.of());
            Table table = new Table("requirements", "packages", "median ms", "slowest ms");
            List<Double> checks = checks(check, line);
            table.row("checked, first", CHECKED, checks.removeFirst(), "");
            double checked = row(table, "checked, warm", CHECKED, checks);
            Judge judge =
                    new Judge(mirror, new TreeReader(mirror, mirror, FallBack.NEVER), check, _ -> Optional.of(line));
            List<Double> notices =
                    notices(new Notices(site, repositories, mirror, early(judge, database), packages), database);
            double notice = row(table, "a commit, to its stored letter", 1, notices);
            table.row("promised, at most", CHECKED, LIMIT_CHECK, "");
            table.row("promised, at most", 1, LIMIT_NOTICE, "");
            table.print();
            System.out.printf(Locale.ROOT, "requirements check-ms %.0f%n", checked);
            System.out.printf(Locale.ROOT, "requirements notice-ms %.1f%n", notice);
            return checked <= LIMIT_CHECK && notice <= LIMIT_NOTICE;
        }
    }

    private static List<Double> checks(LineCheck check, ReleaseLine line) throws Exception {
        List<Double> times = new ArrayList<>();
        for (int round = 0; round <= WARM; round++) {
            long start = System.nanoTime();
            List<LineCheck.PackageCheck> all = check.of(line, line.packages());
            times.add((System.nanoTime() - start) / 1e6);
            if (!all.stream().allMatch(one -> one.checked().size() > 20)) {
                throw new IllegalStateException("a package was not checked");
            }
        }
        return times;
    }

    private static EarlyWarning early(Judge judge, Database database) {
        NotifySettings settings =
                new NotifySettings(List.of("operator@example.org"), Optional.of(Duration.ofDays(1)), build -> build);
        WarningLetters letters = new WarningLetters(
                new Letters(settings, InstantSource.system()), (_, project) -> "http://127.0.0.1/" + project, () -> {});
        return new WarningDesk(new SqlWarningBook(database), Optional.of(letters), InstantSource.system())
                .branches(judge);
    }

    private record Notices(
            Site site,
            RequirementRepositories repositories,
            GitMirror mirror,
            EarlyWarning warning,
            List<Package> packages) {}

    private static List<Double> notices(Notices of, Database database) throws Exception {
        for (Package pkg : of.packages()) {
            look(of, pkg);
        }
        List<Double> times = new ArrayList<>();
        for (int round = 0; round < NOTICES; round++) {
            of.site().publish(round * 13 % PUBLISHED, round + 1);
            int number = round * 11 % CHECKED;
            Package pkg = of.packages().get(number);
            of.repositories().raise(number, 100 + round);
            of.mirror().fetch(pkg.source().url());
            int before = new SqlNoticeBook(database).waiting().letters();
            times.add(look(of, pkg));
            if (new SqlNoticeBook(database).waiting().letters() != before + 1) {
                throw new IllegalStateException("nobody was told of " + pkg.name());
            }
        }
        return times;
    }

    /** Milliseconds. */
    private static double look(Notices of, Package pkg) throws Exception {
        Commit source = of.mirror().resolve(pkg.source().url(), "master").orElseThrow();
        Commit distgit = of.mirror().resolve(pkg.distgit().url(), "rpm-master").orElseThrow();
        long start = System.nanoTime();
        of.warning().commits(Publish.LINE, pkg, source, distgit);
        return (System.nanoTime() - start) / 1e6;
    }

    private static double row(Table table, String what, int packages, List<Double> times) {
        List<Double> sorted = times.stream().sorted().toList();
        double median = sorted.get(sorted.size() / 2);
        table.row(what, packages, median, sorted.getLast());
        return median;
    }

    /** The published packages, which are all that there is. */
    private record Site(
            Path folder, SnapshotPublisher publisher, List<SnapshotEntry> entries, SnapshotPackages snapshots)
            implements FoundByBuilds.Places {
        static Site published(Path folder) throws Exception {
            FileArtifactStore store = FileArtifactStore.open(folder.resolve("artifacts"));
            Path root = folder.resolve("repositories");
            SnapshotPublisher publisher = SnapshotPublisher.open(
                    root,
                    folder.resolve("metadata"),
                    new SnapshotPublisher.Address(TARGET, "http://127.0.0.1"),
                    store,
                    new RpmFile());
            List<SnapshotEntry> entries = new ArrayList<>(IntStream.range(0, PUBLISHED)
                    .parallel()
                    .mapToObj(i -> made(folder, i, 0))
                    .toList());
            Publish.publish(publisher, entries, 0);
            return new Site(folder, publisher, entries, new SnapshotPackages(root, new RpmFile()));
        }

        private static SnapshotEntry made(Path folder, int number, int version) {
            return Publish.entry(
                    Publish.built(folder, number, version),
                    Publish.unsynced(folder.resolve("artifacts")),
                    number,
                    version);
        }

        void publish(int number, int version) throws Exception {
            entries.set(number, made(folder, number, version));
            Publish.publish(publisher, entries, number);
        }

        @Override
        public List<PackageIndex> published(String published) throws OutsideFailure {
            return snapshots.of(published).orElseThrow();
        }

        @Override
        public SequencedMap<String, PackageIndex> repositories() {
            return new LinkedHashMap<>();
        }

        @Override
        public List<Packaged> promised(Collection<String> capabilities) {
            return List.of();
        }

        @Override
        public Optional<String> python() {
            return Optional.of("3.12");
        }

        @Override
        public Optional<String> machine() {
            return Optional.of("x86_64");
        }
    }
}
