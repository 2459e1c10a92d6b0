package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.SpecFacts;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.line.ComponentState;
import penstock.line.PackageState;
import penstock.line.SnapshotRef;
import penstock.line.Task;
import penstock.promote.Rule;

/**
 * The JSON texts of form 1, as they lie in databases (D2). A name that changes here is a new form: raise {@link Json#FORM}, write a
 * migration, and keep these texts for its test.
 */
class StoredFormTest {
    private static final String COMMIT =
            "{\"id\":\"c\",\"tree\":\"t\",\"committed\":\"2026-03-01T12:00:00Z\",\"author\":\"A <a@b>\",\"subject\":\"S\"}";
    private static final String PKG = "{\"project\":\"p\",\"name\":\"python-p\",\"component\":\"\","
            + "\"source\":{\"url\":\"u\",\"ref\":\"master\",\"pinned\":false},"
            + "\"distgit\":{\"url\":\"d\",\"ref\":\"rpm-master\",\"pinned\":true},\"maintainers\":[\"a@b\"]}";
    private static final String REQUEST = "{\"id\":\"b\",\"line\":\"l\",\"pkg\":" + PKG + ",\"source\":" + COMMIT
            + ",\"distgit\":" + COMMIT
            + ",\"created\":\"2026-03-01T12:00:00Z\",\"options\":{\"bootstrap\":true,\"withTests\":false}}";
    private static final String REF = "{\"line\":\"l\",\"component\":\"\",\"directory\":\"ab/cd/x\",\"project\":\"p\","
            + "\"build\":\"b\",\"sequence\":7}";

    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");
    private final Commit commit = new Commit("c", "t", AT, "A <a@b>", "S");
    private final Package pkg = new Package(
            "p",
            "python-p",
            "",
            new Package.Source("u", "master", false),
            new Package.Source("d", "rpm-master", true),
            List.of("a@b"));
    private final BuildRequest request =
            new BuildRequest("b", "l", pkg, commit, commit, AT, new BuildOptions(true, false));
    private final SnapshotRef ref = new SnapshotRef("l", "", "ab/cd/x", "p", "b", 7);

    private static void same(Object value, String text) {
        assertThat(Json.write(value)).isEqualTo(text);
        assertThat(Json.read(text, value.getClass())).isEqualTo(value);
    }

    @Test
    void requestsAndOrders() {
        same(request, REQUEST);
        same(ref, REF);
        same(
                new SqlJournal.ReadSpecContent(pkg, commit, commit),
                "{\"pkg\":" + PKG + ",\"source\":" + COMMIT + ",\"distgit\":" + COMMIT + "}");
        same(new SqlJournal.PointContent("current", ref), "{\"label\":\"current\",\"ref\":" + REF + "}");
    }

    @Test
    void verdicts() {
        same(
                new Verdict(
                        Verdict.Result.FAILED,
                        Optional.of(Step.PREP),
                        Optional.of(new Cause.PatchDoesNotApply("a.patch", "b.py", 3, "@@")),
                        List.of(new Verdict.LogLine(9, "no")),
                        true),
                "{\"result\":\"FAILED\",\"step\":\"PREP\",\"cause\":{\"case\":\"PatchDoesNotApply\",\"patch\":\"a.patch\","
                        + "\"file\":\"b.py\",\"line\":3,\"hunk\":\"@@\"},\"evidence\":[{\"number\":9,\"text\":\"no\"}],"
                        + "\"retryable\":true}");
        same(
                Verdict.SUCCESS,
                "{\"result\":\"SUCCESS\",\"step\":null,\"cause\":null,\"evidence\":[],\"retryable\":false}");
    }

