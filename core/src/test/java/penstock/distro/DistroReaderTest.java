package penstock.distro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import penstock.problem.Problem;

/** B1: distroinfo's rules, each in a few lines. */
class DistroReaderTest {
    static final String RELEASES = """
            releases:
            - name: flamingo
              status: development
              branch: rpm-master
              upstream_branch: master
              repos:
              - name: el10s
                distrepos: [{name: BaseOS, url: "http://mirror.example.org/os/"}]
            - name: epoxy
              status: maintained
              branch: epoxy-rdo
              upstream_branch: stable/2025.1
            """;
    static final String DEFAULTS = """
            package-default:
              name: python-%(project)s
              distgit: ssh://pkgs.example.org/%(project)s.git
              master-distgit: https://git.example.org/packages/%(project)s-distgit.git
            package-configs:
              lib:
                upstream: https://git.example.org/openstack/%(project)s
                component: common
                maintainers: [lib@example.org]
              core:
                name: openstack-%(project)s
                upstream: https://git.example.org/openstack/%(project)s
                component: compute
                maintainers: [core@example.org]
                tags: {epoxy: }
            components: [{name: common}, {name: compute}]
            """;
    static final String PACKAGES = """
            packages:
            - project: oslo-config
              conf: lib
              upstream: https://git.example.org/openstack/oslo.config
              tags: {flamingo: , flamingo-uc: {source-branch: 9.7.1}, epoxy: {component: compute, source-branch: stable/x}}
            - project: nova
              conf: core
            - project: stdlib
              name: puppet-stdlib
              conf: lib
              source-branch: main
              distro-branch: own
              tags: {flamingo: }
            """;

    private static DistroReading read(Map<String, String> files) {
        return DistroReader.<RuntimeException>read(
                "rdo.yml",
                path -> Optional.ofNullable(files.get(path)).map(text -> text.getBytes(StandardCharsets.UTF_8)));
    }

    private static DistroReading read(String... parts) {
        return read(Map.of("rdo.yml", String.join("", parts)));
    }

    private static Distribution good(DistroReading reading) {
        assertThat(reading.problems()).isEmpty();
        return reading.distribution();
    }

