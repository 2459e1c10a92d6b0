package penstock.version;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import penstock.change.LoggedCommit;

/** B4: PBR's rule, by table and beside pbr itself. */
class PbrVersionTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "a|1.2.3; 1.2.3",
                "a,b|1.2.3; 1.2.4.dev1",
                "a,b,c|10.6.0; 10.6.1.dev2",
                "x Sem-Ver: feature,c|1.2.3; 1.2.4.dev1",
                "x\\nSem-Ver: feature,c|1.2.3; 1.3.0.dev1",
                "x\\nsem-ver: deprecation,c|1.2.3; 1.3.0.dev1",
                "x\\nSem-Ver: bugfix; 0.0.0",
                "y,x\\nSem-Ver: api-break,c|1.2.3; 2.0.0.dev2",
                "y,x\\nSem-Ver: api-break|1.2.3; 1.2.4.dev1",
                "x|2.0.0.0rc1; 2.0.0.0rc1",
                "y,x|2.0.0.0rc1; 2.0.0.0rc2.dev1",
                "y\\nSem-Ver: feature,x|2.0.0.0b2; 2.1.0.dev1",
                "y,x|v2.0; 2.0.1.dev1",
                "y,x|2.0-rc1; 2.0.0.0rc2.dev1",
                "y,x|newest+2.0.0.0rc1+2.0.0; 2.0.1.dev1",
                "a,b,c; 0.0.1.dev2",
                "a,b|eol-train,c; 0.0.1.dev2",
            })
    void version(String history, String expected) {
        String[] entries = history.replace("\\n", "\n").split(",");
        assertThat(reckon(LogOf.line(entries))).isEqualTo(expected);
    }

    @Test
    void linesOfABranchWrittenBeforeTheTagButMergedAfterItCountThoughItsCommitsDoNot() {
        List<LoggedCommit> log = List.of(
                LogOf.commit(1, "Merge", List.of(), List.of(2, 3)),
                LogOf.commit(2, "Release", List.of("1.0.0"), List.of(4)),
                LogOf.commit(3, "Old branch\n\nSem-Ver: feature", List.of(), List.of(4)),
                LogOf.commit(4, "Base\n\nSem-Ver: api-break", List.of(), List.of()));
        assertThat(reckon(log)).isEqualTo("1.1.0.dev1");
    }

    @Test
    void aTargetVersionIsTheLeastThatComesNext() {
        List<LoggedCommit> log = LogOf.line("b", "a|1.2.3");
        assertThat(PbrVersion.of(log, Optional.of("2.0.0")))
                .extracting(PbrVersionTest::text)
                .isEqualTo("2.0.0.dev1");
        assertThat(PbrVersion.of(log, Optional.of("1.2.3"))).isInstanceOf(Reckoning.Refused.class);
        assertThat(PbrVersion.of(log, Optional.of("soon"))).isInstanceOf(Reckoning.Refused.class);
    }

    @Test
    void readsSeededTagsAsPbrDoes(@TempDir Path folder) throws Exception {
        assumePbr();
        String[] pieces = {
            "1", "0", "12", "v", ".", ".", ".", "0a1", "0b2", "0rc3", "a1", "rc", "dev5", "dev", "post2", "g1a2b", "x"
        };
        Random random = new Random(20260717);
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            StringBuilder tag = new StringBuilder(i % 2 == 0 ? "1." : "");
            for (int n = 1 + random.nextInt(8); n > 0; n--) {
                tag.append(pieces[random.nextInt(pieces.length)]);
            }
            tags.add(tag.toString());
        }
        Files.write(folder.resolve("tags"), tags);
        List<String> expected = python(
                        "import sys\nfrom pbr.version import SemanticVersion as V\nfor l in open(sys.argv[1]).read().splitlines():\n"
                                + "  try: print(V.from_pip_string(l).release_string())\n  except Exception: print('-')",
                        folder.resolve("tags").toString())
                .lines()
                .toList();
        for (int i = 0; i < tags.size(); i++) {
            assertThat(SemanticVersion.parse(tags.get(i))
                            .map(SemanticVersion::releaseString)
                            .orElse("-"))
                    .as(tags.get(i))
                    .isEqualTo(expected.get(i));
        }
    }

    @Test
    void givesPbrsVersionsOfRealRepositories(@TempDir Path folder) throws Exception {
        assumePbr();
        Path bundles = Path.of(System.getenv().getOrDefault("PENSTOCK_REAL_DATA", "/none"), "rdo", "upstream");
        Assumptions.assumeTrue(Files.isDirectory(bundles), "PENSTOCK_REAL_DATA is not set");
        List<String> cases = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (Path bundle : bundles(bundles)) {
            Path repository = folder.resolve(bundle.getFileName().toString());
            LogOf.run(List.of("git", "clone", "-q", "--bare", bundle.toString(), repository.toString()));
            List<String> commits = LogOf.git(repository, "rev-list", "--first-parent", "-n", "40", "HEAD")
                    .lines()
                    .toList();
            for (String commit : List.of(commits.getFirst(), commits.getLast())) {
                cases.add(repository + " " + commit);
                ours.add(reckon(LogOf.repository(repository, commit)));
            }
        }
        Files.write(folder.resolve("cases"), cases);
        List<String> expected =
                python(PBR, folder.resolve("cases").toString()).lines().toList();
        assertThat(ours).as(cases.toString()).isEqualTo(expected);
    }

    /** Asks pbr for the version of each repository at a commit. */
    private static final String PBR = """
            import os, subprocess, sys
            from pbr import packaging
            for line in open(sys.argv[1]).read().splitlines():
                folder, commit = line.rsplit(' ', 1)
                os.chdir(folder)
                subprocess.check_call(['git', 'update-ref', '--no-deref', 'HEAD', commit])
                print(packaging._get_version_from_git())
            """;

    private static List<Path> bundles(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f ->
                            f.toString().endsWith(".bundle") && !f.toString().contains("puppet"))
                    .sorted()
                    .limit(4)
                    .toList();
        }
    }

    private static String reckon(List<LoggedCommit> log) {
        return text(PbrVersion.of(log, Optional.empty()));
    }

    static String text(Reckoning reckoning) {
        return switch (reckoning) {
            case Reckoning.Known known -> known.version().upstreamVersion();
            case Reckoning.Refused refused -> refused.message();
        };
    }

    private static void assumePbr() {
        try {
            python("import pbr.version", "");
        } catch (IllegalStateException | java.io.UncheckedIOException e) {
            Assumptions.abort("python3-pbr is not installed");
        }
    }

    private static String python(String script, String argument) {
        return LogOf.run(List.of("/usr/bin/python3", "-c", script, argument));
    }
}
