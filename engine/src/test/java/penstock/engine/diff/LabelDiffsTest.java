package penstock.engine.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.query.Queries;
import penstock.engine.query.SnapshotViews;
import penstock.engine.testkit.BookSnapshots;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.MemoryPromotionBook;
import penstock.line.Change;
import penstock.line.ComponentState;
import penstock.line.SnapshotRef;

/** What differs between labels: packages, commits, requirements (part 4, C4). */
class LabelDiffsTest {
    private static final String LINE = "demo";
    private static final String SOURCE = "https://git.example.org/nova";
    private static final String DISTGIT = "https://git.example.org/nova-distgit";

    private final MemoryPromotionBook book = new MemoryPromotionBook(LINE);
    private final FakeMirror mirror = new FakeMirror();
    private final Map<String, Queries.BuildRow> builds = new HashMap<>();
    private final List<Queries.BuildRow> newest = new ArrayList<>();
    private final List<SnapshotViews.Differing> differing = new ArrayList<>();
    private final LabelDiffs diffs = new LabelDiffs(book, new BookSnapshots(book, LINE, differing), new History());

    private SnapshotRef snapshot(String component, int number) {
        String digit = Integer.toString(number);
        String folder = digit.repeat(2) + "/" + digit.repeat(2) + "/" + digit.repeat(40) + "_00000000";
        SnapshotRef ref = new SnapshotRef(
                LINE,
                component,
                component.isEmpty() ? folder : "component/" + component + "/" + folder,
                "nova",
                "b" + digit,
                number);
        book.apply(Instant.EPOCH, new Change.SnapshotPublished(ref));
        return ref;
    }

    private void label(String name, SnapshotRef to, String aggregate) {
        book.apply(
                Instant.EPOCH,
                new Change.LabelChanged(
                        to.component(),
                        name,
                        new ComponentState.Label(Optional.of(to), Optional.empty(), Optional.empty()),
                        Optional.of(aggregate).filter(hash -> !hash.isEmpty())));
    }

    private void built(String id, String source, String distgit, String subject) {
        Queries.BuildRow row = new Queries.BuildRow(
                id,
                "nova",
                new Queries.Commits(source, distgit),
                subject,
                1,
                new Queries.Times(Instant.EPOCH, Optional.empty()),
                "SUCCESS");
        builds.put(id, row);
        newest.addFirst(row);
    }

    private static Optional<SnapshotViews.Listed> listed(String build, String nvr) {
        return Optional.of(new SnapshotViews.Listed("nova", build, nvr, "SUCCESS", Instant.EPOCH));
    }

    private LabelDiff.ComponentDiff only(String from, String to) throws Exception {
        LabelDiff diff = diffs.between(
                LINE,
                diffs.side(LINE, from).orElseThrow(),
                diffs.side(LINE, to).orElseThrow(),
                new CommitsBetween(mirror, mirror));
        assertThat(diff.components()).hasSize(1);
        return diff.components().getFirst();
    }

    @Test
    void packages_have_the_commits_between_and_what_they_require_otherwise() throws Exception {
        Commit one = mirror.repository(SOURCE).commit("master", "One", Map.of("requirements.txt", "wrapt>=1\n"));
        mirror.repository(SOURCE).commit("master", "Two", Map.of("requirements.txt", "wrapt>=2\n"));
        Commit three = mirror.repository(SOURCE).commit("master", "Three", Map.of("setup.py", "\n"));
        Commit spec = mirror.repository(DISTGIT).commit("rpm-master", "Spec");
        Commit later = mirror.repository(DISTGIT).commit("rpm-master", "Require more");
        mirror.fetch(SOURCE);
        mirror.fetch(DISTGIT);
        built("b1", one.id(), spec.id(), "One");
        built("b2", three.id(), later.id(), "Three");
        label("old", snapshot("", 1), "");
        label("new", snapshot("", 2), "");
        differing.add(new SnapshotViews.Differing("nova", listed("b1", "nova-1-1"), listed("b2", "nova-2-1")));
        differing.add(new SnapshotViews.Differing("failed", listed("b1", "same-1-1"), listed("b2", "same-1-1")));
        differing.add(new SnapshotViews.Differing("came", Optional.empty(), listed("b2", "came-1-1")));
        LabelDiff.ComponentDiff part = only("old", "new");
        assertThat(part.packages()).extracting(LabelDiff.PackageDiff::project).containsExactly("nova", "came");
        LabelDiff.PackageDiff nova = part.packages().getFirst();
        assertThat(nova.source().came())
                .extracting(LabelDiff.NamedCommit::subject)
                .containsExactly("Two", "Three");
        assertThat(nova.source().gone()).isEmpty();
        assertThat(nova.source().problem()).isEmpty();
        assertThat(nova.distgit().came())
                .extracting(LabelDiff.NamedCommit::subject)
                .containsExactly("Require more");
        assertThat(nova.requirements().changes()).containsExactly("wrapt (runtime): raised >=1 -> >=2");
        assertThat(part.packages().getLast().source()).isEqualTo(LabelDiff.Commits.NONE);
        assertThat(part.packages().getLast().from()).isEmpty();

        differing.replaceAll(each -> new SnapshotViews.Differing(each.project(), each.to(), each.from()));
        LabelDiff.PackageDiff back = only("new", "old").packages().getFirst();
        assertThat(back.source().came()).isEmpty();
        assertThat(back.source().gone())
                .extracting(LabelDiff.NamedCommit::subject)
                .containsExactly("Two", "Three");
    }

