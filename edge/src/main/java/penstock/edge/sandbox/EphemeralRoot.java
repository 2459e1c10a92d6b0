package penstock.edge.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import penstock.edge.process.Ending;
import penstock.edge.process.Invocation;
import penstock.edge.process.ProcessRunner;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/** One root with its holder. Commands run one after the other. */
final class EphemeralRoot implements Sandbox.Root {
    /**
     * Joins the control groups ($2 of them, named by the following arguments), then becomes the rest of its arguments, bubblewrap's
     * status going to the file $1. Constant: nothing of a command is part of the text.
     */
    private static final String JOIN = """
            status=$1
            groups=$2
            shift 2
            while [ "$groups" -gt 0 ]
            do
                echo $$ > "$1" || exit 125
                shift
                groups=$((groups - 1))
            done
            exec "$@" 3> "$status"
            """;

    /** unshare, cat, nsenter and bubblewrap's two processes count for the same uid as the command's. */
    private static final int OWN_PROCESSES = 5;

    /** Of these, unshare and nsenter are not in the pid namespace. */
    private static final int OWN_SEEN = 3;

    private final Host host;
    private final Holder holder;
    private final Stage stage;
    private final Entry entry;
    private final long diskBytes;
    private final Path view;
    private int runs;
    private boolean closed;

    /** What all roots of a sandbox share. */
    record Host(HostTools tools, SandboxSettings settings, Cgroups cgroups, Owner owner) {}

    EphemeralRoot(Host host, Holder holder, Stage stage, Entry entry, long diskBytes) {
        this.host = host;
        this.holder = holder;
        this.stage = stage;
        this.entry = entry;
        this.diskBytes = diskBytes;
        this.view = holder.view().resolve(Stage.AT.substring(1));
    }

    @Override
    public synchronized Sandbox.Ended run(Sandbox.Command command, Sandbox.Output output)
            throws OutsideFailure, InterruptedException {
        requireOpen();
        var limits = command.limits();
        if (limits.processes() <= 0 && !host.settings().allowNoProcessLimit()) {
            throw new OutsideFailure(
                    "sandbox: a command without a limit on processes is refused; the operator can allow it", false);
        }
        for (var point : BwrapArguments.mountPoints(command)) {
            inside().requireNoLink(point);
        }
        var run = "disk/tmp/" + ++runs;
        if (!makeTemporary(run)) {
            return new Sandbox.Ended(1, Optional.of(diskLimit()));
        }
        long memory = limits.memoryBytes() + (stage.inMemory() ? Layer.bytes(diskBytes) : 0);
        try (var group = host.cgroups().open(host.owner().next(), limits, memory);
                var watch = new UsageWatch(view.resolve("disk"), diskBytes, processCount())) {
            var argv = argv(command, group, run);
            var ending = new ProcessRunner()
                    .run(
                            new Invocation(
                                    argv,
                                    Map.of("LC_ALL", "C"),
                                    Optional.empty(),
                                    Optional.empty(),
                                    limits.time(),
                                    limits.outputBytes()),
                            output::write);
            return ended(command, ending, group, watch);
        } finally {
            cleanUp(run);
        }
    }

    @Override
    public synchronized List<String> files(String folder) throws OutsideFailure {
        requireOpen();
        return inside().files(folder);
    }

