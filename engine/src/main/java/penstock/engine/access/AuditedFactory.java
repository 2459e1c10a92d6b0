package penstock.engine.access;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.line.Factory;
import penstock.engine.line.Wanted;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineState;

/**
 * The factory as people and machines ask it: what they want is put on record before it is carried out, and its outcome after. What can't
 * be recorded is not done.
 */
public final class AuditedFactory {
    private static final int SHOWN = 500;
    private static final String DONE = "done";

    private final Factory factory;
    private final List<ReleaseLine> lines;
    private final Watching watching;
    private final AuditTrail audit;
    private final FollowOffice follows;

    public AuditedFactory(Factory factory, List<ReleaseLine> lines, Watching watching, AuditTrail audit) {
        this.factory = factory;
        this.lines = List.copyOf(lines);
        this.watching = watching;
        this.audit = audit;
        this.follows = new FollowOffice(factory.decisions(), audit);
    }

    /** The lines that are followed, as they are configured. */
    public List<ReleaseLine> lines() {
        return lines;
    }

    /** What is put on record with its outcome. */
    public interface Work<T> {
        T run() throws OutsideFailure, InterruptedException;
    }

    private <T> T recorded(Actor actor, String action, String target, Work<T> work, Function<T, String> outcome)
            throws OutsideFailure, InterruptedException {
        String entry = audit.asked(actor, action, cut(target));
        T result;
        try {
            result = work.run();
        } catch (OutsideFailure | InterruptedException | RuntimeException e) {
            audit.ended(entry, cut("failed: " + e.getMessage()));
            throw e;
        }
        audit.ended(entry, cut(outcome.apply(result)));
        return result;
    }

    /** Queues builds; as {@link Factory#ask}. */
    public List<String> build(Actor actor, List<Wanted> wanted) throws OutsideFailure, InterruptedException {
        String target = wanted.stream()
                .map(one -> one.line() + "/" + one.project()
                        + one.commit().map(commit -> "@" + commit).orElse(""))
                .collect(Collectors.joining(" "));
        return recorded(actor, "build", target, () -> factory.ask(lines, wanted), AuditedFactory::outcome);
    }

    /** Changes what is followed; as {@link FollowOffice#change}. */
    public List<String> follow(Actor actor, FollowChange change, Consumer<String> told)
            throws OutsideFailure, InterruptedException {
        List<String> problems = follows.change(actor, change, told);
        if (problems.isEmpty()) {
            watching.followAnew();
        }
        return problems;
    }

    /** One pass over everything; returns when nothing is left to do. */
    public List<LineState> runOnce(Actor actor) throws OutsideFailure, InterruptedException {
        return recorded(actor, "pass over everything", "", () -> factory.runOnce(lines), _ -> DONE);
    }

    /** Waits until these lines have nothing left to do; changes nothing, so it is not recorded. */
    public List<LineState> awaitRest(List<String> names) throws OutsideFailure, InterruptedException {
        return factory.awaitRest(names);
    }

    /**
     * Has these packages' repositories looked at now; returns before they are.
     *
     * @param target what the record says they are
     * @return how many repositories
     */
    public int look(Actor actor, String target, Collection<Package> packages)
            throws OutsideFailure, InterruptedException {
        Set<String> urls = packages.stream()
                .flatMap(pkg -> Stream.of(pkg.source().url(), pkg.distgit().url()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return lookAt(actor, target, urls);
    }

    /** The same for repositories by their URLs, as the distribution has them. */
    public int lookAt(Actor actor, String target, Collection<String> urls) throws OutsideFailure, InterruptedException {
        return recorded(
                actor,
                "look",
                target,
                () -> {
                    urls.forEach(watching::lookNow);
                    return urls.size();
                },
                looked -> DONE + ": " + looked + " repositories");
    }

    /**
     * Has something done that the factory itself does not do.
     *
     * @param work gives what could not be done, and why
     */
    public List<String> carriedOut(Actor actor, String action, String target, Work<List<String>> work)
            throws OutsideFailure, InterruptedException {
        return recorded(actor, action, target, work, AuditedFactory::outcome);
    }

    /** Puts on record what is carried out elsewhere. */
    public void recorded(Actor actor, String action, String target) throws OutsideFailure {
        audit.ended(audit.asked(actor, action, cut(target)), DONE);
    }

    /** Puts on record what is not carried out, and why. */
    public void refused(Actor actor, String action, String target, List<String> why) throws OutsideFailure {
        audit.ended(audit.asked(actor, action, cut(target)), cut("refused: " + outcome(why)));
    }

    static String outcome(List<String> problems) {
        return problems.isEmpty() ? DONE : String.join("; ", problems);
    }

    /** What others wrote is recorded up to a length; the rest is not worth a row of any size. */
    static String cut(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN - 3) + "...";
    }
}
