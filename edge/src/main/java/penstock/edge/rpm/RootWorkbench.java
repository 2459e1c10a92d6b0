package penstock.edge.rpm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import penstock.build.BuildOptions;
import penstock.build.SpecFacts;
import penstock.edge.rpm.Packages.Ready;
import penstock.engine.build.BuildLog;
import penstock.engine.build.Workbench;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * One build's roots. Each step is one command in the sandbox; results are copied out. Roots are opened beside the step before the one
 * that needs them, and closed all at once.
 */
final class RootWorkbench implements Workbench {
    private static final String PLACE = "/build";
    private static final String SOURCES = "/run/penstock/sources";
    private static final long LARGEST = 8L << 30;
    private static final int LARGEST_SPEC = 16 << 20;
    private static final int NEEDS_MORE = 11;

    /** Of the ordinary user in the build root: expand the spec, make the source RPM, rebuild it. */
    private static final int USUAL_COMMANDS = 3;

    private final Roots roots;
    private final Sandbox sandbox;
    private final RootTarget.Bounds bounds;
    private final BuildOptions options;
    private final Packages packages;
    private final BuildLog log;
    private final SequencedSet<String> required = new LinkedHashSet<>();
    private final SequencedMap<String, InstalledRpm> installed = new LinkedHashMap<>();
    private final Path out;
    private final Opening build;
    private @Nullable Opening fresh;
    private final List<Opening> closing = new ArrayList<>();
    private int copies;
    private int steps;

    RootWorkbench(
            Roots roots,
            Sandbox sandbox,
            RootTarget.Bounds bounds,
            BuildOptions options,
            Packages packages,
            BuildLog log)
            throws OutsideFailure {
        this.roots = roots;
        this.sandbox = sandbox;
        this.bounds = bounds;
        this.options = options;
        this.packages = packages;
        this.log = log;
        try {
            this.out = Files.createTempDirectory("penstock-build-");
        } catch (IOException e) {
            throw new OutsideFailure("cannot make a folder for what is built: " + e, false, e);
        }
        this.build = Opening.start(this::withPlaces);
    }

    @Override
    public Ran<String> expand(Path sources, String spec) throws OutsideFailure, InterruptedException {
        return answer(sources, rpm("rpmspec", "--parse", SOURCES + "/" + name(spec)));
    }