    private static List<String> texts(DistroReading reading) {
        return reading.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void aLineHasThePackagesOfItsTagWithDefaultsConfAndOverridesApplied() {
        Distribution distribution = good(read(RELEASES, DEFAULTS, PACKAGES));
        assertThat(distribution.lines())
                .extracting(ReleaseLine::name)
                .containsExactly("flamingo", "flamingo-uc", "epoxy");
        ReleaseLine flamingo = distribution.line("flamingo").orElseThrow();
        assertThat(flamingo.packages())
                .containsExactly(
                        new Package(
                                "oslo-config",
                                "python-oslo-config",
                                "common",
                                new Package.Source("https://git.example.org/openstack/oslo.config", "master", false),
                                new Package.Source(
                                        "https://git.example.org/packages/oslo-config-distgit.git",
                                        "rpm-master",
                                        false),
                                List.of("lib@example.org")),
                        new Package(
                                "stdlib",
                                "puppet-stdlib",
                                "common",
                                new Package.Source("https://git.example.org/openstack/stdlib", "main", false),
                                new Package.Source("https://git.example.org/packages/stdlib-distgit.git", "own", false),
                                List.of("lib@example.org")));
        assertThat(flamingo.repos().getFirst().dependencies())
                .containsExactly(new ReleaseLine.DistRepo("BaseOS", "http://mirror.example.org/os/"));
        assertThat(distribution.developed()).extracting(ReleaseLine::name).containsExactly("flamingo", "flamingo-uc");
    }

    @Test
    void anOverrideOfATagPinsOnlyWhatDoesNotMove() {
        Distribution distribution = good(read(RELEASES, DEFAULTS, PACKAGES));
        assertThat(distribution.line("flamingo-uc").orElseThrow().packages())
                .singleElement()
                .satisfies(p -> assertThat(p.source())
                        .isEqualTo(new Package.Source("https://git.example.org/openstack/oslo.config", "9.7.1", true)));
        ReleaseLine epoxy = distribution.line("epoxy").orElseThrow();
        assertThat(epoxy.packages()).extracting(Package::project).containsExactly("oslo-config", "nova");
        assertThat(epoxy.packages().getFirst().source().pinned()).isFalse();
        assertThat(epoxy.packages().getFirst().component()).isEqualTo("compute");
        assertThat(epoxy.packages().getFirst().distgit().ref()).isEqualTo("epoxy-rdo");
    }

    @Test
    void withoutTagsEveryReleaseIsALineOfAllPackages() {
        Distribution distribution = good(read("""
                releases:
                - {name: demo, status: development, branch: main, upstream_branch: main}
                packages:
                - {project: a, name: a, upstream: /srv/a.git, distgit: file:///srv/a-distgit, maintainers: [me@example.org]}
                """));
        assertThat(distribution.line("demo").orElseThrow().packages())
                .singleElement()
                .satisfies(p -> {
                    assertThat(p.component()).isEmpty();
                    assertThat(p.distgit().url()).isEqualTo("file:///srv/a-distgit");
                });
    }

    @Test
    void filesAreMergedOnceHoweverOftenTheyAreImported() {
        DistroReading reading = read(
                Map.of(
                        "rdo.yml", "import: [tags.yml, ./more/../releases.yml, tags.yml]\n" + DEFAULTS + PACKAGES,
                        "releases.yml", "import: [tags.yml]\n" + RELEASES,
                        "tags.yml",
                                "packages:\n- {project: nova, tags: {flamingo: {component: common}}, maintainers: [nova@example.org]}\n"));
        assertThat(reading.files()).containsExactly("rdo.yml", "tags.yml", "releases.yml");
        Package nova = good(reading).line("flamingo").orElseThrow().find("nova").getFirst();
        assertThat(nova.component()).isEqualTo("common");
        assertThat(nova.maintainers()).containsExactly("nova@example.org");
        // The package's own tags hide those of its conf.
        assertThat(reading.distribution().line("epoxy").orElseThrow().find("nova"))
                .isEmpty();
    }

    @Test
    void aPackageIsFoundByAnyOfItsNames() {
        ReleaseLine line =
                good(read(RELEASES, DEFAULTS, PACKAGES)).line("flamingo").orElseThrow();
        for (String name : List.of(
                "oslo-config",
                "python-oslo-config",
                "oslo.config",
                "openstack/oslo.config",
                "https://git.example.org/openstack/oslo.config",
                "oslo-config-distgit",
                "packages/oslo-config-distgit")) {
            assertThat(line.find(name)).as(name).extracting(Package::project).containsExactly("oslo-config");
        }
        assertThat(line.find("config")).isEmpty();
        assertThat(line.hint("python-oslo-confg")).isEqualTo("did you mean python-oslo-config?");
        assertThat(line.cutTo(p -> p.source().repositoryName().equals("stdlib")).packages())
                .hasSize(1);
    }

    @Test
    void everyMistakeIsFoundAtOnceWithFileLineAndHint() {
        List<String> problems = texts(read(RELEASES, "  upstream_brnch: x\n", DEFAULTS, """
                packages:
                - project: a
                  conf: libb
                - project: b
                  conf: lib
                  upstream: https://git.example.org/%(projcet)s
                  tags: {flamingo: }
                - project: c
                  conf: lib
                  sorce-branch: x
                  maintainers: nobody
                  tags: {flamingo: }
                - project: d
                  conf: lib
                  component: computer
                  source-branch: 1.10
                  tags: {flamingo: {source_branch: x}}
                - name: e
                - text
                - project: ../f
                packges: []
                """));
        assertThat(problems)
                .anySatisfy(p -> assertThat(p).contains("rdo.yml:13:").contains("did you mean upstream_branch?"))
                .anySatisfy(p ->
                        assertThat(p).contains("no package configuration libb").contains("did you mean lib?"))
                .anySatisfy(p -> assertThat(p)
                        .contains("rdo.yml:35:")
                        .contains("%(projcet)s")
                        .contains("did you mean project?"))
                .anySatisfy(p -> assertThat(p)
                        .contains("sorce-branch")
                        .contains("warning")
                        .contains("did you mean source-branch?"))
                .anySatisfy(p -> assertThat(p).contains("maintainers of the package c must be a list"))
                .anySatisfy(p -> assertThat(p).contains("component computer").contains("did you mean compute?"))
                .anySatisfy(p -> assertThat(p).contains("the number 1.1").contains("put it in quotes"))
                .anySatisfy(p -> assertThat(p).contains("source_branch").contains("did you mean source-branch?"))
                .anySatisfy(p -> assertThat(p).contains("lacks the key project"))
                .anySatisfy(p -> assertThat(p).contains("must be a map, this is the text text"))
                .anySatisfy(p -> assertThat(p).contains("can't be called ../f"))
                .anySatisfy(p -> assertThat(p).contains("packges").contains("did you mean packages?"));
    }

    @Test
    void aBadPackageLeavesTheOthersUsable() {
        DistroReading reading = read(
                RELEASES,
                DEFAULTS,
                PACKAGES,
                "- {project: bad, conf: lib, upstream: 'ext::sh -c x', tags: {flamingo: }}\n");
        assertThat(reading.hasErrors()).isTrue();
        assertThat(reading.distribution().line("flamingo").orElseThrow().packages())
                .hasSize(2);
        assertThat(texts(reading))
                .singleElement()
                .asString()
                .contains("rdo.yml:42:")
                .contains("upstream of the package bad");
    }

    @Test
    void twoPackagesOfOneNameAreAnError() {
        DistroReading reading = read(
                RELEASES,
                DEFAULTS,
                PACKAGES,
                "- {project: twin, conf: lib, name: puppet-stdlib, tags: {flamingo: }}\n");
        assertThat(texts(reading)).singleElement().asString().contains("stdlib and twin have the same name");
    }

    @Test
    void importsStayInTheRepositoryAndEnd() {
        assertThat(texts(read(Map.of(
                        "rdo.yml",
                        "import: [/etc/passwd, ../x.yml, a/../../x.yml, {other: rdo.yml}, gone.yml]\n" + RELEASES
                                + DEFAULTS + PACKAGES))))
                .hasSize(5)
                .anySatisfy(p -> assertThat(p).contains("rdo.yml:1:10").contains("must lie in the repository"))
                .anySatisfy(p -> assertThat(p).contains("there is no file gone.yml"));
        assertThat(texts(read(Map.of(
                        "rdo.yml", "import: [b.yml]\n" + RELEASES + DEFAULTS + PACKAGES, "b.yml", "import: rdo.yml"))))
                .singleElement()
                .asString()
                .contains("b.yml:1:9")
                .contains("imports itself: rdo.yml > b.yml > rdo.yml");
        assertThat(texts(read(Map.of()))).anySatisfy(p -> assertThat(p).contains("there is no file rdo.yml"));
    }

    /** G: whatever the text, there is an answer, each problem with its file. */
    @Test
    void seededDamageIsToldNotThrown() {
        String whole = RELEASES + DEFAULTS + PACKAGES;
        String[] bits = {
            "",
            "\u0000",
            "\t",
            "%",
            "%(",
            "*a",
            "&a ",
            "<<: ",
            "[",
            "{",
            "\n",
            ": ",
            "- ",
            "~",
            "'",
            "\ud83d",
            "1e9",
            "../",
            "!!x ",
            "x".repeat(300)
        };
        Random random = new Random(20260717);
        for (int i = 0; i < 3000; i++) {
            StringBuilder text = new StringBuilder(whole);
            for (int n = 1 + random.nextInt(4); n > 0; n--) {
                int at = random.nextInt(text.length());
                text.replace(at, Math.min(text.length(), at + random.nextInt(12)), bits[random.nextInt(bits.length)]);
            }
            DistroReading reading = read(text.toString());
            assertThat(reading.problems())
                    .allSatisfy(p -> assertThat(p.at().file()).isEqualTo("rdo.yml"));
            for (ReleaseLine line : reading.distribution().lines()) {
                for (Package p : line.packages()) {
                    assertThat(List.of(p.project(), p.name())).allMatch(n -> n.matches("[A-Za-z0-9][A-Za-z0-9._+-]*"));
                    assertThat(p.source().url() + p.source().ref() + p.distgit().url())
                            .doesNotContainPattern("[\\s\\p{Cntrl}]");
                    assertThat(p.source().ref()).doesNotStartWith("-");
                }
            }
        }
    }

    @Test
    void aBillionLaughsAreRefused() {
        List<String> lines = new ArrayList<>(List.of("a0: &a0 [x, x, x, x, x, x, x, x, x, x]"));
        for (int i = 1; i < 12; i++) {
            lines.add("a%d: &a%d [%s]".formatted(i, i, String.join(", ", Collections.nCopies(10, "*a" + (i - 1)))));
        }
        assertThat(texts(read(String.join("\n", lines))))
                .anySatisfy(p -> assertThat(p).contains("too many values"));
        assertThat(texts(read("[".repeat(100_000))))
                .anySatisfy(p -> assertThat(p).contains("too deep"));
    }
}
