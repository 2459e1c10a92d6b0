package penstock.edge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * Where this process may make control groups that limit processes and memory: in its own cgroup v2 group when that is delegated to it,
 * else in the v1 hierarchies when it may write there. Found by trying, once.
 *
 * <p>Version 2 allows no processes in a group that has limited children, so Penstock moves itself into a child {@code penstock} first;
 * that fails when other processes live in the group, which then is not taken.
 */
final class Cgroups {
    enum Version {
        V1,
        V2
    }

    /** A group in which groups for single commands are made. */
    record Parent(Path folder, Version version) {}

    private final Optional<Parent> processes;
    private final Optional<Parent> memory;

    private Cgroups(Optional<Parent> processes, Optional<Parent> memory) {
        this.processes = processes;
        this.memory = memory;
    }

    static Cgroups find(Owner owner) throws OutsideFailure {
        return find(Path.of("/proc/self"), owner);
    }

    /** For tests: {@code self} has {@code cgroup} and {@code mountinfo} as a process's folder in /proc. */
    static Cgroups find(Path self, Owner owner) throws OutsideFailure {
        try {
            var memberships = Files.readAllLines(self.resolve("cgroup"));
            var mounts = Files.readAllLines(self.resolve("mountinfo"));
            var second = delegated(memberships, mounts);
            if (second.isPresent()) {
                return new Cgroups(second, second);
            }
            return new Cgroups(
                    hierarchy("pids", memberships, mounts, owner), hierarchy("memory", memberships, mounts, owner));
        } catch (IOException e) {
            throw new OutsideFailure(
                    "sandbox: cannot read the control groups of this process: " + e.getMessage(), false, e);
        }
    }

    Optional<Parent> processes() {
        return processes;
    }

    Optional<Parent> memory() {
        return memory;
    }

    /** A group for one command; {@code memoryBytes} is what its processes may use together with what they keep in tmpfs. */
    Cgroup open(String name, Sandbox.Limits limits, long memoryBytes) throws OutsideFailure {
        var group = Cgroup.make(name, limits.processes() == 0 ? Optional.empty() : processes, memory);
        try {
            group.limit(limits.processes(), memoryBytes);
            return group;
        } catch (OutsideFailure e) {
            group.close();
            throw e;
        }
    }

    /** A group for a command that is not known yet: its limits are set when it is. */
    Cgroup open(String name) throws OutsideFailure {
        return Cgroup.make(name, processes, memory);
    }

    /** Whether groups limit both processes and memory. */
    boolean complete() {
        return processes.isPresent() && memory.isPresent();
    }

    /** Takes down the groups of Penstocks that are dead. */
    void sweep() throws OutsideFailure {
        for (var parent :
                new java.util.LinkedHashSet<>(java.util.stream.Stream.concat(processes.stream(), memory.stream())
                        .toList())) {
            try (var entries = Files.newDirectoryStream(parent.folder(), "penstock-*")) {
                for (var entry : entries) {
                    if (Owner.dead(entry.getFileName().toString())) {
                        Cgroup.remove(entry);
                    }
                }
            } catch (IOException e) {
                throw new OutsideFailure("sandbox: cannot sweep " + parent.folder() + ": " + e.getMessage(), true, e);
            }
        }
    }

    private static Optional<Parent> delegated(List<String> memberships, List<String> mounts) {
        for (var membership : memberships) {
            if (membership.startsWith("0::")) {
                var group = mountOf(mounts, "cgroup2", "").map(at -> below(at, membership.substring(3)));
                if (group.isPresent() && prepare(group.get())) {
                    return Optional.of(new Parent(group.get(), Version.V2));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether limited groups can be made in this group now. */
    private static boolean prepare(Path group) {
        try {
            var offered = Arrays.asList(Files.readString(group.resolve("cgroup.controllers"))
                    .strip()
                    .split(" "));
            if (!offered.containsAll(List.of("pids", "memory"))) {
                return false;
            }
            var enabled = group.resolve("cgroup.subtree_control");
            if (Arrays.asList(Files.readString(enabled).strip().split(" ")).containsAll(List.of("pids", "memory"))) {
                return Files.isWritable(group);
            }
            var own = Files.createDirectories(group.resolve("penstock"));
            Files.writeString(
                    own.resolve("cgroup.procs"),
                    Long.toString(ProcessHandle.current().pid()));
            Files.writeString(enabled, "+pids +memory");
            return true;
        } catch (IOException e) {
            // Not delegated, or shared with others: the usual case outside of a service. The older version is tried
            // next.
            return false;
        }
    }

    private static Optional<Parent> hierarchy(
            String controller, List<String> memberships, List<String> mounts, Owner owner) {
        for (var membership : memberships) {
            var parts = membership.split(":", 3);
            if (parts.length == 3 && Arrays.asList(parts[1].split(",")).contains(controller)) {
                return mountOf(mounts, "cgroup", controller)
                        .map(at -> below(at, parts[2]))
                        .filter(group -> canMake(group, owner))
                        .map(group -> new Parent(group, Version.V1));
            }
        }
        return Optional.empty();
    }

    private static boolean canMake(Path group, Owner owner) {
        var trial = group.resolve(owner.next());
        try {
            Files.createDirectory(trial);
            Files.delete(trial);
            return true;
        } catch (IOException e) {
            // Not ours to write in.
            return false;
        }
    }

    /** In a container the membership may name a path of the host that is not seen inside: then the mount is the group. */
    private static Path below(Path mount, String membership) {
        var group = mount.resolve(membership.substring(1)).normalize();
        return group.startsWith(mount) && Files.isDirectory(group) ? group : mount;
    }

    /** See proc(5): the mount point is the fifth field, the type comes after a lone hyphen, then source and super options. */
    private static Optional<Path> mountOf(List<String> mounts, String type, String controller) {
        var found = new ArrayList<Path>();
        for (var line : mounts) {
            var halves = line.split(" - ", 2);
            if (halves.length == 2) {
                var after = halves[1].split(" ", 3);
                if (after[0].equals(type)
                        && (controller.isEmpty()
                                || Arrays.asList(after[2].split(",")).contains(controller))) {
                    found.add(Path.of(halves[0].split(" ")[4]));
                }
            }
        }
        return found.stream().findFirst();
    }
}
