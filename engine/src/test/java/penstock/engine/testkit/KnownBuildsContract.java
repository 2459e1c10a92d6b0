package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.build.Artifact;
import penstock.engine.build.KnownBuilds;
import penstock.engine.build.KnownBuilds.KnownBuild;

/** What every {@link KnownBuilds} does (C5). */
public abstract class KnownBuildsContract {
    private static final String INPUTS = "1".repeat(64);
    private static final Artifact RPM = new Artifact(Artifact.Kind.RPM, "a-1-1.noarch.rpm", "f".repeat(64), 12);

    private KnownBuilds known = new MemoryKnownBuilds();

    /** One that knows nothing. */
    protected abstract KnownBuilds open() throws Exception;

    @BeforeEach
    void openIt() throws Exception {
        known = open();
    }

    @Test
    void what_was_never_recorded_is_not_known() throws Exception {
        assertThat(known.withKey("k1")).isEmpty();
        assertThat(known.withInputs(INPUTS, 10)).isEmpty();
    }

    @Test
    void a_build_comes_back_as_it_was_recorded() throws Exception {
        KnownBuild build =
                new KnownBuild("b1", INPUTS, List.of("python3dist(a) >= 1", "gcc"), "k1", "a-1-1", List.of(RPM));
        known.record(build);
        assertThat(known.withKey("k1")).contains(build);
        assertThat(known.withInputs(INPUTS, 10)).containsExactly(build);
        assertThat(known.withInputs("2".repeat(64), 10)).isEmpty();
    }

    @Test
    void the_first_build_of_a_key_stays_the_known_one() throws Exception {
        KnownBuild first = build("b1", "k1");
        known.record(first);
        known.record(build("b2", "k1"));
        known.record(first);
        assertThat(known.withKey("k1")).contains(first);
        assertThat(known.withInputs(INPUTS, 10)).containsExactly(first);
    }

    @Test
    void a_build_that_replaces_another_of_its_key_is_the_known_and_the_newest_one() throws Exception {
        KnownBuild first = build("b1", "k1");
        KnownBuild other = build("b2", "k2");
        KnownBuild anew = build("b3", "k1");
        known.record(first);
        known.record(other);
        known.replace(anew);
        known.replace(anew);
        known.record(first);
        assertThat(known.withKey("k1")).contains(anew);
        assertThat(known.withInputs(INPUTS, 10)).containsExactly(anew, other);
    }

    @Test
    void the_newest_of_equal_inputs_come_first_and_no_more_than_asked() throws Exception {
        known.record(build("b1", "k1"));
        known.record(build("b2", "k2"));
        known.record(build("b3", "k3"));
        assertThat(known.withInputs(INPUTS, 10)).extracting(KnownBuild::buildId).containsExactly("b3", "b2", "b1");
        assertThat(known.withInputs(INPUTS, 2)).extracting(KnownBuild::buildId).containsExactly("b3", "b2");
    }

    private static KnownBuild build(String id, String key) {
        return new KnownBuild(id, INPUTS, List.of(), key, "a-1-1", List.of(RPM));
    }
}
