package penstock.edge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.testkit.LeftoverCheck;

/** A Penstock that is killed leaves no process and no mount; what it leaves beside is swept by the next (issue 2, C4 and D2). */
@ExtendWith(LeftoverCheck.class)
final class KilledSandboxTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    @Test
    void nothingOutlivesIt() throws Exception {
        Roots.sandbox(folder.resolve("state"));
        var mark = "4343." + ProcessHandle.current().pid();
        var argv = new ArrayList<>(SandboxProcesses.java(folder));
        argv.addAll(List.of("sleep", folder.toString(), mark));
        var process = new ProcessBuilder(argv).redirectErrorStream(true).start();
        try (var output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(output.readLine()).isEqualTo("started");
            // Of the command, and of one that was expected and may be started by now.
            assertThat(groups(process.pid()))
                    .hasSizeBetween(parents().size(), 2 * parents().size());
        } finally {
            process.destroyForcibly();
        }
        awaitNone(mark);
        Roots.sandbox(folder.resolve("state"));
        assertThat(groups(process.pid())).isEmpty();
        try (var left = Files.list(folder.resolve("state"))) {
            assertThat(left).isEmpty();
        }
    }

    private static void awaitNone(String mark) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!Marked.processes(mark).isEmpty()) {
            assertThat(System.nanoTime()).as(Marked.processes(mark).toString()).isLessThan(deadline);
        }
    }

    private static List<Path> parents() throws Exception {
        var cgroups = Cgroups.find(Owner.self());
        return java.util.stream.Stream.concat(cgroups.processes().stream(), cgroups.memory().stream())
                .map(Cgroups.Parent::folder)
                .distinct()
                .toList();
    }

    static List<Path> groups(long pid) throws Exception {
        var found = new ArrayList<Path>();
        for (var parent : parents()) {
            try (var entries = Files.newDirectoryStream(parent, "penstock-" + pid + "-*")) {
                entries.forEach(found::add);
            }
        }
        return found;
    }
}
