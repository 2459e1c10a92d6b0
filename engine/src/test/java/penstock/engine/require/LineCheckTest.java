package penstock.engine.require;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.ProvidedNothing;
import penstock.follow.FallBack;
import penstock.require.answer.Checked;
import penstock.require.answer.Named;
import penstock.require.answer.Repository;

/** Names by the configured table, and markers for the target's machine (C1 of part 3). */
class LineCheckTest {
    private static final Map<String, List<String>> TABLE = Map.of(
            "Odd_Name", List.of("python3-strange"),
            "puppetlabs-stdlib", List.of("puppet-standard"));

    private static final String SPEC = """
            %{?python_disable_dependency_generator}
            Name: python-weir
            Version: XXX
            Release: XXX
            %description
            %package -n python3-weir
            Requires: python3-strange >= 1
            %description -n python3-weir
            %files -n python3-weir
            """;

    private final FakeMirror mirror = new FakeMirror();
    private final ReleaseLine line =
            new ReleaseLine("mill", "mill", "development", List.of(), List.of(pkg("weir"), pkg("puppet-weir")));

    private static Package pkg(String name) {
        return new Package(
                name,
                name.startsWith("puppet-") ? name : "python-" + name,
                "",
                new Package.Source("https://up.example/" + name, "master", false),
                new Package.Source("https://dist.example/" + name, "rpm-master", false),
                List.of());
    }

    @BeforeEach
    void upstream() throws Exception {
        repository(
                "https://up.example/weir",
                "master",
                Map.of(
                        "requirements.txt",
                        """
                        odd.name>=2
                        slow; platform_machine != 'aarch64'
                        """,
                        "setup.cfg",
                        "[metadata]\nname = weir\n",
                        "setup.py",
                        "setup(pbr=True)\n"));
        repository("https://dist.example/weir", "rpm-master", Map.of("python-weir.spec", SPEC));
        repository("https://up.example/puppet-weir", "master", Map.of("metadata.json", """
                        {"name": "mill-weir", "version": "1.0.0",
                         "dependencies": [{"name": "puppetlabs/stdlib", "version_requirement": ">=5.0.0"}]}
                        """));
        repository(
                "https://dist.example/puppet-weir",
                "rpm-master",
                Map.of("puppet-weir.spec", "Name: puppet-weir\nRequires: puppet-standard\n%description\n%files\n"));
    }

    private void repository(String url, String branch, Map<String, String> files) throws Exception {
        mirror.repository(url).commit(branch, "First", files);
        mirror.fetch(url);
    }

    @Test
    void theTableNamesWhatNobodyProvidesAndTheDistributionDoesNotBuild() throws Exception {
        assertThat(named("x86_64", TABLE))
                .contains("odd-name is python3-strange by TABLE", "puppetlabs-stdlib is puppet-standard by TABLE");
        assertThat(named("x86_64", Map.of()))
                .contains(
                        "odd-name is python3-odd-name by CONVENTION",
                        "puppetlabs-stdlib is puppet-stdlib by CONVENTION");
    }

    @Test
    void thePatchEditsTheLineThatTheTableLeadsTo() throws Exception {
        var check = check("x86_64", TABLE).of(line, List.of(line.packages().getFirst()));
        assertThat(check.getFirst().patch().orElseThrow().diff("python-weir.spec"))
                .contains("-Requires: python3-strange >= 1\n+Requires: python3-strange >= 2\n");
    }

    /** A target that makes packages when a build asks for them knows them by the distribution's names. */
    @Test
    void whatTheTableSaysIsAskedOfTheTarget() throws Exception {
        Set<String> seen = new TreeSet<>();
        ProvidedPackages noting = new ProvidedPackages() {
            @Override
            public List<Repository> of(String name, Set<String> asked) {
                seen.addAll(asked);
                return List.of();
            }

            @Override
            public String python() {
                return "3.12";
            }

            @Override
            public String machine() {
                return "x86_64";
            }
        };
        new LineCheck(new TreeReader(mirror, mirror, FallBack.NEVER), noting, TABLE).of(line, line.packages());
        assertThat(seen)
                .contains("python3dist(odd-name)", "python3-strange", "puppet-stdlib", "puppet-standard")
                .doesNotContain("python3-slow");
    }

    @Test
    void whoNeedsAPackageIsFoundByItsNameInTheTable() throws Exception {
        assertThat(needs("odd.name", TABLE)).containsExactly("weir: 1 declared, 1 stated");
        assertThat(needs("odd.name", Map.of())).containsExactly("weir: 1 declared, 0 stated");
        assertThat(needs("puppetlabs-stdlib", TABLE)).containsExactly("puppet-weir: 1 declared, 1 stated");
    }

    @Test
    void markersAreJudgedForTheTargetsMachine() throws Exception {
        assertThat(answer("x86_64", "slow")).isEqualTo("SpecMustChange");
        assertThat(answer("aarch64", "slow")).isEqualTo("Fine");
    }

    private List<String> needs(String name, Map<String, List<String>> table) throws Exception {
        return new WhoNeeds(new TreeReader(mirror, mirror, FallBack.NEVER), table)
                .of(line, name).stream()
                        .map(one -> one.trees().pkg().project() + ": "
                                + one.declared().size() + " declared, "
                                + one.stated().size() + " stated")
                        .toList();
    }

    private String answer(String machine, String project) throws Exception {
        return all(machine, Map.of()).stream()
                .filter(one -> one.declared().name().equals(project))
                .map(one -> one.answer().getClass().getSimpleName())
                .findFirst()
                .orElseThrow();
    }

    private List<String> named(String machine, Map<String, List<String>> table) throws Exception {
        return all(machine, table).stream()
                .map(one -> words(one.declared().name(), one.named()))
                .toList();
    }

    private static String words(String name, Named named) {
        return name + " is " + named.rpm() + " by " + named.by();
    }

    private List<Checked> all(String machine, Map<String, List<String>> table) throws Exception {
        return check(machine, table).of(line, line.packages()).stream()
                .flatMap(one -> one.checked().stream())
                .toList();
    }

    private LineCheck check(String machine, Map<String, List<String>> table) {
        return new LineCheck(new TreeReader(mirror, mirror, FallBack.NEVER), new ProvidedNothing(machine), table);
    }
}
