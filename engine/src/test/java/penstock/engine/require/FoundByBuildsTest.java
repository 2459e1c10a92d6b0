package penstock.engine.require;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.PublishedLines.Label;
import penstock.engine.publish.PublishedLines.Line;
import penstock.require.answer.PackageIndex;
import penstock.require.answer.Packaged;
import penstock.require.answer.Repository;
import penstock.require.answer.RpmDependency;
import penstock.version.Evr;

class FoundByBuildsTest {
    private final Shelf shelf = new Shelf();

    @Test
    void labelsComeFirstThenTheTargetsRepositoriesThenWhatItPromises() throws Exception {
        Line line = new Line("el9s-mill", List.of(label("", "current", "aa"), label("", "consistent", "bb")));
        assertThat(found(List.of(new Line("el9s-other", List.of(label("", "current", "aa"))), line), "six", "wrapt"))
                .containsExactly("current: new", "consistent: old", "base: six", "on demand: wrapt");
        assertThat(shelf.missing).containsExactly("wrapt");
    }

    @Test
    void aLabelOverComponentsHasThePackagesOfAllAndASnapshotIsReadOnce() throws Exception {
        Line line = new Line(
                "el9s-mill",
                List.of(label("x", "current", "aa"), label("x", "consistent", "aa"), label("y", "current", "bb")));
        assertThat(found(List.of(line), "six")).containsExactly("current: new old", "consistent: new", "base: six");
        assertThat(shelf.read).containsExactly("el9s-mill/aa", "el9s-mill/bb");
        assertThat(shelf.missing).isEmpty();
    }

    @Test
    void withoutPythonOrItsMachineNoMarkerCanBeJudged() {
        assertThatThrownBy(() -> new FoundByBuilds(List::of, "el9s", shelf).python())
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("el9s has no /usr/bin/python3");
        assertThatThrownBy(() -> new FoundByBuilds(List::of, "el9s", shelf).machine())
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("el9s is for a machine that is not known");
    }

    private List<String> found(List<Line> lines, String... asked) throws Exception {
        return new FoundByBuilds(() -> lines, "el9s", shelf)
                .of("mill", new TreeSet<>(Set.of(asked))).stream()
                        .map(FoundByBuildsTest::words)
                        .toList();
    }

    private static String words(Repository repository) {
        return repository.name() + ": "
                + String.join(
                        " ",
                        repository.parts().stream()
                                .flatMap(part -> part.packages().stream())
                                .map(Packaged::name)
                                .toList());
    }

    private static Label label(String component, String name, String shows) {
        return new Label(component, name, name, shows, Instant.EPOCH, 1, 0);
    }

    private static Packaged pkg(String name) {
        Evr version = new Evr("0", "1", "1");
        RpmDependency itself = new RpmDependency(name, RpmDependency.Sign.EQUAL, version);
        return new Packaged(name, version, name, List.of(itself), List.of(), List.of());
    }

    /** Two snapshots, {@code aa} and {@code bb}; a target with one repository that can bring whatever it is asked for. */
    private static final class Shelf implements FoundByBuilds.Places {
        private final List<String> read = new ArrayList<>();
        private final List<String> missing = new ArrayList<>();

        @Override
        public List<PackageIndex> published(String folder) {
            read.add(folder);
            return List.of(PackageIndex.of(List.of(pkg(folder.endsWith("aa") ? "new" : "old"))));
        }

        @Override
        public SequencedMap<String, PackageIndex> repositories() {
            SequencedMap<String, PackageIndex> all = new LinkedHashMap<>();
            all.put("base", PackageIndex.of(List.of(pkg("six"))));
            return all;
        }

        @Override
        public List<Packaged> promised(Collection<String> capabilities) {
            missing.addAll(capabilities);
            return capabilities.stream().map(FoundByBuildsTest::pkg).toList();
        }

        @Override
        public Optional<String> python() {
            return Optional.empty();
        }

        @Override
        public Optional<String> machine() {
            return Optional.empty();
        }
    }
}