    @Override
    public Ran<SpecFacts> query(Path sources, String spec) throws OutsideFailure, InterruptedException {
        var file = SOURCES + "/" + name(spec);
        var source = answer(sources, rpm("rpmspec", "--query", "--srpm", "--queryformat", SpecAnswer.SOURCE, file));
        if (!(source instanceof Ran.Done<String>(String said))) {
            return other(source);
        }
        var binary = answer(sources, rpm("rpmspec", "--query", "--queryformat", SpecAnswer.BINARY, file));
        if (!(binary instanceof Ran.Done<String>(String more))) {
            return other(binary);
        }
        try {
            var text = Files.readString(sources.resolve(name(spec)), StandardCharsets.ISO_8859_1);
            return new Ran.Done<>(SpecAnswer.parse(said + more, text.contains("repo_bootstrap")));
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + sources.resolve(spec) + ": " + e, false, e);
        }
    }

    @Override
    public Ran<Path> sourceRpm(Path sources, String spec) throws OutsideFailure, InterruptedException {
        packages.prepare();
        var made = newPlace();
        var argv = rpm("rpmbuild", "--define", "_srcrpmdir " + made, "-bs", "--nodeps", SOURCES + "/" + name(spec));
        var ended = build.root()
                .run(Commands.asUser(List.of(new Sandbox.Mount(sources, SOURCES)), bounds.build(), argv), log);
        if (!ended.ok()) {
            return new Ran.Failed<>(ended.exitCode(), ended.limit());
        }
        var copied = copy(made, ".src.rpm");
        return copied.isEmpty() ? new Ran.Failed<>(0, Optional.empty()) : new Ran.Done<>(copied.getFirst());
    }

    @Override
    public Ran<List<InstalledRpm>> require(List<String> requirements) throws OutsideFailure, InterruptedException {
        required.addAll(requirements);
        var found = packages.find(List.copyOf(required), List.of(), false);
        if (!(found instanceof Ran.Done<List<Ready>>(List<Ready> ready))) {
            return other(found);
        }
        var added =
                ready.stream().filter(r -> !installed.containsValue(r.rpm())).toList();
        var ended = install(build.root(), added);
        if (!ended.ok()) {
            return new Ran.Failed<>(ended.exitCode(), ended.limit());
        }
        ready.forEach(r -> installed.put(r.rpm().nevra(), r.rpm()));
        return new Ran.Done<>(List.copyOf(installed.values()));
    }

    @Override
    public Ran<List<InstalledRpm>> resolve(List<String> requirements) throws OutsideFailure, InterruptedException {
        return rpms(packages.find(List.copyOf(new LinkedHashSet<>(requirements)), List.of(), false));
    }

    @Override
    public List<String> onOffer(String capability) throws OutsideFailure, InterruptedException {
        return packages.onOffer(capability);
    }

    @Override
    public Rebuilt rebuild(Path sourceRpm) throws OutsideFailure, InterruptedException {
        openFresh();
        packages.prepare();
        var sources = newPlace();
        var made = newPlace();
        var argv = new ArrayList<>(
                rpm("rpmbuild", "--define", "_srcrpmdir " + sources, "--define", "_rpmdir " + made, "--rebuild"));
        if (!options.withTests()) {
            // Without tests: the conditions that specs commonly define; one that a spec does not know has no effect.
            argv.addAll(List.of(
                    "--nocheck", "--without", "doc", "--without", "docs", "--without", "tests", "--without", "check"));
        }
        argv.add("/run/penstock/package.src.rpm");
        var mounts = List.of(new Sandbox.Mount(sourceRpm, "/run/penstock/package.src.rpm"));
        var ended = build.root().run(Commands.asUser(mounts, bounds.build(), argv), log);
        if (ended.limit().isEmpty() && ended.exitCode() == NEEDS_MORE) {
            var asked = copy(sources, ".buildreqs.nosrc.rpm");
            var header = asked.isEmpty()
                    ? Optional.<penstock.engine.build.RpmHeaders.RpmHeader>empty()
                    : new RpmFile().read(asked.getFirst());
            return header.<Rebuilt>map(h -> new Rebuilt.NeedsMore(h.requires()))
                    .orElse(new Rebuilt.Failed(ended.exitCode(), ended.limit()));
        }
        if (!ended.ok()) {
            return new Rebuilt.Failed(ended.exitCode(), ended.limit());
        }
        return new Rebuilt.Built(copy(made, ".rpm"));
    }

    @Override
    public Ran<List<InstalledRpm>> installFresh(List<Path> rpms) throws OutsideFailure, InterruptedException {
        // The rest goes on without the root that they were built in.
        build.startClosing();
        var found = packages.find(List.of(), rpms, true);
        if (!(found instanceof Ran.Done<List<Ready>>(List<Ready> ready))) {
            return other(found);
        }
        var ended = install(openFresh().root(), ready);
        // Nothing else may be installed beside these.
        var used = fresh;
        fresh = null;
        if (used != null) {
            used.startClosing();
            closing.add(used);
        }
        return ended.ok() ? rpms(found) : new Ran.Failed<>(ended.exitCode(), ended.limit());
    }

    @Override
    public void close() throws OutsideFailure {
        closing.add(build);
        if (fresh != null) {
            closing.add(fresh);
        }
        try (packages) {
            packages.startClosing();
            Opening.closeAll(closing);
            Trees.delete(out);
        } catch (IOException e) {
            throw new OutsideFailure("cannot remove " + out + ": " + e, false, e);
        }
    }

    private Sandbox.Ended install(Sandbox.Root into, List<Ready> ready) throws OutsideFailure, InterruptedException {
        return Installing.run(into, ready, bounds.build(), log);
    }

    private static Ran<List<InstalledRpm>> rpms(Ran<List<Ready>> found) {
        return switch (found) {
            case Ran.Done<List<Ready>>(List<Ready> ready) ->
                new Ran.Done<>(ready.stream().map(Ready::rpm).toList());
            default -> other(found);
        };
    }

    private static <T, U> Ran<U> other(Ran<T> ran) {
        return switch (ran) {
            case Ran.Done<T> done -> throw new IllegalArgumentException("done: " + done);
            case Ran.Unresolved<T>(var missing) -> new Ran.Unresolved<>(missing);
            case Ran.Failed<T>(int code, var limit) -> new Ran.Failed<>(code, limit);
        };
    }

    /** Runs a command of rpm's whose standard output is the answer; what it says on standard error goes to the log. */
    private Ran<String> answer(Path sources, List<String> argv) throws OutsideFailure, InterruptedException {
        var inside = PLACE + "/answer";
        var shell = new ArrayList<>(List.of("/bin/sh", "-c", "exec \"$@\" > " + inside, "sh"));
        shell.addAll(argv);
        var ended = build.root()
                .run(Commands.asUser(List.of(new Sandbox.Mount(sources, SOURCES)), bounds.build(), shell), log);
        if (!ended.ok()) {
            return new Ran.Failed<>(ended.exitCode(), ended.limit());
        }
        var file = out.resolve("answer-" + copies++);
        build.root().copyOut(inside, file, LARGEST_SPEC);
        try {
            return new Ran.Done<>(Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new OutsideFailure("cannot read " + file + ": " + e, false, e);
        }
    }

    private List<Path> copy(String folder, String ending) throws OutsideFailure, InterruptedException {
        var copied = new ArrayList<Path>();
        for (var name : build.root().files(folder)) {
            if (name.endsWith(ending)) {
                var to = out.resolve(String.valueOf(copies++));
                try {
                    Files.createDirectory(to);
                } catch (IOException e) {
                    throw new OutsideFailure("cannot make " + to + ": " + e, false, e);
                }
                build.root().copyOut(folder + "/" + name, to.resolve(name), LARGEST);
                copied.add(to.resolve(name));
            }
        }
        return copied;
    }

    private List<String> rpm(String program, String... arguments) {
        var argv = new ArrayList<>(List.of(
                program,
                "--define",
                "_topdir " + PLACE,
                "--define",
                "_sourcedir " + (List.of(arguments).contains("--rebuild") ? PLACE + "/SOURCES" : SOURCES),
                "--define",
                "_rpmfilename %%{NAME}-%%{VERSION}-%%{RELEASE}.%%{ARCH}.rpm"));
        if (options.withTests()) {
            argv.addAll(List.of("--define", "_penstock_with_tests 1"));
        }
        if (options.bootstrap()) {
            argv.addAll(List.of("--define", "repo_bootstrap 1"));
        }
        argv.addAll(List.of(arguments));
        return argv;
    }

    /** The build's root, with a place where rpmbuild makes its folders. */
    private Sandbox.Root withPlaces() throws OutsideFailure, InterruptedException {
        var root = sandbox.open(roots.toBuild(), bounds.diskBytes());
        return Opening.made(root, () -> {
            root.folder(PLACE);
            root.expect(USUAL_COMMANDS, Commands.asUser(List.of(), bounds.build(), List.of("rpmbuild")));
        });
    }

    private Opening openFresh() {
        var opening = fresh;
        if (opening == null) {
            opening = Opening.start(() -> {
                var root = sandbox.open(roots.toInstall(), bounds.diskBytes());
                return Opening.made(
                        root, () -> root.expect(1, Commands.inside(List.of(), bounds.build(), List.of("rpm"))));
            });
            fresh = opening;
        }
        return opening;
    }

    /** A folder that no step before wrote to; rpmbuild makes it. */
    private String newPlace() {
        return PLACE + "/made/" + ++steps;
    }

    private static String name(String spec) {
        if (!spec.matches("[A-Za-z0-9_+][A-Za-z0-9_+.-]*\\.spec")) {
            throw new IllegalArgumentException("not the name of a spec: " + spec);
        }
        return spec;
    }
}
