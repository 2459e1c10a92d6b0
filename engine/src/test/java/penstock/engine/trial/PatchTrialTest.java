package penstock.engine.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.build.BuildOptions;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.require.LineCheck;
import penstock.engine.require.TreeReader;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.FakeTestbed;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.ProvidedNothing;
import penstock.follow.FallBack;

/** A patch of a spec is tried before a packager takes it (issue 4, D). */
class PatchTrialTest {
    private static final String SPEC = """
            %{?python_disable_dependency_generator}
            Name: python-weir
            Version: XXX
            Release: XXX
            %description
            %package -n python3-weir
            Requires: python3-six >= 1
            %description -n python3-weir
            %files -n python3-weir
            """;

    private final FakeMirror mirror = new FakeMirror();
    private final FakeTestbed bed = new FakeTestbed().publish();
    private final Package pkg = new Package(
            "weir",
            "python-weir",
            "",
            new Package.Source("https://up.example/weir", "master", false),
            new Package.Source("https://dist.example/weir", "rpm-master", false),
            List.of());
    private final ReleaseLine line = new ReleaseLine("mill", "mill", "development", List.of(), List.of(pkg));

    @BeforeEach
    void upstreamRaisesABound() throws Exception {
        mirror.repository(pkg.source().url())
                .commit(
                        "master",
                        "Raise six",
                        Map.of(
                                "requirements.txt", "six>=2\n",
                                "setup.cfg", "[metadata]\nname = weir\n",
                                "setup.py", "setup(pbr=True)\n"));
        spec(SPEC);
        mirror.fetch(pkg.source().url());
    }

    private void spec(String text) throws Exception {
        mirror.repository(pkg.distgit().url()).commit("rpm-master", "Package", Map.of("python-weir.spec", text));
        mirror.fetch(pkg.distgit().url());
    }

    @Test
    void thePatchedSpecIsBuiltAtTheNewestCommitsAgainstCurrent() throws Exception {
        bed.before("weir", FakeTestbed.fails("no six >= 2"));
        PatchTrial.Tried tried = trial();
        assertThat(tried.build().orElseThrow().verdict().succeeded()).isFalse();
        assertThat(bed.built()).singleElement().satisfies(built -> {
            assertThat(built.variant().spec()).contains(SPEC.replace("six >= 1", "six >= 2"));
            assertThat(built.variant().installsKnown()).isTrue();
            assertThat(built.line()).hasSize(1);
            assertThat(built.request().line()).isEqualTo("mill");
            assertThat(built.request().source().subject()).isEqualTo("Raise six");
            assertThat(built.request().distgit().subject()).isEqualTo("Package");
            assertThat(built.request().created()).isEqualTo("2026-03-01T12:00:00Z");
        });
        assertThat(tried.check().patch().orElseThrow().diff("python-weir.spec"))
                .contains("+Requires: python3-six >= 2");
    }

    @Test
    void withoutAPatchNothingIsBuilt() throws Exception {
        spec(SPEC.replace("six >= 1", "six >= 2"));
        assertThat(trial().build()).isEmpty();
        mirror.repository(pkg.source().url()).delete("refs/heads/master");
        mirror.fetch(pkg.source().url());
        assertThat(trial().build()).isEmpty();
        mirror.repository(pkg.distgit().url()).delete("refs/heads/rpm-master");
        mirror.fetch(pkg.distgit().url());
        assertThat(trial().check().trees().problems()).hasSize(2);
        assertThat(bed.built()).isEmpty();
    }

    private PatchTrial.Tried trial() throws Exception {
        LineCheck check = new LineCheck(new TreeReader(mirror, mirror, FallBack.NEVER), new ProvidedNothing("x86_64"));
        return new PatchTrial(check, bed, new ManualClock(Instant.parse("2026-03-01T12:00:00.5Z")))
                .of(line, pkg, BuildOptions.PLAIN);
    }
}
