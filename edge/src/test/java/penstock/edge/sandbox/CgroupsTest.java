package penstock.edge.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.Sandbox;

/** Which control groups are used, and how hits are read (issue 2, C4; DESIGN section 4: v2 when delegated, else v1). On files that look like the kernel's. */
final class CgroupsTest {
    private static final Sandbox.Limits LIMITS = new Sandbox.Limits(Duration.ofSeconds(1), 1 << 30, 100, 1);

    @TempDir
    Path folder;

    private Path second;
    private Path group;
    private Owner owner;

    @BeforeEach
    void prepare() throws Exception {
        owner = Owner.self();
        second = Files.createDirectory(folder.resolve("unified"));
        group = Files.createDirectories(second.resolve("user/penstock.service"));
        kernel(
                "0::/user/penstock.service\n",
                "30 23 0:26 / " + second + " rw,relatime shared:9 - cgroup2 cgroup2 rw\n");
    }

    @Test
    void aDelegatedGroupOfVersion2IsTakenAndPenstockMovesDownInIt() throws Exception {
        controllers("cpu io memory pids", "");
        var found = Cgroups.find(folder, owner);
        assertThat(found.processes()).contains(new Cgroups.Parent(group, Cgroups.Version.V2));
        assertThat(found.memory()).isEqualTo(found.processes());
        assertThat(group.resolve("penstock/cgroup.procs"))
                .hasContent(Long.toString(ProcessHandle.current().pid()));
        assertThat(group.resolve("cgroup.subtree_control")).hasContent("+pids +memory");
    }

    @Test
    void withoutTheControllersItIsNot() throws Exception {
        controllers("cpu", "");
        assertThat(Cgroups.find(folder, owner).processes()).isEmpty();
    }

    @Test
    void version1IsTakenWhereItCanBeWritten() throws Exception {
        var pids = Files.createDirectories(folder.resolve("pids/own"));
        kernel(
                "8:pids:/own\n4:memory:/elsewhere\n0::/\n",
                "31 23 0:27 / " + folder.resolve("pids") + " rw - cgroup cgroup rw,pids\n32 23 0:28 / "
                        + folder.resolve("none") + " rw - cgroup cgroup rw,memory\n");
        var found = Cgroups.find(folder, owner);
        assertThat(found.processes()).contains(new Cgroups.Parent(pids, Cgroups.Version.V1));
        assertThat(found.memory()).isEmpty();
    }

    @Test
    void aMembershipThatIsNotSeenInAContainerMeansTheMountItself() throws Exception {
        controllers("memory pids", "");
        kernel("0::/../../elsewhere\n", "30 23 0:26 / " + group + " rw - cgroup2 cgroup2 rw\n");
        assertThat(Cgroups.find(folder, owner).processes())
                .map(Cgroups.Parent::folder)
                .contains(group);
    }

    @Test
    void limitsAreWrittenAndHitsAreReadFromTheKernelsCounts() throws Exception {
        controllers("memory pids", "memory pids");
        var made = Cgroups.find(folder, owner).open("penstock-1-2-3", LIMITS, 5 << 20);
        var mine = group.resolve("penstock-1-2-3");
        assertThat(mine.resolve("pids.max")).hasContent(Integer.toString(100 + Cgroup.OWN_PROCESSES));
        assertThat(mine.resolve("memory.max")).hasContent(Integer.toString(5 << 20));
        assertThat(made.joinFiles()).containsExactly(mine.resolve("cgroup.procs"));
        Files.writeString(mine.resolve("pids.events"), "max 0\n");
        Files.writeString(mine.resolve("memory.events"), "low 0\nmax 77\noom 1\noom_kill 0\n");
        assertThat(made.processesHit()).isFalse();
        assertThat(made.memoryHit()).as("reclaim is no hit").isFalse();
        Files.writeString(mine.resolve("pids.events"), "max 12\n");
        Files.writeString(mine.resolve("memory.events"), "low 0\nmax 77\noom 1\noom_kill 1\n");
        assertThat(made.processesHit()).isTrue();
        assertThat(made.memoryHit()).isTrue();
    }

    @Test
    void namesTellWhetherTheirOwnerLives() throws Exception {
        assertThat(Owner.dead(owner.next())).isFalse();
        assertThat(Owner.dead("penstock-" + ProcessHandle.current().pid() + "-1-1"))
                .as("another start")
                .isTrue();
        assertThat(Owner.dead("penstock-4194999-1-1")).as("no such process").isTrue();
        assertThat(Owner.dead("penstock")).isFalse();
        assertThat(Owner.dead("penstock-1-1-1/../x")).isFalse();
    }

    private void kernel(String memberships, String mounts) throws Exception {
        Files.writeString(folder.resolve("cgroup"), memberships);
        Files.writeString(folder.resolve("mountinfo"), mounts);
    }

    private void controllers(String offered, String enabled) throws Exception {
        Files.writeString(group.resolve("cgroup.controllers"), offered + "\n");
        Files.writeString(group.resolve("cgroup.subtree_control"), enabled + "\n");
    }
}
