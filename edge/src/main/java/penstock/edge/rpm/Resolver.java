package penstock.edge.rpm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import penstock.edge.rpm.Roots.Repository;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * Asks dnf's solver, in a root of its own that nothing is installed in, so that what packages do there cannot change the answer; each
 * question has a new one, which may be opened ahead. {@code resolve.py} is the script that runs inside; it reads metadata and installs nothing.
 */
final class Resolver implements AutoCloseable {
    private static final Sandbox.Limits LIMITS = new Sandbox.Limits(Duration.ofMinutes(15), 4L << 30, 512, 16 << 20);
    private static final String PLACE = "/var/lib/penstock";
    private static final String ANSWER = PLACE + "/answer";

    /** For dnf's cache. What fits in memory needs no file system to be made for each question. */
    private static final long DISK = 2L << 30;

    private final Sandbox sandbox;
    private final Sandbox.Lower tools;
    private final List<Opening> used = new ArrayList<>();
    private @Nullable Opening next;

    /** @param tools the trees of a root with python3-dnf */
    Resolver(Sandbox sandbox, Sandbox.Lower tools) {
        this.sandbox = sandbox;
        this.tools = tools;
    }

    /**
     * @param needs requirements in rpm's words
     * @param rpms files that are to be installed as they are
     * @param offers names of capabilities whose providers are asked for
     * @param repositories where the rest may come from
     * @param fresh the tree of another root whose rpm database counts; empty for the tools' own
     */
    record Question(
            List<String> needs,
            List<Path> rpms,
            List<String> offers,
            List<Repository> repositories,
            Optional<Path> fresh) {}

    /** @param output gets the solver's words */
    Resolution ask(Question question, Sandbox.Output output) throws OutsideFailure, InterruptedException {
        Path work = null;
        try {
            var box = take().root();
            work = Files.createTempDirectory("penstock-resolve-");
            var mounts = new ArrayList<Sandbox.Mount>();
            Files.write(work.resolve("question"), lines(question, mounts), StandardCharsets.UTF_8);
            Files.write(work.resolve("resolve.py"), RootFiles.read(RootFiles.RESOLVE));
            mounts.add(new Sandbox.Mount(work, "/run/penstock/ask"));
            var ended = box.run(
                    Commands.inside(
                            mounts,
                            LIMITS,
                            "python3",
                            "-B",
                            "/run/penstock/ask/resolve.py",
                            "/run/penstock/ask/question",
                            ANSWER),
                    output);
            if (ended.limit().isPresent()) {
                return new Resolution.Broken(ended.exitCode(), ended.limit());
            }
            if (!box.files(PLACE).contains("answer")) {
                return new Resolution.Broken(ended.exitCode(), Optional.empty());
            }
            var answer = work.resolve("answer");
            box.copyOut(ANSWER, answer, 64 << 20);
            return Resolution.parse(Files.readAllLines(answer, StandardCharsets.UTF_8), ended.exitCode());
        } catch (IOException e) {
            throw new OutsideFailure("cannot ask dnf: " + e, false, e);
        } finally {
            used.forEach(Opening::startClosing);
            discard(work);
        }
    }

    /** Starts to open the root of the next question. */
    void prepare() {
        if (next == null) {
            next = Opening.start(() -> {
                var root = sandbox.open(tools, DISK);
                return Opening.made(root, () -> root.expect(1, Commands.inside(List.of(), LIMITS, "python3")));
            });
        }
    }

    private Opening take() throws OutsideFailure {
        prepare();
        var taken = Objects.requireNonNull(next);
        next = null;
        Opening.closeAll(used);
        used.clear();
        used.add(taken);
        return taken;
    }

    /** {@link #close} waits for the end of it. */
    void startClosing() {
        if (next != null) {
            used.add(next);
            next = null;
        }
        used.forEach(Opening::startClosing);
    }

    @Override
    public void close() throws OutsideFailure {
        startClosing();
        Opening.closeAll(used);
    }

    private static List<String> lines(Question question, List<Sandbox.Mount> mounts) {
        var lines = new ArrayList<String>();
        for (var repository : question.repositories()) {
            var inside = "/run/penstock/repo/" + repository.name();
            mounts.add(new Sandbox.Mount(repository.folder(), inside));
            lines.add("repo " + repository.name() + " " + inside + " " + repository.priority());
            repository.without().forEach(name -> lines.add("without " + repository.name() + " " + name));
        }
        question.fresh().ifPresent(tree -> {
            mounts.add(new Sandbox.Mount(tree, "/run/penstock/fresh"));
            lines.add("root /run/penstock/fresh");
        });
        for (int i = 0; i < question.rpms().size(); i++) {
            var inside = "/run/penstock/rpms/" + i + ".rpm";
            mounts.add(new Sandbox.Mount(question.rpms().get(i), inside));
            lines.add("rpm " + inside);
        }
        for (var need : question.needs()) {
            lines.add("need " + need.replaceAll("\\s+", " ").strip());
        }
        question.offers().forEach(name -> lines.add("offer " + name));
        return lines;
    }

    private static void discard(@Nullable Path work) throws OutsideFailure {
        if (work == null) {
            return;
        }
        try {
            Trees.delete(work);
        } catch (IOException e) {
            throw new OutsideFailure("cannot remove " + work + ": " + e, false, e);
        }
    }
}
