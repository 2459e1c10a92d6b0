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
import penstock.edge.process.Prepared;
import penstock.edge.process.ProcessRunner;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/** One root with its holder. Commands run one after the other. */
final class EphemeralRoot implements Sandbox.Root {
    /**
     * Limits files to $2 blocks of 512 bytes and writes no cores, joins the control groups ($3 of them, named by the following
     * arguments), then becomes the rest of its arguments, bubblewrap's status going to the file $1. Constant: nothing of a command is
     * part of the text. The shell sets the limits because each further program costs a start.
     */
    private static final String JOIN = """
            status=$1
            ulimit -c 0 && ulimit -f "$2" || exit 125
            groups=$3
            shift 3
            while [ "$groups" -gt 0 ]
            do
                echo $$ > "$1" || exit 125
                shift
                groups=$((groups - 1))
            done
            exec "$@" 3> "$status"
            """;

    private static final Map<String, String> ENVIRONMENT = Map.of("LC_ALL", "C");

    /** What the shell counts sizes of files in. */
    private static final long BLOCK = 512;

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
    private final Slots slots = new Slots();
    private int runs;
    private boolean used;
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

    /**
     * Only where control groups limit what waits, only when Penstock is root, who alone can mount in another's namespace, and only
     * before the first command: what is mounted on is still as the trees have it.
     */
    @Override
    public synchronized void expect(int commands, Sandbox.Command like) throws OutsideFailure, InterruptedException {
        requireOpen();
        if (used || !host.tools().root() || !host.cgroups().complete()) {
            return;
        }
        requireNoLinks(like);
        inside().requireNoLink(Slot.PLACES);
        var sources = sources(like);
        var starts = new ArrayList<Slots.Start>();
        for (int i = 0; i < commands; i++) {
            int number = ++runs;
            starts.add(() -> slot(like, sources, number));
        }
        slots.expect(like, starts);
    }

    private Slot slot(Sandbox.Command like, List<String> sources, int number)
            throws OutsideFailure, InterruptedException {
        var places = view.resolve("places-" + number);
        var group = host.cgroups().open(host.owner().next());
        Prepared process = null;
        try {
            if (!makeTemporary(run(number))) {
                throw new OutsideFailure("sandbox: no room for a command's folders", false);
            }
            Files.createDirectory(places);
            var argv = argv(
                    group,
                    number,
                    like,
                    BwrapArguments.waiting(
                            like, sources, Stage.AT + "/" + run(number), Stage.AT + "/places-" + number));
            process = Prepared.start(argv, ENVIRONMENT);
            return Slot.of(group, process, holder, places, number);
        } catch (IOException e) {
            group.close();
            throw new OutsideFailure("sandbox: cannot make a folder for mounts: " + e.getMessage(), true, e);
        } catch (OutsideFailure | InterruptedException | RuntimeException e) {
            if (process != null) {
                process.close();
            }
            group.close();
            throw e;
        }
    }

    @Override
    public synchronized Sandbox.Ended run(Sandbox.Command command, Sandbox.Output output)
            throws OutsideFailure, InterruptedException {
        requireOpen();
        used = true;
        var limits = command.limits();
        if (limits.processes() <= 0 && !host.settings().allowNoProcessLimit()) {
            throw new OutsideFailure(
                    "sandbox: a command without a limit on processes is refused; the operator can allow it", false);
        }
        requireNoLinks(command);
        var slot = slots.take(command);
        if (command.rootInside()) {
            slots.settle();
        }
        return slot.isPresent() ? inSlot(slot.get(), command, output) : started(command, output);
    }

    private Sandbox.Ended inSlot(Slot slot, Sandbox.Command command, Sandbox.Output output)
            throws OutsideFailure, InterruptedException {
        try (var group = slot.group();
                var watch = new UsageWatch(view.resolve("disk"), diskBytes, Optional.empty())) {
            group.limit(command.limits().processes(), memory(command.limits()));
            for (var mount : slots.further(command)) {
                try (var tree = stage.tree(mount.host().toAbsolutePath(), command.rootInside())
                        .orElseThrow()) {
                    slot.mount(tree, Files.isDirectory(mount.host()), mount.inside());
                }
            }
            var ending = slot.run(command, output);
            return ended(command, ending, group, watch, slot.number());
        } finally {
            cleanUp(run(slot.number()));
        }
    }

