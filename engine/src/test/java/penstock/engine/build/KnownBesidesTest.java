package penstock.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.engine.build.KnownBuilds.KnownBuild;
import penstock.engine.testkit.KnownBuildsContract;
import penstock.engine.testkit.MemoryKnownBuilds;

/** Builds that are tried out use those of the factory, and add nothing to them. */
class KnownBesidesTest extends KnownBuildsContract {
    private static final String INPUTS = "1".repeat(64);

    @Override
    protected KnownBuilds open() {
        return new KnownBesides(new MemoryKnownBuilds());
    }

    @Test
    void whatOthersRecordedIsFoundAndWhatIsAddedIsNotTheirs() throws Exception {
        KnownBuilds others = new MemoryKnownBuilds();
        others.record(build("b1", "k1"));
        KnownBuilds known = new KnownBesides(others);
        known.record(build("b2", "k2"));
        known.record(build("b3", "k1"));
        assertThat(known.withInputs(INPUTS, 5)).extracting(KnownBuild::buildId).containsExactly("b2", "b1");
        assertThat(known.withInputs(INPUTS, 1)).extracting(KnownBuild::buildId).containsExactly("b2");
        assertThat(known.withKey("k1")).map(KnownBuild::buildId).contains("b1");
        assertThat(others.withInputs(INPUTS, 5)).extracting(KnownBuild::buildId).containsExactly("b1");
        others.record(build("b4", "k4"));
        assertThat(known.withKey("k4")).isPresent();
    }

    private static KnownBuild build(String id, String key) {
        return new KnownBuild(id, INPUTS, List.of(), key, "a-1-1", List.of());
    }
}
