package penstock.require.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.require.Declared;
import penstock.require.spec.SpecDraft;
import penstock.require.spec.SpecSource;

/** 4.D on every spec of every commit of RDO's real packaging: git takes the patch, rpm parses what comes of it, and the check is clean. */
@Tag("extended")
class RealSpecsTest {
    @TempDir
    private Path folder;

    private int specs;
    private int patched;
    private int parsed;

    @Test
    void patchedSpecsStillParse() throws Exception {
        Path bundles = Path.of(System.getenv().getOrDefault("PENSTOCK_REAL_DATA", "/none"), "rdo", "distgit");
        Assumptions.assumeTrue(Files.isDirectory(bundles), "PENSTOCK_REAL_DATA is not set");
        Assumptions.assumeTrue(Files.exists(Path.of("/usr/bin/rpmspec")), "rpmspec is not installed");
        try (Stream<Path> files = Files.list(bundles)) {
            for (Path bundle : files.sorted().toList()) {
                history(bundle);
            }
        }
        assertThat(specs).as("specs of the history").isGreaterThan(300);
        assertThat(patched).as("specs that were patched").isGreaterThan(specs / 2);
        assertThat(parsed).as("patched specs that rpm was asked about").isGreaterThan(specs / 4);
    }

    private void history(Path bundle) throws Exception {
        Path clone = folder.resolve(bundle.getFileName().toString());
        output(folder, "git", "clone", "-q", "-b", "rpm-master", bundle.toString(), clone.toString());
        boolean puppet = bundle.getFileName().toString().startsWith("puppet-");
        String log = output(clone, "git", "log", "--first-parent", "--format=%H");
        for (String commit : log.lines().toList()) {
            for (String path : output(clone, "git", "ls-tree", "--name-only", commit)
                    .lines()
                    .toList()) {
                if (path.endsWith(".spec")) {
                    spec(clone, commit + ":" + path, puppet);
                }
            }
        }
    }

    private void spec(Path clone, String object, boolean puppet) throws Exception {
        specs++;
        String about = clone.getFileName() + " " + object;
        byte[] bytes = bytes(clone, "git", "show", object);
        SpecSource spec = SpecSource.read("a.spec", bytes);
        assertThat(spec.bytes()).as(about).isEqualTo(bytes);
        List<Declared> declared = declared(puppet);
        Check check = Specs.check();
        SpecDraft draft = check.patch(spec, declared);
        assertThat(check.all(draft.spec(), declared))
                .as(about)
                .allMatch(one -> one.answer().isFine());
        assertThat(check.patch(draft.spec(), declared).isEmpty()).as(about).isTrue();
        if (spec.generation().ofTests() && spec.generation().ofRuntime(false)) {
            assertThat(draft.isEmpty()).as("generated: " + about).isTrue();
        }
        if (draft.isEmpty()) {
            return;
        }
        patched++;
        Path work = Files.createDirectories(folder.resolve("work"));
        Files.write(work.resolve("a.spec"), bytes);
        Files.write(work.resolve("a.patch"), draft.diffBytes("a.spec"));
        boolean parses = parses(work);
        output(work, "git", "apply", "--whitespace=nowarn", "a.patch");
        assertThat(Files.readAllBytes(work.resolve("a.spec")))
                .as(about)
                .isEqualTo(draft.spec().bytes());
        if (parses) {
            parsed++;
            assertThat(parses(work)).as(about + "\n" + draft.diff("a.spec")).isTrue();
        }
    }

    private static List<Declared> declared(boolean puppet) {
        if (puppet) {
            return Specs.declared(
                    "metadata.json",
                    "{\"name\":\"openstack-x\",\"version\":\"1.0.0\",\"dependencies\":["
                            + "{\"name\":\"puppetlabs/stdlib\",\"version_requirement\":\">=99.0.0 <100.0.0\"},"
                            + "{\"name\":\"openstack/newmodule\",\"version_requirement\":\">=1.0.0\"}]}");
        }
        List<Declared> declared = new ArrayList<>(Specs.runtime(
                "oslo.config>=99.1", "six>=99", "PyYAML>=99.3", "stevedore>=99.0.0", "new.dep>=1.2rc1", "wrapt>=99"));
        declared.addAll(Specs.tests("oslotest>=99.0.0", "newtest!=1.0", "fixtures>=99"));
        declared.addAll(Specs.docs("sphinx>=99", "sphinxcontrib-new>=1"));
        return declared;
    }

    /** The values that a build would give are given, since {@code XXX} is no release. */
    private static boolean parses(Path work) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("rpmspec", "-P", "--define", "dlrn 1", "a.spec")
                .directory(work.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue() == 0;
    }

    private static String output(Path at, String... command) throws IOException, InterruptedException {
        return new String(bytes(at, command), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(Path at, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .directory(at.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        byte[] out = process.getInputStream().readAllBytes();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(Arrays.toString(command)).isZero();
        return out;
    }
}
