package penstock.edge.rpm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.engine.build.Workbench.Missing;

/** C4: what dnf's solver answered, as resolve.py writes it. */
class ResolutionTest {
    @Test
    void readsWhatWouldBeInstalled() {
        var answer = Resolution.parse(
                List.of("install\ta-1-1.noarch\tab12\tline\ta.rpm", "install\tb-1-1.noarch\t-\t-\t/run/x/0.rpm"), 0);
        assertThat(answer)
                .isEqualTo(new Resolution.Found(
                        List.of(
                                new Resolution.Chosen(
                                        "a-1-1.noarch", Optional.of("ab12"), Optional.of("line"), "a.rpm"),
                                new Resolution.Chosen(
                                        "b-1-1.noarch", Optional.empty(), Optional.empty(), "/run/x/0.rpm")),
                        List.of()));
    }

    @Test
    void readsWhatIsMissingAndWhatIsOnOffer() {
        var answer = Resolution.parse(
                List.of(
                        "problem\tno way",
                        "missing\tpython3dist(wrapt) >= 2.1\t",
                        "offer\tpython3dist(wrapt) >= 2.1\tpython3dist(wrapt) = 1.15 (python3-wrapt-1.15.0-1.x86_64)",
                        "missing\tx\ta-1-1.noarch"),
                1);
        assertThat(answer)
                .isEqualTo(new Resolution.None(
                        List.of(
                                new Missing(
                                        "python3dist(wrapt) >= 2.1",
                                        "",
                                        List.of("python3dist(wrapt) = 1.15 (python3-wrapt-1.15.0-1.x86_64)")),
                                new Missing("x", "a-1-1.noarch", List.of())),
                        List.of("no way")));
    }

    @Test
    void takesNothingElse() {
        assertThatThrownBy(() -> Resolution.parse(List.of("install\tshort"), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsFactsOfASpec() {
        var facts = SpecAnswer.parse("""
                a line that the spec printed
                name python-x
                build git-core
                build rpmlib(DynamicBuildRequires) <= 4.15
                build (a >= 1 with a < 2)
                provide python3-x = 1-1
                require python3-y >= 2:3
                require
                """, true);
        assertThat(facts.name()).isEqualTo("python-x");
        assertThat(facts.buildRequires()).containsExactly("git-core", "(a >= 1 with a < 2)");
        assertThat(facts.provides()).containsExactly("python3-x = 1-1");
        assertThat(facts.requires()).containsExactly("python3-y >= 2:3");
    }
}
