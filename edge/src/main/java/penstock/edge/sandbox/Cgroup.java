package penstock.edge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import penstock.engine.port.OutsideFailure;

/**
 * The control groups of one command: one in version 2, one for each controller in version 1. Commands join by writing their process
 * id to {@link #joinFiles()}.
 */
final class Cgroup implements AutoCloseable {
    /** nsenter and the two processes of bubblewrap are in the group beside the command's own. */
    static final int OWN_PROCESSES = 3;

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Optional<Path> processes;
    private final Optional<Path> memory;
    private final Optional<Cgroups.Version> version;

    private Cgroup(Optional<Path> processes, Optional<Path> memory, Optional<Cgroups.Version> version) {
        this.processes = processes;
        this.memory = memory;
        this.version = version;
    }

    /** Without limits yet. */
    static Cgroup make(String name, Optional<Cgroups.Parent> processes, Optional<Cgroups.Parent> memory)
            throws OutsideFailure {
        var group = new Cgroup(
                processes.map(parent -> parent.folder().resolve(name)),
                memory.map(parent -> parent.folder().resolve(name)),
                memory.map(Cgroups.Parent::version));
        try {
            for (var folder : group.folders()) {
                Files.createDirectory(folder);
            }
            return group;
        } catch (IOException e) {
            group.close();
            throw new OutsideFailure("sandbox: cannot make control group " + name + ": " + e.getMessage(), true, e);
        }
    }

    /** Sets limits, also for processes that are in the group already. */
    void limit(int mostProcesses, long memoryBytes) throws OutsideFailure {
        try {
            if (processes.isPresent()) {
                write(processes.get(), "pids.max", mostProcesses + OWN_PROCESSES);
            }
            if (memory.isPresent()) {
                limitMemory(version.orElseThrow(), memory.get(), memoryBytes);
            }
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot set limits of a control group: " + e.getMessage(), true, e);
        }
    }

    /** Process ids of those that are in the group now. */
    List<String> members() throws IOException {
        var folder = folders().getFirst();
        return Files.readAllLines(folder.resolve("cgroup.procs"));
    }

    private static void limitMemory(Cgroups.Version version, Path folder, long bytes) throws IOException {
        if (version == Cgroups.Version.V2) {
            write(folder, "memory.max", bytes);
            writeIfThere(folder, "memory.swap.max", 0);
            writeIfThere(folder, "memory.oom.group", 1);
        } else {
            write(folder, "memory.limit_in_bytes", bytes);
            writeIfThere(folder, "memory.memsw.limit_in_bytes", bytes);
        }
    }

    List<Path> joinFiles() {
        return folders().stream().map(folder -> folder.resolve("cgroup.procs")).toList();
    }

    /** Whether a process could not be made because of the limit, by the kernel's own count. */
    boolean processesHit() throws OutsideFailure {
        return processes.isPresent() && counter(processes.get(), "pids.events", "max") > 0;
    }

    /** Whether the kernel killed a process because of the limit, by its own count. */
    boolean memoryHit() throws OutsideFailure {
        return memory.isPresent()
                && counter(memory.get(), "memory.events", "oom_kill")
                                + counter(memory.get(), "memory.oom_control", "oom_kill")
                        > 0;
    }

    @Override
    public void close() throws OutsideFailure {
        for (var folder : folders()) {
            remove(folder);
        }
    }

    /** Kills what is left in a group and takes it down. A group may stay busy for a moment after its last process has ended. */
    static void remove(Path folder) throws OutsideFailure {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                kill(folder);
                Files.deleteIfExists(folder);
                return;
            } catch (NoSuchFileException e) {
                return;
            } catch (IOException e) {
                if (System.nanoTime() > deadline) {
                    throw new OutsideFailure("sandbox: cannot take down " + folder + ": " + e.getMessage(), true, e);
                }
                // The kernel tells nobody that a group is free; it is within milliseconds.
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos());
            }
        }
    }

    private static void kill(Path folder) throws IOException {
        for (var pid : Files.readAllLines(folder.resolve("cgroup.procs"))) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    private List<Path> folders() {
        return new ArrayList<>(new java.util.LinkedHashSet<>(
                Stream.concat(processes.stream(), memory.stream()).toList()));
    }

    private static long counter(Path folder, String file, String name) throws OutsideFailure {
        try {
            return Files.readAllLines(folder.resolve(file)).stream()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                    .sum();
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot read " + folder.resolve(file) + ": " + e.getMessage(), true, e);
        }
    }

    private static void write(Path folder, String file, long value) throws IOException {
        Files.writeString(folder.resolve(file), Long.toString(value));
    }

    private static void writeIfThere(Path folder, String file, long value) throws IOException {
        if (Files.exists(folder.resolve(file))) {
            write(folder, file, value);
        }
    }
}
