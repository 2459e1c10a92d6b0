package penstock.engine.line;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import penstock.build.BuildOptions;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.follow.Findings;
import penstock.engine.follow.Positions;
import penstock.engine.follow.Watch;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Finding;
import penstock.follow.Position;
import penstock.line.LineEvent;
import penstock.line.LineState;
import penstock.line.PackageState;
import penstock.line.Promotion;
import penstock.line.Settings;

/**
 * The running lines of a data folder, each with a loop of its own, and the threads that carry out their orders. Its owner holds
 * the folder's lock. All methods may be called from any thread.
 */
public final class Lines implements Findings, Positions, AutoCloseable {
    private final Journal journal;
    private final Settings settings;
    private final InstantSource clock;
    private final LineListener listener;
    private final OrderRunner runner;
    private volatile Optional<String> held = Optional.empty();
    private final Map<String, LineLoop> loops = new ConcurrentHashMap<>();

    public Lines(Journal journal, Ports ports, Settings settings, InstantSource clock, LineListener listener) {
        this.journal = journal;
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.runner = new OrderRunner(ports, settings.workers());
    }

    /** Starts a line as it was stored, or brings a running one up to date with its configuration. Orders left open are issued again. */
    public void open(ReleaseLine line) throws OutsideFailure, InterruptedException {
        LineLoop loop;
        synchronized (this) {
            LineLoop running = loops.get(line.name());
            loop = running == null
                    ? new LineLoop(
                            journal,
                            journal.load(line.name(), settings),
                            runner,
                            clock,
                            new LineLoop.Beginning(held, listener))
                    : running;
            loops.put(line.name(), loop);
        }
        await(loop.happened(new LineEvent.Configured(line.packages())));
    }

    /**
     * Lets no build begin in any line, those opened later included; what runs goes on.
     *
     * @param why in words; empty to let builds begin again
     */
    public synchronized void hold(Optional<String> why) {
        held = why;
        loops.values().forEach(loop -> loop.hold(why));
    }

    /** The state of a running line after its last written step. */
    public LineState state(String line) {
        return loop(line).state();
    }

    /** Decides on lines, those that do not run included. */
    public LineDecisions decisions() {
        StoredLines stored = new StoredLines(journal, clock);
        return new LineDecisions() {
            @Override
            public List<String> lines() throws OutsideFailure {
                return Stream.concat(stored.lines().stream(), loops.keySet().stream())
                        .distinct()
                        .sorted()
                        .toList();
            }

            @Override
            public LineState state(String line) throws OutsideFailure {
                LineLoop loop = loops.get(line);
                return loop == null ? stored.state(line) : loop.state();
            }

            @Override
            public void take(String line, LineEvent.Decided decision) throws OutsideFailure, InterruptedException {
                if (!isOpen(line) && takeStored(line, decision)) {
                    return;
                }
                await(loop(line).happened(decision));
            }
        };
    }

    /** False when the line was opened meanwhile, whose loop owns it now. */
    private synchronized boolean takeStored(String line, LineEvent.Decided decision) throws OutsideFailure {
        if (isOpen(line)) {
            return false;
        }
        new StoredLines(journal, clock).take(line, decision);
        return true;
    }

    /** Whether a line runs. */
    public boolean isOpen(String line) {
        return loops.containsKey(line);
    }

    /** How the running lines are, by name. */
    public Map<String, Pulse> pulses() {
        Map<String, Pulse> pulses = new TreeMap<>();
        loops.forEach((name, loop) -> pulses.put(name, new Pulse(loop.state().building(), loop.trouble())));
        return pulses;
    }

    /**
     * @param building builds that run
     * @param trouble why the line does not move: its journal can't be written, or its loop ended; empty when all is well
     */
    public record Pulse(int building, Optional<String> trouble) {}

    /** A pass over these projects begins; an empty list when it has ended. */
    public void looking(String line, List<String> projects) throws OutsideFailure, InterruptedException {
        await(loop(line).happened(new LineEvent.Looking(projects)));
    }

    @Override
    public void take(Watch watch, Finding finding) throws OutsideFailure {
        take(watch.line(), new LineEvent.Found(finding, Optional.of(watch.pkg())), Optional.of(watch.pkg()));
    }

    @Override
    public void take(String line, Finding finding) throws OutsideFailure {
        take(
                line,
                new LineEvent.Found(finding),
                state(line).find(finding.project()).map(PackageState::pkg));
    }

    private void take(String line, LineEvent.Found found, Optional<Package> pkg) throws OutsideFailure {
        Finding finding = found.finding();
        try {
            if (finding instanceof Finding.Moved moved && pkg.isPresent()) {
                // Before the line knows of them, and so before anything of them is built.
                runner.watch(line, pkg.get(), moved.source().getLast(), moved.distgit());
            }
            CompletableFuture<Void> written = loop(line).happened(found);
            if (!(finding instanceof Finding.Unchanged)) {
                await(written);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OutsideFailure("interrupted while a finding of " + finding.project() + " was stored", true, e);
        }
    }

    @Override
    public Map<String, Position> of(String line) {
        Map<String, Position> positions = new ConcurrentHashMap<>();
        for (PackageState state : loop(line).state().packages()) {
            PackageState.Taken taken = state.taken();
            if (taken.source().isPresent() || taken.distgit().isPresent()) {
                String project = state.pkg().project();
                positions.put(project, new Position(project, taken.source(), taken.distgit()));
            }
        }
        return positions;
    }

    /** An open line without the packages that are paused. */
    public ReleaseLine followed(ReleaseLine line) {
        LineState state = state(line.name());
        return line.cutTo(pkg -> state.pause(pkg.project()).isEmpty());
    }

    /** Asks for a build, whether there was one before or not; returns when it is queued. */
    public void ask(String line, String project, Commit source, Commit distgit, BuildOptions options)
            throws OutsideFailure, InterruptedException {
        await(loop(line).happened(new LineEvent.Asked(project, source, distgit, options)));
    }

    /** Promotes a label; empty when it is done, else why it was not: a line that does not run among it. */
    public Optional<String> promote(String line, Promotion promotion) throws OutsideFailure, InterruptedException {
        if (!isOpen(line)) {
            return Optional.of(
                    "the line " + line + " is not followed by this factory; let the distribution name it again,"
                            + " or stop the factory and use penstock promote");
        }
        return await(loop(line).promote(promotion));
    }

    /** Waits until a line has nothing left to do. */
    public LineState awaitRest(String line) throws OutsideFailure, InterruptedException {
        return await(loop(line).atRest());
    }

    private LineLoop loop(String line) {
        return Optional.ofNullable(loops.get(line))
                .orElseThrow(() -> new IllegalArgumentException("the line " + line + " is not open"));
    }

    private static <T> T await(CompletableFuture<T> future) throws OutsideFailure, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof OutsideFailure failure) {
                throw new OutsideFailure(String.valueOf(failure.getMessage()), failure.retryable(), failure);
            }
            throw new OutsideFailure("the line does not run any more: " + e.getCause(), false, e);
        }
    }

    /** Stops: builds under way are cut off and begun again at the next start; what has ended is stored. */
    @Override
    public synchronized void close() {
        runner.close();
        loops.values().forEach(LineLoop::close);
        loops.clear();
    }
}
