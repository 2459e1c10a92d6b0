package penstock.engine.access;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.distro.DistroInForce;
import penstock.engine.distro.DistroTrouble;
import penstock.engine.line.Factory;
import penstock.engine.line.Wanted;
import penstock.engine.port.OutsideFailure;
import penstock.line.LineState;

/** The factory as people and machines ask it: what they want is done {@link OnRecord on record}. */
public final class AuditedFactory {
    private final Factory factory;
    private final DistroInForce inForce;
    private final Watching watching;
    private final OnRecord record;
    private final FollowOffice follows;

    public AuditedFactory(Factory factory, DistroInForce inForce, Watching watching, AuditTrail audit) {
        this.factory = factory;
        this.inForce = inForce;
        this.watching = watching;
        this.record = new OnRecord(audit);
        this.follows = new FollowOffice(factory.decisions(), audit);
    }

    /** The lines that are followed, as they are configured; the same list until another one is. */
    public List<ReleaseLine> lines() {
        return inForce.lines();
    }

    /** The names of all lines that anything is stored of, followed or not. */
    public List<String> begun() throws OutsideFailure {
        return factory.decisions().lines();
    }

    /** What is wrong with the distribution that says which they are. */
    public Optional<DistroTrouble> trouble() {
        return inForce.trouble();
    }

    /** Queues builds; as {@link Factory#ask}. */
    public List<String> build(Actor actor, List<Wanted> wanted) throws OutsideFailure, InterruptedException {
        String target = wanted.stream()
                .map(one -> one.line() + "/" + one.project()
                        + one.commit().map(commit -> "@" + commit).orElse(""))
                .collect(Collectors.joining(" "));
        return record.tried(actor, "build", target, () -> factory.ask(inForce.lines(), wanted));
    }

    /** Changes what is followed; as {@link FollowOffice#change}. */
    public List<String> follow(Actor actor, FollowChange change, Consumer<String> told)
            throws OutsideFailure, InterruptedException {
        List<String> problems = follows.change(actor, change, told);
        if (problems.isEmpty() && !(change instanceof FollowChange.Remove)) {
            watching.followAnew();
        }
        return problems;
    }

    /** One pass over everything; returns when nothing is left to do. */
    public List<LineState> runOnce(Actor actor) throws OutsideFailure, InterruptedException {
        return record.done(
                actor,
                "pass over everything",
                "",
                () -> factory.runOpen(inForce.steady(lines -> {
                    factory.open(lines);
                    return lines;
                })),
                _ -> "");
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
        return record.done(
                actor,
                "look",
                target,
                () -> {
                    urls.forEach(watching::lookNow);
                    return urls.size();
                },
                looked -> looked + " repositories");
    }

    /**
     * Has something done that the factory itself does not do.
     *
     * @param work gives what could not be done, and why
     */
    public List<String> carriedOut(Actor actor, String action, String target, OnRecord.Work<List<String>> work)
            throws OutsideFailure, InterruptedException {
        return record.tried(actor, action, target, work);
    }

    /** Puts on record what is carried out elsewhere. */
    public void recorded(Actor actor, String action, String target) throws OutsideFailure {
        record.noted(actor, action, target);
    }

    /** Puts on record what is not carried out, and why. */
    public void refused(Actor actor, String action, String target, List<String> why) throws OutsideFailure {
        record.refused(actor, action, target, why);
    }
}
