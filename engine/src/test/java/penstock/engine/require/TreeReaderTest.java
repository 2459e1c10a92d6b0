package penstock.engine.require;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.FakeMirror;
import penstock.follow.FallBack;
import penstock.problem.Problem;
import penstock.require.Declared;
import penstock.require.spec.SpecSource;

class TreeReaderTest {
    private static final Package WEIR = new Package(
            "weir",
            "python-weir",
            "",
            new Package.Source("https://up.example/weir", "stable/1", false),
            new Package.Source("https://dist.example/weir", "rpm-master", false),
            List.of());
    private static final String SPEC = "Name: python-weir\n%description\n";

    private final FakeMirror mirror = new FakeMirror();
    private final List<String> opened = new ArrayList<>();
    private final TreeReader trees = new TreeReader(
            mirror, new Counting(), new FallBack(List.of(FallBack.Rule.of("stable/(.*)", List.of("$1-eol")))));

    @BeforeEach
    void upstreamHasEndedItsBranch() throws Exception {
        mirror.repository(WEIR.source().url()).commit("1-eol", "First", Map.of("requirements.txt", "six\n"));
        mirror.repository(WEIR.distgit().url()).commit("rpm-master", "First", Map.of("python-weir.spec", SPEC));
    }

    private void fetched() throws Exception {
        mirror.fetch(WEIR.source().url());
        mirror.fetch(WEIR.distgit().url());
    }

    @Test
    void eachRepositoryIsOpenedOnce() throws Exception {
        fetched();
        PackageTrees read = trees.read(WEIR);
        assertThat(opened)
                .containsExactlyInAnyOrder(WEIR.source().url(), WEIR.distgit().url());
        assertThat(read.declared().all()).extracting(Declared::name).containsExactly("six");
        assertThat(read.spec()).map(SpecSource::text).contains(SPEC);
        assertThat(read.problems()).isEmpty();
    }

    @Test
    void whatIsNotThereIsToldOfBoth() throws Exception {
        assertThat(trees.read(WEIR).problems())
                .extracting(Problem::message)
                .containsExactly("no stable/1 of it is known here", "no rpm-master of it is known here");
    }

    @Test
    void aCommitThatIsNotThereIsAFailureThatNamesIt() throws Exception {
        fetched();
        Commit there = trees.read(WEIR).source().orElseThrow();
        Commit gone = new Commit("9".repeat(40), "8".repeat(40), Instant.EPOCH, "Ada", "Gone");
        assertThatThrownBy(() -> trees.at(WEIR, there, gone))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContainingAll(WEIR.distgit().url(), "no commit " + gone.id());
    }

    @Test
    void aSpecOfMoreThanIsTakenIsAFailureThatNamesIt() throws Exception {
        mirror.repository(WEIR.distgit().url())
                .commit("rpm-master", "Grow", Map.of("python-weir.spec", "#".repeat(SpecSource.LONGEST + 1)));
        fetched();
        assertThatThrownBy(() -> trees.read(WEIR))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContainingAll("python-weir.spec", "bytes");
    }

    /** Notes each time that a local copy is opened. */
    private final class Counting implements SourceHistories {
        @Override
        public <T> T read(String url, Reading<T> reading) throws OutsideFailure {
            opened.add(url);
            return mirror.read(url, reading);
        }

        @Override
        public <T> Optional<T> follow(String url, List<String> refs, FollowedReading<T> reading) throws OutsideFailure {
            opened.add(url);
            return mirror.follow(url, refs, reading);
        }
    }
}