    private Sandbox.Ended started(Sandbox.Command command, Sandbox.Output output)
            throws OutsideFailure, InterruptedException {
        int number = ++runs;
        if (!makeTemporary(run(number))) {
            return new Sandbox.Ended(1, Optional.of(diskLimit()));
        }
        var limits = command.limits();
        try (var group = host.cgroups().open(host.owner().next(), limits, memory(limits));
                var watch = new UsageWatch(view.resolve("disk"), diskBytes, processCount())) {
            var bwrap = BwrapArguments.of(command, sources(command), Stage.AT + "/" + run(number));
            var ending = new ProcessRunner()
                    .run(
                            new Invocation(
                                    argv(group, number, command, bwrap),
                                    ENVIRONMENT,
                                    Optional.empty(),
                                    Optional.empty(),
                                    limits.time(),
                                    limits.outputBytes()),
                            output::write);
            return ended(command, ending, group, watch, number);
        } finally {
            cleanUp(run(number));
        }
    }

    /** Where a run's temporary files are, below the stage. */
    private static String run(int number) {
        return "disk/tmp/" + number;
    }

    private long memory(Sandbox.Limits limits) {
        return limits.memoryBytes() + (stage.inMemory() ? Layer.bytes(diskBytes) : 0);
    }

    private void requireNoLinks(Sandbox.Command command) throws OutsideFailure {
        for (var point : BwrapArguments.mountPoints(command)) {
            inside().requireNoLink(point);
        }
    }

    @Override
    public synchronized void folder(String inside) throws OutsideFailure, InterruptedException {
        requireOpen();
        inside().requireNoLink(inside);
        stage.folder(inside);
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
    public synchronized void close() throws OutsideFailure {
        if (!closed) {
            closed = true;
            slots.startClosing();
            stage.close();
            holder.close();
            slots.close();
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

    private List<String> argv(Cgroup group, int number, Sandbox.Command command, List<String> bwrap)
            throws OutsideFailure {
        var tools = host.tools();
        var join = group.joinFiles();
        var argv = new ArrayList<>(List.of(
                tools.path("sh"),
                "-c",
                JOIN,
                "sh",
                status(number).toString(),
                blocks(),
                Integer.toString(join.size())));
        join.forEach(file -> argv.add(file.toString()));
        argv.addAll(command.rootInside() ? entry.asRoot() : entry.asPlain());
        argv.addAll(resourceLimits(command.limits()));
        argv.add(tools.path("bwrap"));
        argv.addAll(bwrap);
        return argv;
    }

    /** Where the command's mounts can be bound from. */
    private List<String> sources(Sandbox.Command command) throws OutsideFailure, InterruptedException {
        var sources = new ArrayList<String>();
        for (var mount : command.mounts()) {
            sources.add(stage.source(mount.host().toAbsolutePath(), command.rootInside()));
        }
        return sources;
    }

    private String blocks() {
        return Long.toString(Math.ceilDiv(diskBytes, BLOCK));
    }

    /**
     * What control groups do not limit here. The process limit counts by uid in the user namespace, the memory limit is each process's
     * own: the next best things.
     */
    private List<String> resourceLimits(Sandbox.Limits limits) throws OutsideFailure {
        var argv = new ArrayList<String>();
        if (host.cgroups().processes().isEmpty() && limits.processes() > 0) {
            argv.add("--nproc=" + (limits.processes() + OWN_PROCESSES));
        }
        if (host.cgroups().memory().isEmpty()) {
            argv.add("--as=" + limits.memoryBytes());
        }
        if (!argv.isEmpty()) {
            argv.addFirst(host.tools().path("prlimit"));
        }
        return argv;
    }

    private Sandbox.Ended ended(Sandbox.Command command, Ending ending, Cgroup group, UsageWatch watch, int number)
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
                if (limit.isEmpty() && !commandStarted(number)) {
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
    private boolean commandStarted(int number) throws OutsideFailure {
        try {
            return Files.readString(status(number)).contains("\"exit-code\"");
        } catch (IOException e) {
            throw new OutsideFailure("sandbox: no status of a command: " + e.getMessage(), true, e);
        }
    }

    /** Not on the layer, which may be full. */
    private Path status(int number) {
        return view.resolve("status-" + number);
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
