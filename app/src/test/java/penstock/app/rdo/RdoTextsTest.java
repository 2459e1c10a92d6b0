package penstock.app.rdo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.config.ConfigText;
import penstock.distro.DistroReader;

/** E1, E2: the cut of rdoinfo, what imports found, what was expected. */
class RdoTextsTest {
    private static final String INFO = """
            releases:
            - {name: flamingo, status: development, branch: rpm-master, upstream_branch: master, repos: [{name: el9s}]}
            package-default:
              name: python-%(project)s
              upstream: https://git.example.org/openstack/%(project)s
              distgit: https://git.example.org/rpm/%(project)s-distgit
              maintainers: ["o'neil@example.org"]
              tags: {flamingo: , flamingo-uc: }
            packages:
            - {project: oslo-config, upstream: "https://git.example.org/openstack/oslo.config"}
            - {project: stevedore, source-branch: main}
            - {project: nova}
            """;

    @Test
    void cutsToThePackagesThatHaveBothBundles() throws Exception {
        var cut = cut(List.of());
        assertThat(cut.kept()).extracting(one -> one.pkg().project()).containsExactly("oslo-config", "stevedore");
        var again = DistroReader.<Exception>read(
                "cut.yml", path -> Optional.of(cut.distroinfo().getBytes(UTF_8)));
        assertThat(again.problems()).isEmpty();
        assertThat(again.distribution().lines()).singleElement().satisfies(line -> {
            assertThat(line.name()).isEqualTo("flamingo");
            assertThat(line.packages())
                    .isEqualTo(cut.kept().stream().map(RdoCut.Kept::pkg).toList());
        });
    }

    @Test
    void writesAConfigurationThatCanBeRead() throws Exception {
        var reading = ConfigText.read(
                "penstock.yaml",
                cut(List.of()).configuration(Path.of("/data/rdoinfo"), true).getBytes(UTF_8));
        assertThat(reading.problems()).isEmpty();
        var config = reading.config().orElseThrow();
        assertThat(config.build().withTests()).isTrue();
        assertThat(config.rewrites()).anySatisfy(rewrite -> {
            assertThat(rewrite.from()).isEqualTo("https://git.example.org/openstack/oslo.config");
            assertThat(rewrite.to()).isEqualTo("file:///bundles/upstream/oslo.config");
        });
    }

    @Test
    void keepsWhatIsAskedForByAnyName() throws Exception {
        var cut = cut(List.of("python-oslo-config", "nova"));
        assertThat(cut.kept()).extracting(one -> one.pkg().project()).containsExactly("oslo-config");
        assertThat(cut.unknown()).containsExactly("nova");
    }

    @Test
    void tellsAForgottenRequirementFromAnOptionalOne() {
        var output = """
                penstock-import\tok\toslo_context\t
                penstock-import\tmissing\toslo_context.context\ttyping_extensions
                penstock-import\tmissing\toslo_context.fixture\tfixtures
                penstock-import\tbroken\toslo_context.odd\tValueError: x
                """;
        var findings = ImportCheck.read(output, true, "pbr>=2.0.0 # Apache-2.0\ntyping-extensions>=4.12.0 # PSF\n");
        assertThat(findings.imported()).isEqualTo(1);
        assertThat(findings.lacking())
                .containsExactly(
                        "lacks a requirement on typing_extensions, which oslo_context.context imports and upstream requires",
                        "oslo_context.odd cannot be imported: ValueError: x");
        assertThat(findings.lacking().stream().filter(ImportCheck::isBroken))
                .containsExactly("oslo_context.odd cannot be imported: ValueError: x");
        assertThat(findings.optional()).containsExactly("oslo_context.fixture wants fixtures");
    }

    @Test
    void seesARequirementThatIsMetByLuckAlone() {
        var output = """
                penstock-import\tok\tgate\t
                penstock-import\tundeclared\tgate\ttyping_extensions typing-extensions
                penstock-import\tundeclared\tgate\tyaml pyyaml
                penstock-import\tundeclared\tgate\tsix six
                """;
        assertThat(ImportCheck.read(output, true, "typing-extensions>=4\nPyYAML\n")
                        .lacking())
                .hasSize(2)
                .allSatisfy(text -> assertThat(text).startsWith("lacks a requirement on "));
    }

    @Test
    void comparesWithWhatIsExpected() {
        var expected =
                Expected.parse("# all\nstevedore built\ndebtcollector failed python3dist(wrapt) >= 2.1  # too old\n");
        assertThat(expected.differences(List.of(
                        new Expected.Outcome("stevedore", true, "", List.of()),
                        new Expected.Outcome(
                                "debtcollector", false, "python3dist(wrapt) >= 2.1 is not there", List.of()))))
                .isEmpty();
        assertThat(expected.differences(List.of(
                        new Expected.Outcome("stevedore", false, "x", List.of()),
                        new Expected.Outcome("debtcollector", false, "y", List.of()))))
                .hasSize(2);
        var lost = List.of("warning: 1 files of the source are in no package: stevedore/hook.py");
        var incomplete = List.of(new Expected.Outcome("stevedore", true, lost.getFirst(), lost));
        assertThat(expected.differences(incomplete))
                .as("E2: a file that is lost is not as expected, unless it is expected")
                .containsExactly("stevedore: expected to be complete, but: " + lost.getFirst());
        assertThat(Expected.parse("stevedore built stevedore/hook.py").differences(incomplete))
                .isEmpty();
        assertThatThrownBy(() -> Expected.parse("stevedore maybe")).hasMessageContaining("stevedore maybe");
    }

    private static RdoCut cut(List<String> wanted) throws Exception {
        var reading = DistroReader.<Exception>read("rdo.yml", path -> Optional.of(INFO.getBytes(UTF_8)));
        assertThat(reading.hasErrors()).isFalse();
        return RdoCut.of(
                reading,
                (kind, name) -> List.of("oslo.config", "stevedore", "oslo-config-distgit", "stevedore-distgit", "nova")
                                .contains(name)
                        ? Optional.of(Path.of("/bundles", kind, name))
                        : Optional.empty(),
                wanted);
    }
}
