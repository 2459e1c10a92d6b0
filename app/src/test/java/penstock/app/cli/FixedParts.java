package penstock.app.cli;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import penstock.app.doctor.Doctor;
import penstock.config.FactoryConfig;
import penstock.distro.Distribution;
import penstock.distro.DistroReading;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.edge.process.ProcessRunner;
import penstock.edge.store.PublishedTree;
import penstock.edge.store.SnapshotExport;
import penstock.engine.access.Actor;
import penstock.engine.access.AuditTrail;
import penstock.engine.access.Passwords;
import penstock.engine.access.TokenOffice;
import penstock.engine.access.Tokens;
import penstock.engine.access.UserOffice;
import penstock.engine.access.Users;
import penstock.engine.build.BuildLogs;
import penstock.engine.diff.LabelDiffs;
import penstock.engine.digest.DigestReadings;
import penstock.engine.line.LineListener;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.LabelReadings;
import penstock.engine.promote.Standings;
import penstock.engine.promote.notice.PackageDifferences;
import penstock.engine.publish.Exports;
import penstock.engine.publish.KeyChange;
import penstock.engine.publish.KeyUses;
import penstock.engine.publish.PublishedLines;
import penstock.engine.publish.SigningKey;
import penstock.engine.purge.DiskUse;
import penstock.engine.query.Queries;
import penstock.engine.testkit.BookSnapshots;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FolderLogs;
import penstock.engine.testkit.MemoryAuditTrail;
import penstock.engine.testkit.MemoryPromotionBook;
import penstock.engine.testkit.MemoryRulesBook;
import penstock.engine.testkit.MemoryTokens;
import penstock.engine.testkit.MemoryUsers;
import penstock.engine.testkit.MemoryWarningBook;
import penstock.engine.testkit.MemoryWeekFacts;
import penstock.engine.testkit.PlainPasswords;
import penstock.problem.Problem;

/** Parts with a distribution that a test says. */
class FixedParts implements Parts {
    private final Followed followed;
    private final MemoryTokens tokens = new MemoryTokens();
    private final MemoryUsers users = new MemoryUsers();
    private final MemoryAuditTrail audit = new MemoryAuditTrail(InstantSource.system());

    FixedParts(List<ReleaseLine> lines, Problem... problems) {
        followed = new Followed(
                new DistroReading(new Distribution(lines, List.of()), List.of(problems), List.of("rdo.yml")), lines);
    }

    /** A line of a name with one package. */
    static ReleaseLine line(String name) {
        Package pkg = new Package(
                "greeting",
                "python-greeting",
                "core",
                new Package.Source("file:///up/greeting", "master", false),
                new Package.Source("file:///dist/greeting", "rpm-master", true),
                List.of("kim@example.org"));
        return new ReleaseLine(name, "spring", "development", List.of(), List.of(pkg));
    }

    @Override
    public Doctor doctor() {
        return new Doctor(new ProcessRunner(), _ -> List.of());
    }

    @Override
    public Parts onPort(int port) {
        return this;
    }

    @Override
    public Followed followed(Path dir) {
        return followed;
    }

    @Override
    public FactoryConfig config(Path dir) throws OutsideFailure {
        throw new OutsideFailure("these parts have no configuration", false);
    }

    @Override
    public Claimed claim(Path dir, String purpose, LineListener listener, Consumer<String> progress)
            throws OutsideFailure {
        throw new OutsideFailure("these parts have no factory", false);
    }

    @Override
    public List<SigningKey> signingKeys(Path dir) {
        return List.of();
    }

    @Override
    public List<KeyUses.Use> uses(Path dir, SigningKey key) {
        return List.of();
    }

    @Override
    public List<String> changeKeys(Path dir, KeyChange change, Consumer<String> told) throws OutsideFailure {
        throw new OutsideFailure("these parts have no keys", false);
    }

    @Override
    public Claimed standBy(Path dir, String purpose, LineListener listener, Consumer<String> progress)
            throws OutsideFailure {
        throw new OutsideFailure("these parts have no factory", false);
    }

    @Override
    public Passwords passwords() {
        return new PlainPasswords();
    }

    @Override
    public Readings readings(Path dir) {
        return new Fixed(new FixedQueries(), new FolderLogs(dir.resolve("logs")), audit, tokens, users, about());
    }

    /** What is read, with these logs and nothing on record. */
    static Readings reading(BuildLogs logs) {
        return new Fixed(
                new FixedQueries(),
                logs,
                new MemoryAuditTrail(InstantSource.system()),
                new MemoryTokens(),
                new MemoryUsers(),
                new About(noLabels(), noDiffs(), noDigests()));
    }

