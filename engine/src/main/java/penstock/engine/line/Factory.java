package penstock.engine.line;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import penstock.change.Commit;
import penstock.distro.DistroChange;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineEvent;
import penstock.line.LineState;

/**
 * What the owner of a data folder does with its lines: one pass over everything, builds that a person asks for, or on and on. All
 * methods may be called from any thread.
 */
public final class Factory {
    private static final Logger LOG = LoggerFactory.getLogger(Factory.class);

    private final Lines lines;
    private final Look look;
    private final Mirror mirror;

    public Factory(Lines lines, Look look, Mirror mirror) {
        this.lines = lines;
        this.look = look;
        this.mirror = mirror;
    }

    /** Looks once at every package of these lines, builds and publishes what is new, and returns when nothing is left to do. */
    public List<LineState> runOnce(List<ReleaseLine> all) throws OutsideFailure, InterruptedException {
        open(all);
        return runOpen(all);
    }

    /** The same for lines that are open. */
    public List<LineState> runOpen(List<ReleaseLine> open) throws OutsideFailure, InterruptedException {
        for (ReleaseLine line : open) {
            pass(line);
        }
        return awaitRest(open.stream().map(ReleaseLine::name).toList());
    }

    /**
     * Opens lines and looks once at every package of them, so that from then on each may be looked at by itself: what is built
     * first is known; as {@link #open}.
     */
    public void begin(List<ReleaseLine> all) throws OutsideFailure, InterruptedException {
        open(all);
        for (ReleaseLine line : all) {
            pass(line);
        }
    }

    /**
     * Opens lines, or brings running ones up to date. Lines that are stored and not among them are noted as followed no more.
     *
     * @param all every line that is followed
     */
    public void open(List<ReleaseLine> all) throws OutsideFailure, InterruptedException {
        for (ReleaseLine line : all) {
            lines.open(line);
        }
        List<String> followed = all.stream().map(ReleaseLine::name).toList();
        for (String line : decisions().lines()) {
            if (!followed.contains(line)) {
                unfollow(line);
            }
        }
    }

    private void unfollow(String line) throws OutsideFailure, InterruptedException {
        LOG.warn("the line {} is not followed any more", line);
        decisions().take(line, new LineEvent.Unfollowed());
    }

    /** Brings the running lines up to date with the distribution; may be done again when it failed half way. */
    public void change(DistroChange change) throws OutsideFailure, InterruptedException {
        for (DistroChange.Line line : change.lines()) {
            lines.open(line.line());
        }
        for (String line : change.left()) {
            unfollow(line);
        }
    }

    /** Looks once at packages that came, together, so that what is built first among them is known. */
    public void lookAtNew(DistroChange change) throws OutsideFailure, InterruptedException {
        for (DistroChange.Line line : change.lines()) {
            Set<String> came = Set.copyOf(line.came());
            if (!came.isEmpty()) {
                pass(line.line().cutTo(pkg -> came.contains(pkg.project())));
            }
        }
    }

    /** One look at every package of an open line that is not paused; what it finds goes on by itself. */
    public void pass(ReleaseLine line) throws OutsideFailure, InterruptedException {
        ReleaseLine followed = lines.followed(line);
        lines.looking(
                line.name(), followed.packages().stream().map(Package::project).toList());
        try {
            look.once(followed);
        } finally {
            lines.looking(line.name(), List.of());
        }
    }

    /**
     * Queues builds that a person asks for, whether they were done before or not.
     *
     * @param all the lines as configured now; those that do not run yet are opened
     * @return what can't be queued, and why; the rest is queued
     */
    public List<String> ask(List<ReleaseLine> all, List<Wanted> wanted) throws OutsideFailure, InterruptedException {
        Map<String, ReleaseLine> byName =
                all.stream().collect(Collectors.toMap(ReleaseLine::name, Function.identity()));
        List<String> refused = new ArrayList<>();
        for (Wanted one : wanted) {
            ReleaseLine line = byName.get(one.line());
            Optional<Package> pkg = Optional.ofNullable(line).stream()
                    .flatMap(found -> found.packages().stream())
                    .filter(candidate -> candidate.project().equals(one.project()))
                    .findFirst();
            if (line == null || pkg.isEmpty()) {
                refused.add("there is no package " + one.project() + " in the line " + one.line());
            } else {
                if (!lines.isOpen(line.name())) {
                    lines.open(line);
                }
                ask(pkg.orElseThrow(), one).ifPresent(refused::add);
            }
        }
        return refused;
    }

    private Optional<String> ask(Package pkg, Wanted wanted) throws OutsideFailure, InterruptedException {
        String ref = wanted.commit().orElse(pkg.source().ref());
        try {
            Optional<Commit> source = resolve(pkg.source().url(), ref);
            Optional<Commit> distgit =
                    resolve(pkg.distgit().url(), pkg.distgit().ref());
            if (source.isEmpty()) {
                return Optional.of(pkg.project() + ": there is no " + ref + " in "
                        + pkg.source().url());
            }
            if (distgit.isEmpty()) {
                return Optional.of(pkg.project() + ": there is no "
                        + pkg.distgit().ref() + " in " + pkg.distgit().url());
            }
            lines.ask(wanted.line(), pkg.project(), source.orElseThrow(), distgit.orElseThrow(), wanted.options());
            return Optional.empty();
        } catch (OutsideFailure e) {
            LOG.debug("could not ask for {}", pkg.project(), e);
            return Optional.of(pkg.project() + ": " + e.getMessage());
        }
    }

    private Optional<Commit> resolve(String url, String ref) throws OutsideFailure {
        mirror.fetch(url);
        return mirror.resolve(url, ref);
    }

    /** Decides on what is followed. */
    public LineDecisions decisions() {
        return lines.decisions();
    }

    /** Waits until these lines have nothing left to do. */
    public List<LineState> awaitRest(List<String> names) throws OutsideFailure, InterruptedException {
        List<LineState> ends = new ArrayList<>();
        for (String name : names) {
            ends.add(lines.awaitRest(name));
        }
        return ends;
    }
}
