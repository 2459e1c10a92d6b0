package penstock.distro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.problem.Problem;

/** B1: the real rdoinfo, by both of its entry points, held against a few lines of Python that do what distroinfo does. */
class RdoinfoTest {
    private static final String DISTROINFO = """
            import copy, sys, yaml
            folder, entry = sys.argv[1:3]
            def merge(a, b):
                if isinstance(a, dict) and isinstance(b, dict):
                    return {**a, **{k: merge(a.get(k), b[k]) for k in b}}
                if isinstance(a, list) and isinstance(b, list): return a + b
                return a if b is None else b
            def by(items, key):
                d = {}
                for i in items: d[i[key]] = merge(d.get(i[key]), i)
                return d
            def files(name):
                info = yaml.load(open(folder + '/' + name), Loader=getattr(yaml, 'CSafeLoader', yaml.SafeLoader))
                return [info] + [f for i in info.get('import') or [] for f in files(i)]
            whole = {}
            for info in files(entry):
                for section, key in (('packages', 'project'), ('releases', 'name')):
                    if info.get(section): info[section] = by(info[section], key)
                whole = merge(whole, info)
            for release in whole['releases'].values():
                for tag in (release['name'], release['name'] + '-uc'):
                    for package in whole['packages'].values():
                        p = copy.deepcopy(whole['package-default'])
                        p.update(whole['package-configs'].get(package.get('conf'), {}))
                        p.update(package)
                        if tag not in (p.get('tags') or {}): continue
                        p.update(p['tags'][tag] or {})
                        p = {k: v % p if isinstance(v, str) else v for k, v in p.items()}
                        print(tag, p['project'], p['name'], p['upstream'],
                              p.get('source-branch', release.get('upstream_branch', 'master')), p['master-distgit'],
                              p.get('distro-branch', release['branch']), p.get('component', ''), *p['maintainers'])
            """;

    @TempDir
    private static Path folder;

    @BeforeAll
    static void unpack() throws Exception {
        Path bundle = Path.of(System.getenv().getOrDefault("PENSTOCK_REAL_DATA", "/none"), "rdo", "rdoinfo.bundle");
        Assumptions.assumeTrue(Files.exists(bundle), "PENSTOCK_REAL_DATA is not set");
        run("git", "clone", "-q", bundle.toString(), folder.resolve("rdoinfo").toString());
    }

    @Test
    void packagesAreThoseOfDistroinfo() throws Exception {
        String script = folder.resolve("distroinfo.py").toString();
        Files.writeString(Path.of(script), DISTROINFO);
        List<String> expected;
        try {
            expected = run("/usr/bin/python3", script, folder.resolve("rdoinfo").toString(), "rdo.yml")
                    .lines()
                    .toList();
        } catch (IOException | IllegalStateException e) {
            expected = List.of();
        }
        Assumptions.assumeFalse(expected.isEmpty(), "python3-yaml is not installed");
        assertThat(shown("rdo.yml").stream().sorted().toList())
                .hasSizeGreaterThan(4000)
                .isEqualTo(expected.stream().sorted().toList());
    }

    @Test
    void bothEntryPointsGiveTheSameLines() throws Exception {
        assertThat(shown("rdo-full.yml")).isEqualTo(shown("rdo.yml"));
    }

    private static List<String> shown(String entryPoint) throws IOException {
        List<String> shown = new ArrayList<>();
        for (ReleaseLine line : read(entryPoint).distribution().lines()) {
            for (Package p : line.packages()) {
                shown.add(String.join(
                        " ",
                        line.name(),
                        p.project(),
                        p.name(),
                        p.source().url(),
                        p.source().ref(),
                        p.distgit().url(),
                        p.distgit().ref(),
                        p.component(),
                        String.join(" ", p.maintainers())));
            }
        }
        return shown;
    }

    @Test
    void itsMistakesAreWarningsWithTheirPlaces() throws Exception {
        List<Problem> problems = read("rdo-full.yml").problems();
        assertThat(problems).noneMatch(Problem::isError);
        assertThat(problems.stream().map(Problem::toString).toList())
                .anySatisfy(p -> assertThat(p).startsWith("rdo.yml:26:7: warning: the distrepo CentOS Stream 9 CRB"))
                .anySatisfy(p -> assertThat(p).contains("distgit-path of the package openstack-macros is not followed"))
                .anySatisfy(p -> assertThat(p).contains("source_branch").contains("did you mean source-branch?"));
    }

    @Test
    void theWholeIsReadWithinASecondOfCpuTime() throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            read("rdo.yml");
            read("rdo-full.yml");
            best = Math.min(best, ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
        }
        assertThat(TimeUnit.NANOSECONDS.toMillis(best)).isLessThan(1000);
    }

    private static DistroReading read(String entryPoint) throws IOException {
        return DistroReader.<IOException>read(entryPoint, path -> {
            Path file = folder.resolve("rdoinfo").resolve(path);
            return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        });
    }

    private static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed");
        }
        return out;
    }
}