    /** How labels stand, as a test says. */
    LabelReadings labels() {
        return noLabels();
    }

    /** What happened in weeks, as a test says. */
    DigestReadings digests() {
        return noDigests();
    }

    private static DigestReadings noDigests() {
        BookSnapshots snapshots = new BookSnapshots(new MemoryPromotionBook("spring"), "spring", List.of());
        return new DigestReadings(
                new MemoryWeekFacts("spring"),
                noLabels(),
                new PackageDifferences(snapshots),
                new MemoryWarningBook(),
                InstantSource.system());
    }

    private About about() {
        return new About(labels(), diffs(), digests());
    }

    /** How labels differ, as a test says. */
    LabelDiffs diffs() {
        return noDiffs();
    }

    private static LabelDiffs noDiffs() {
        MemoryPromotionBook book = new MemoryPromotionBook("spring");
        return new LabelDiffs(book, new BookSnapshots(book, "spring", List.of()), new FixedHistory());
    }

    private static LabelReadings noLabels() {
        MemoryPromotionBook book = new MemoryPromotionBook("spring");
        return new LabelReadings(book, new MemoryRulesBook(), book, new Standings(book, book, InstantSource.system()));
    }

    private record About(LabelReadings labels, LabelDiffs diffs, DigestReadings digests) {}

    private record Fixed(Queries queries, BuildLogs logs, AuditTrail audit, Tokens tokens, Users users, About about)
            implements Readings {
        @Override
        public LabelReadings labels() {
            return about.labels();
        }

        @Override
        public LabelDiffs diffs() {
            return about.diffs();
        }

        @Override
        public DigestReadings digests() {
            return about.digests();
        }

        @Override
        public void close() {}
    }

    @Override
    public List<String> administer(Path dir, String purpose, DataFolder.Request request, Consumer<String> told)
            throws OutsideFailure, InterruptedException {
        TokenOffice office = new TokenOffice(tokens, audit, InstantSource.system());
        UserOffice userOffice = new UserOffice(users, passwords(), audit, InstantSource.system());
        Actor ada = Actor.user("ada");
        return switch (request) {
            case DataFolder.Request.AddToken add ->
                office.add(ada, add.name(), add.id(), add.digest(), add.expires(), add.roles());
            case DataFolder.Request.RevokeToken revoke -> office.revoke(ada, revoke.name());
            case DataFolder.Request.AddUser add -> userOffice.add(ada, add.name(), add.hash(), add.roles());
            case DataFolder.Request.ChangePassword change -> userOffice.password(ada, change.name(), change.hash());
            case DataFolder.Request.RemoveUser remove -> userOffice.remove(ada, remove.name());
            default -> throw new OutsideFailure("these parts have no factory", false);
        };
    }

    @Override
    public List<String> takeOver(Path dir, Foreign foreign, Consumer<String> told) throws OutsideFailure {
        throw new OutsideFailure("these parts have no factory", false);
    }

    @Override
    public List<String> purge(Path dir, DataFolder.Request.Purge request, Consumer<String> told) throws OutsideFailure {
        throw new OutsideFailure("these parts have no factory", false);
    }

    @Override
    public Requirements requirements() {
        return new FixedRequirements(new FakeMirror(), List.of());
    }

    @Override
    public Scenarios scenarios(Path dir) throws OutsideFailure {
        throw new OutsideFailure("these parts have no target", false);
    }

    @Override
    public List<DiskUse> disk(Path dir) {
        return List.of(new DiskUse("flamingo", 3, 3 << 20, 5000, 12));
    }

    @Override
    public List<String> backup(Path dir, Path to, boolean keys, Consumer<String> progress) {
        progress.accept("artifacts: 1 of 1");
        return keys ? List.of("artifact 0123") : List.of();
    }

    @Override
    public PublishedLines published(Path dir) {
        return new PublishedTree(dir);
    }

    @Override
    public Exports exports(Path dir) {
        return new SnapshotExport(dir, "el9s", (_, _, _) -> () -> {});
    }

    @Override
    public List<String> restore(Path from, Path dir, Consumer<String> progress) throws OutsideFailure {
        throw new OutsideFailure(from + " is no complete backup: it has no penstock.db", false);
    }

    @Override
    public void makeExample(Path dir) throws OutsideFailure {
        throw new OutsideFailure("these parts have no database", false);
    }
}
