package penstock.dependents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import penstock.require.Declared;
import penstock.require.answer.Names;
import penstock.require.answer.Packaged;
import penstock.require.answer.RpmDependency;
import penstock.require.file.RequirementFiles;
import penstock.require.spec.SpecSource;
import penstock.version.Evr;

/** Who needs what a package provides (issue 4, F). */
class ProvisionTest {
    private static final Provision HEADRACE = Provision.of(List.of(
            rpm("python3-headrace", "python-headrace", List.of("python3.13dist(headrace) = 1.2"), List.of()),
            new Packaged(
                    "headrace-tools",
                    new Evr("0", "1.2", "1"),
                    "python-headrace",
                    List.of(RpmDependency.parse("headrace-tools = 1.2"), RpmDependency.parse("config(headrace)")),
                    List.of(),
                    List.of("/usr/bin/headrace"))));

    private static Packaged rpm(String name, String source, List<String> provides, List<String> requires) {
        return new Packaged(
                name,
                new Evr("0", "1.2", "1"),
                source,
                provides.stream().map(RpmDependency::parse).toList(),
                requires.stream().map(RpmDependency::parse).toList(),
                List.of());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BuildRequires: python3-headrace",
                "BuildRequires: python3-headrace >= 99",
                "Requires: python%{pyver}-headrace",
                "Requires: python3-headrace%{?_isa}",
                "Requires: python3dist(headrace)",
                "Requires: python3dist(Head_race) >= 3, python3dist(headrace)",
                "BuildRequires: %{py3_dist headrace}",
                "Requires: (python3dist(headrace) >= 1 with python3dist(headrace) < 2)",
                "Requires: /usr/bin/headrace",
                "Requires(post): headrace-tools",
                "%package x\nRequires: config(headrace)"
            })
    void aSpecAsksInManyWords(String lines) {
        assertThat(HEADRACE.askedBy(spec(lines))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BuildRequires: python3-tailrace",
                "Recommends: python3-headrace",
                "Suggests: headrace-tools",
                "Requires: /usr/bin/headrace-now",
                "Provides: python3-headrace",
                "Conflicts: python3-headrace",
                "# Requires: python3-headrace"
            })
    void whatNamesSomethingElseOrNeedsNothingAsksForNothing(String lines) {
        assertThat(HEADRACE.askedBy(spec(lines))).isFalse();
    }

    private static SpecSource spec(String lines) {
        return SpecSource.read(
                "x.spec", "Name: x\nVersion: 1\n" + lines + "\n%description\nX.\n%files\n%files x\n%changelog\n");
    }

    @Test
    void upstreamAsksByItsOwnNames() {
        assertThat(asked("requirements.txt", "Headrace>=1 ; python_version<'4'\n"))
                .isTrue();
        assertThat(asked("test-requirements.txt", "headrace\n")).isTrue();
        assertThat(asked("bindep.txt", "headrace-tools\n")).isTrue();
        assertThat(asked("requirements.txt", "tailrace\n")).isFalse();
        assertThat(asked("upper-constraints.txt", "headrace===1.0\n")).isFalse();
    }

    @Test
    void upstreamsNameMayBeAnotherInTheDistribution() {
        Provision yaml = Provision.of(List.of(rpm("python3-odd", "odd", List.of(), List.of())));
        List<Declared> declared = declared("requirements.txt", "Strange\n");
        assertThat(yaml.askedBy(declared, Names.usual())).isFalse();
        assertThat(yaml.askedBy(declared, new Names(List.of(), Map.of("strange", List.of("python3-odd")))))
                .isTrue();
    }

    @Test
    void whatWasBuiltAsksByWhatItsRpmsRequire() {
        List<Packaged> repository = List.of(
                rpm("python3-tailrace", "python-tailrace", List.of(), List.of("python3dist(headrace) >= 1.0")),
                rpm("millrace", "millrace", List.of(), List.of("/usr/bin/headrace", "python3dist(tailrace)")),
                rpm("millrace-doc", "millrace", List.of(), List.of("headrace-tools")),
                rpm("puppet-millpond", "puppet-millpond", List.of(), List.of("puppet >= 7")));
        assertThat(HEADRACE.requiredBy(repository)).containsExactly("millrace", "python-tailrace");
    }

    private static boolean asked(String file, String text) {
        return HEADRACE.askedBy(declared(file, text), Names.usual());
    }

    private static List<Declared> declared(String file, String text) {
        Map<String, String> tree =
                Map.of(file, text, "setup.py", "setup(pbr=True)\n", "setup.cfg", "[metadata]\nname = x\n");
        return RequirementFiles.read(path -> Optional.ofNullable(tree.get(path))
                        .map(found -> found.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .declarations()
                .all();
    }
}