    @Override
    public synchronized void copyOut(String file, Path to, long maxBytes) throws OutsideFailure {
        requireOpen();
        inside().copyOut(file, to, maxBytes);
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            stage.close();
            holder.close();
        }
    }

    private void requireOpen() throws OutsideFailure {
        if (closed) {
            throw new IllegalStateException("the root is closed");
        }
        if (!holder.alive()) {
            throw new OutsideFailure("sandbox: the process that holds the root was killed", true);
        }
    }

    private Inside inside() {
        return new Inside(view.resolve("root"));
    }

    private List<String> argv(Sandbox.Command command, Cgroup group, String run)
            throws OutsideFailure, InterruptedException {
        var tools = host.tools();
        var join = group.joinFiles();
        var argv = new ArrayList<>(
                List.of(tools.path("sh"), "-c", JOIN, "sh", status().toString(), Integer.toString(join.size())));
        join.forEach(file -> argv.add(file.toString()));
        argv.addAll(command.rootInside() ? entry.asRoot() : entry.asPlain());
        argv.addAll(resourceLimits(command.limits()));
        argv.add(tools.path("bwrap"));
        var sources = new ArrayList<String>();
        for (var mount : command.mounts()) {
            sources.add(stage.source(mount.host().toAbsolutePath(), command.rootInside()));
        }
        argv.addAll(BwrapArguments.of(command, sources, Stage.AT + "/" + run));
        return argv;
    }

    /** The process limit counts by uid in the user namespace, the memory limit is each process's own: the next best things. */
    private List<String> resourceLimits(Sandbox.Limits limits) throws OutsideFailure {
        var argv = new ArrayList<>(List.of(host.tools().path("prlimit"), "--core=0", "--fsize=" + diskBytes));
        if (host.cgroups().processes().isEmpty() && limits.processes() > 0) {
            argv.add("--nproc=" + (limits.processes() + OWN_PROCESSES));
        }
        if (host.cgroups().memory().isEmpty()) {
            argv.add("--as=" + limits.memoryBytes());
        }
        return argv;
    }

    private Sandbox.Ended ended(Sandbox.Command command, Ending ending, Cgroup group, UsageWatch watch)
            throws OutsideFailure {
        var limits = command.limits();
        return switch (ending) {
            // What cannot fork any more often does not end either: then the processes are the cause, and the time only
            // the end.
            case Ending.TimedOut(var time) ->
                new Sandbox.Ended(
                        137,
                        Optional.of(
                                outOfProcesses(limits, group, watch)
                                        ? processLimit(limits)
                                        : "time: " + time.toSeconds() + " s"));
            case Ending.OutputOver(long bytes) -> new Sandbox.Ended(137, Optional.of("output: " + Sizes.words(bytes)));
            case Ending.Exited(int code) -> {
                var limit = limitHit(limits, group, watch, code);
                if (limit.isEmpty() && !commandStarted()) {
                    throw new OutsideFailure(
                            "sandbox: bubblewrap could not start the command: exit status " + code, false);
                }
                yield new Sandbox.Ended(code, limit);
            }
        };
    }

    private Optional<String> limitHit(Sandbox.Limits limits, Cgroup group, UsageWatch watch, int code)
            throws OutsideFailure {
        if (group.memoryHit()) {
            return Optional.of("memory: " + Sizes.words(limits.memoryBytes()));
        }
        if (outOfProcesses(limits, group, watch)) {
            return Optional.of(processLimit(limits));
        }
        if (watch.full() || code == 128 + Processes.SIGXFSZ) {
            return Optional.of(diskLimit());
        }
        return Optional.empty();
    }

    private static boolean outOfProcesses(Sandbox.Limits limits, Cgroup group, UsageWatch watch) throws OutsideFailure {
        return group.processesHit() || (limits.processes() > 0 && watch.mostProcesses() >= limits.processes());
    }

    private static String processLimit(Sandbox.Limits limits) {
        return "processes: " + limits.processes();
    }

    private String diskLimit() {
        return "disk: " + Sizes.words(diskBytes);
    }

    /** bubblewrap writes the child's id when the namespaces are there, and its exit status at the end. */
    private boolean commandStarted() throws OutsideFailure {
        try {
            return Files.readString(status()).contains("\"exit-code\"");
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: no status of a command: " + e.getMessage(), true, e);
        }
    }

    /** Not on the layer, which may be full. */
    private Path status() {
        return view.resolve("status-" + runs);
    }

    private Optional<LongSupplier> processCount() {
        var processes = holder.view().resolve("proc");
        return host.cgroups().processes().isPresent()
                ? Optional.empty()
                : Optional.of(() -> Processes.count(processes) - OWN_SEEN);
    }

    /** False when the commands before have left no room for folders. */
    private boolean makeTemporary(String run) throws OutsideFailure {
        try {
            for (var name : List.of("", "/tmp", "/var-tmp")) {
                var folder = Files.createDirectory(view.resolve(run + name));
                Files.setAttribute(folder, "unix:mode", name.isEmpty() ? 0755 : 01777);
                if (host.tools().root()) {
                    Files.setAttribute(folder, "unix:uid", host.settings().firstUid());
                }
            }
            return true;
        } catch (IOException e) {
            if (UsageWatch.noSpace(e)) {
                return false;
            }
            throw new OutsideFailure("sandbox: cannot make temporary folders: " + e.getMessage(), true, e);
        }
    }

    /** Deleting is done by a tool that follows no links, with the rights of the commands that made the files. */
    private void cleanUp(String run) throws OutsideFailure, InterruptedException {
        if (!holder.alive() || (empty(run + "/tmp") && empty(run + "/var-tmp"))) {
            return;
        }
        var argv = new ArrayList<>(entry.asRoot());
        argv.addAll(List.of(
                host.tools().path("rm"),
                "-rf",
                "--",
                Stage.AT + "/" + run + "/tmp",
                Stage.AT + "/" + run + "/var-tmp"));
        new ProcessRunner()
                .capture(Invocation.of(HostTools.QUICK, argv))
                .orFail("sandbox: deleting a command's temporary files");
    }

    private boolean empty(String folder) throws OutsideFailure {
        try (var entries = Files.newDirectoryStream(view.resolve(folder))) {
            return !entries.iterator().hasNext();
        } catch (java.nio.file.AccessDeniedException e) {
            // Files of another uid of the user's range: not ours to look at, but to be deleted.
            return false;
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: cannot look at temporary files: " + e.getMessage(), true, e);
        }
    }
}