    @Test
    void packages() {
        Task building =
                new Task(commit, commit, BuildOptions.PLAIN, Task.Kind.COMMIT, 2, new Task.Building(request, true));
        Task waiting = new Task(commit, commit, BuildOptions.PLAIN, Task.Kind.REBUILD, 1, new Task.Waiting(AT));
        StoredPackage stored = new StoredPackage(
                pkg,
                4,
                new PackageState.Taken(
                        Optional.of("s"),
                        Optional.empty(),
                        Optional.of(AT),
                        Optional.empty(),
                        Optional.of(new PackageState.Lacking(List.of("python3-a"), waiting))),
                Optional.of(new PackageState.Spec(
                        "s", "d", new SpecFacts("python-p", List.of("gcc"), List.of("p"), List.of(), true))),
                Optional.of(new PackageState.Reading(Optional.of("o"), "s", "d", 1, AT)),
                List.of(building, waiting));
        String options = "\"options\":{\"bootstrap\":false,\"withTests\":false}";
        String waits = "{\"source\":" + COMMIT + ",\"distgit\":" + COMMIT + "," + options
                + ",\"kind\":\"REBUILD\",\"attempt\":1,\"phase\":{\"case\":\"Waiting\","
                + "\"notBefore\":\"2026-03-01T12:00:00Z\"}}";
        same(
                stored,
                "{\"pkg\":" + PKG + ",\"index\":4,\"taken\":{\"source\":\"s\",\"distgit\":null,"
                        + "\"released\":\"2026-03-01T12:00:00Z\",\"broken\":null,\"lacking\":{\"names\":[\"python3-a\"],\"task\":"
                        + waits + "}},"
                        + "\"spec\":{\"source\":\"s\",\"distgit\":\"d\",\"facts\":{\"name\":\"python-p\","
                        + "\"buildRequires\":[\"gcc\"],\"provides\":[\"p\"],\"requires\":[],\"knowsBootstrap\":true}},"
                        + "\"reading\":{\"order\":\"o\",\"source\":\"s\",\"distgit\":\"d\",\"attempt\":1,"
                        + "\"notBefore\":\"2026-03-01T12:00:00Z\"},\"tasks\":[{\"source\":" + COMMIT + ",\"distgit\":"
                        + COMMIT
                        + "," + options
                        + ",\"kind\":\"COMMIT\",\"attempt\":2,\"phase\":{\"case\":\"Building\",\"request\":"
                        + REQUEST + ",\"unbuilt\":true}}," + waits + "]}");
    }

    @Test
    void a_package_that_was_stored_before_it_could_lack_something_lacks_nothing() {
        assertThat(Json.read(
                        "{\"source\":\"s\",\"distgit\":null,\"released\":null,\"broken\":null}",
                        PackageState.Taken.class))
                .isEqualTo(new PackageState.Taken(
                        Optional.of("s"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    @Test
    void a_rule_that_was_stored_before_it_could_name_readers_has_none() {
        assertThat(Json.read(
                        "{\"label\":\"tested\",\"lines\":[],\"source\":{\"label\":\"consistent\",\"scope\":\"LINE\"},"
                                + "\"criteria\":[],\"timing\":{\"soak\":\"PT2H\",\"fresh\":null,\"alarm\":null},"
                                + "\"waivers\":[]}",
                        Rule.class))
                .isEqualTo(new Rule(
                        "tested",
                        List.of(),
                        new Rule.Source("consistent", Rule.Scope.LINE),
                        List.of(),
                        new Rule.Timing(Duration.ofHours(2), Optional.empty(), Optional.empty()),
                        List.of(),
                        List.of()));
    }

    @Test
    void labels() {
        same(
                new ComponentState.Label(
                        Optional.of(ref),
                        Optional.of(new ComponentState.Moving(Optional.of("o"), ref, 1, AT)),
                        Optional.empty()),
                "{\"at\":" + REF + ",\"moving\":{\"order\":\"o\",\"to\":" + REF
                        + ",\"attempt\":1,\"notBefore\":\"2026-03-01T12:00:00Z\"},\"wanted\":null}");
        same(
                new Task(
                        commit,
                        commit,
                        BuildOptions.PLAIN,
                        Task.Kind.ASKED,
                        1,
                        new Task.Publishing(request, ref, "o", 1, AT)),
                "{\"source\":" + COMMIT + ",\"distgit\":" + COMMIT
                        + ",\"options\":{\"bootstrap\":false,\"withTests\":false},\"kind\":\"ASKED\",\"attempt\":1,"
                        + "\"phase\":{\"case\":\"Publishing\",\"request\":" + REQUEST + ",\"snapshot\":" + REF
                        + ",\"order\":\"o\",\"attempt\":1,\"notBefore\":\"2026-03-01T12:00:00Z\"}}");
    }
}