    @Test
    void without_a_local_copy_the_builds_say_what_they_know() throws Exception {
        built("b1", "a".repeat(40), "d".repeat(40), "One");
        built("b2", "b".repeat(40), "d".repeat(40), "Two");
        built("b3", "c".repeat(40), "e".repeat(40), "Three");
        SnapshotRef one = snapshot("", 1);
        label("new", snapshot("", 3), "");
        differing.add(new SnapshotViews.Differing("nova", listed("b1", "nova-1-1"), listed("b3", "nova-3-1")));
        LabelDiff.PackageDiff nova = only(one.directory(), "new").packages().getFirst();
        assertThat(nova.source().came())
                .extracting(LabelDiff.NamedCommit::subject)
                .containsExactly("Two", "Three");
        assertThat(nova.source().problem()).contains("no local copy has both commits");
        assertThat(nova.distgit().came()).containsExactly(new LabelDiff.NamedCommit("e".repeat(40), ""));
        assertThat(nova.requirements().problem()).isNotEmpty();
        newest.removeLast();
        LabelDiff.Commits some =
                only(one.directory(), "new").packages().getFirst().source();
        assertThat(some.came()).extracting(LabelDiff.NamedCommit::subject).containsExactly("Three");
        assertThat(some.more()).isTrue();
    }

    @Test
    void components_are_compared_each_and_what_is_too_much_is_said_to_be_left_out() throws Exception {
        SnapshotRef compute = snapshot("compute", 1);
        label("old", compute, "a".repeat(32));
        label("new", snapshot("compute", 2), "b".repeat(32));
        label("new", snapshot("network", 3), "c".repeat(32));
        for (int i = 0; i < 120; i++) {
            differing.add(new SnapshotViews.Differing("p" + i, Optional.empty(), listed("b0", "p-1-" + i)));
        }
        LabelDiff diff = diffs.between(
                LINE,
                diffs.side(LINE, "a".repeat(32)).orElseThrow(),
                diffs.side(LINE, "new").orElseThrow(),
                new CommitsBetween(mirror, mirror));
        assertThat(diff.components())
                .extracting(LabelDiff.ComponentDiff::component)
                .containsExactly("compute", "network");
        assertThat(diff.components().getFirst().packages()).hasSize(100);
        assertThat(diff.components().getFirst().more()).isTrue();
        assertThat(diff.components().getLast().from()).isEmpty();
        assertThat(diff.components().getLast().packages()).isEmpty();
        assertThat(only(compute.directory(), "new").component()).isEqualTo("compute");
        assertThat(diffs.side(LINE, "nosuch")).isEmpty();
    }

    private final class History implements PackageHistory {
        @Override
        public Optional<Package> pkg(String line, String project) {
            return Optional.of(new Package(
                    "nova",
                    "openstack-nova",
                    "",
                    new Package.Source(SOURCE, "master", false),
                    new Package.Source(DISTGIT, "rpm-master", false),
                    List.of()));
        }

        @Override
        public Optional<Queries.BuildRow> build(String id) {
            return Optional.ofNullable(builds.get(id));
        }

        @Override
        public List<Queries.BuildRow> builds(String line, String project, int limit) {
            return newest.stream().limit(limit).toList();
        }
    }
}
