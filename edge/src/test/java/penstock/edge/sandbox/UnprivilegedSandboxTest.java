package penstock.edge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.engine.testkit.LeftoverCheck;

/** Hostile commands are contained for a Penstock that is an ordinary user as well (issue 2, C4). Tried as {@code nobody}. */
@ExtendWith(LeftoverCheck.class)
final class UnprivilegedSandboxTest {
    private static final int NOBODY = 65534;

    /** What differs by who Penstock is: limits, mounts, ids. */
    private static final List<Hostile> QUICK = List.of(
            Hostile.FORKS_AND_ENDS,
            Hostile.FILLS_THE_DISK,
            Hostile.WRITES_TO_A_MOUNT,
            Hostile.REMOUNTS_IN_A_NAMESPACE_OF_ITS_OWN,
            Hostile.SEES_THE_HOST,
            Hostile.CONNECTS_TO_THE_HOSTS_LOOPBACK,
            Hostile.KILLS_EVERYTHING);

    @TempDir
    Path folder;

    @Test
    void quick() throws Exception {
        contained(QUICK);
    }

    @Test
    @Tag("extended")
    void all() throws Exception {
        contained(List.of(Hostile.values()));
    }

    private void contained(List<Hostile> some) throws Exception {
        var tools = HostTools.find();
        Assumptions.assumeTrue(tools.root(), "only root can become nobody");
        Assumptions.assumeTrue(tools.missing().isEmpty(), () -> "not installed: " + tools.missing());
        var own = SandboxProcesses.open(
                Files.createDirectory(SandboxProcesses.open(folder).resolve("own")));
        Files.setAttribute(own, "unix:uid", NOBODY);
        Files.setAttribute(own, "unix:gid", NOBODY);
        var argv = new ArrayList<>(asNobody());
        Assumptions.assumeTrue(namespacesAllowed(argv), "user namespaces are off for ordinary users on this host");
        argv.addAll(SandboxProcesses.java(folder));
        argv.addAll(List.of(
                "hostile", own.toString(), some.stream().map(Hostile::name).collect(Collectors.joining(","))));
        var ran = new ProcessRunner().capture(Invocation.of(Duration.ofMinutes(4), argv));
        assertThat(ran.text().lines())
                .as(ran.errorText())
                .containsExactlyElementsOf(
                        Stream.concat(some.stream().map(one -> one + " is contained"), Stream.of("done"))
                                .toList());
        assertThat(Marked.processes("4242.4242")).isEmpty();
    }

    private static List<String> asNobody() {
        var id = Integer.toString(NOBODY);
        return List.of("setpriv", "--reuid", id, "--regid", id, "--clear-groups");
    }

    private static boolean namespacesAllowed(List<String> asNobody) throws Exception {
        var argv = new ArrayList<>(asNobody);
        argv.addAll(List.of("unshare", "--user", "true"));
        return new ProcessRunner()
                .capture(Invocation.of(Duration.ofSeconds(10), argv))
                .ok();
    }
}
