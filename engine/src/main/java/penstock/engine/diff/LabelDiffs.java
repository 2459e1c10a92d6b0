package penstock.engine.diff;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import penstock.distro.Package;
import penstock.engine.diff.LabelDiff.Commits;
import penstock.engine.diff.LabelDiff.ComponentDiff;
import penstock.engine.diff.LabelDiff.NamedCommit;
import penstock.engine.diff.LabelDiff.PackageDiff;
import penstock.engine.diff.LabelDiff.Requirements;
import penstock.engine.diff.LabelDiff.Side;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionBook;
import penstock.engine.query.Queries;
import penstock.engine.query.SnapshotViews;
import penstock.repo.RepoLayout;

/**
 * Says what differs between labels, snapshots, and what labels showed of all components. Changes nothing. A comparison costs the packages that differ,
 * with the commits between them; more than a reader bears is left out, and said to be.
 */
public final class LabelDiffs {
    private static final int PACKAGES = 100;
    /** Rows of a component; those of builds that failed change no version. */
    private static final int LOOKED_AT = 2000;
    /** So far back builds are looked at for commits where there is no local copy. */
    private static final int BUILDS = 200;

    private final PromotionBook book;
    private final SnapshotViews snapshots;
    private final PackageHistory history;

    public LabelDiffs(PromotionBook book, SnapshotViews snapshots, PackageHistory history) {
        this.book = book;
        this.snapshots = snapshots;
        this.history = history;
    }

    /** What a label, a snapshot's folder or a hash means; empty when there is no such thing. */
    public Optional<Side> side(String line, String name) throws OutsideFailure {
        SortedMap<String, String> shows = new TreeMap<>();
        if (RepoLayout.isDirectory(name)) {
            snapshots.find(line, name).ifPresent(made -> shows.put(made.row().component(), name));
        } else {
            book.shown(line, name).forEach(ref -> shows.put(ref.component(), ref.directory()));
            if (shows.isEmpty()) {
                book.aggregate(line, name)
                        .ifPresent(all -> all.parts().forEach(part -> shows.put(part.component(), part.directory())));
            }
        }
        return shows.isEmpty() ? Optional.empty() : Optional.of(new Side(name, shows));
    }

    /** Of a snapshot only its own component is compared. */
    public LabelDiff between(String line, Side from, Side to, CommitsBetween commits) throws OutsideFailure {
        TreeSet<String> components = new TreeSet<>(from.shows().keySet());
        components.addAll(to.shows().keySet());
        for (Side side : List.of(from, to)) {
            if (RepoLayout.isDirectory(side.name())) {
                components.retainAll(side.shows().keySet());
            }
        }
        List<ComponentDiff> parts = new ArrayList<>();
        for (String component : components) {
            String old = from.shows().getOrDefault(component, "");
            String now = to.shows().getOrDefault(component, "");
            parts.add(component(line, new ComponentDiff(component, old, now, List.of(), false), commits));
        }
        return new LabelDiff(line, from, to, parts);
    }

    private ComponentDiff component(String line, ComponentDiff part, CommitsBetween commits) throws OutsideFailure {
        Optional<SnapshotViews.Made> from =
                part.from().isEmpty() ? Optional.empty() : snapshots.find(line, part.from());
        Optional<SnapshotViews.Made> to = part.to().isEmpty() ? Optional.empty() : snapshots.find(line, part.to());
        if (from.isEmpty() || to.isEmpty() || part.from().equals(part.to())) {
            return part;
        }
        List<SnapshotViews.Differing> all = snapshots.difference(line, from.orElseThrow(), to.orElseThrow(), LOOKED_AT);
        List<SnapshotViews.Differing> differing = all.stream()
                .filter(one -> !nvr(one.from()).equals(nvr(one.to())))
                .toList();
        List<PackageDiff> packages = new ArrayList<>();
        for (SnapshotViews.Differing one : differing.subList(0, Math.min(PACKAGES, differing.size()))) {
            packages.add(pkg(line, one, commits));
        }
        boolean more = differing.size() > PACKAGES || all.size() == LOOKED_AT;
        return new ComponentDiff(part.component(), part.from(), part.to(), packages, more);
    }

    private static String nvr(Optional<SnapshotViews.Listed> listed) {
        return listed.map(SnapshotViews.Listed::nvr).orElse("");
    }

    private PackageDiff pkg(String line, SnapshotViews.Differing one, CommitsBetween commits) throws OutsideFailure {
        Optional<Queries.BuildRow> from = built(one.from());
        Optional<Queries.BuildRow> to = built(one.to());
        Commits source = Commits.NONE;
        Commits distgit = Commits.NONE;
        Requirements requirements = Requirements.NONE;
        if (from.isPresent() && to.isPresent()) {
            Between between = new Between(line, one.project(), from.orElseThrow(), to.orElseThrow());
            Optional<Package> pkg = history.pkg(line, one.project());
            source = commits(between, true, pkg.map(known -> known.source().url()), commits);
            distgit = commits(between, false, pkg.map(known -> known.distgit().url()), commits);
            requirements = requirements(between, pkg.map(known -> known.source().url()), commits);
        }
        return new PackageDiff(one.project(), nvr(one.from()), nvr(one.to()), source, distgit, requirements);
    }

    private Optional<Queries.BuildRow> built(Optional<SnapshotViews.Listed> listed) throws OutsideFailure {
        return listed.isEmpty()
                ? Optional.empty()
                : history.build(listed.orElseThrow().build());
    }

    /** The builds that a package's versions come from. */
    private record Between(String line, String project, Queries.BuildRow from, Queries.BuildRow to) {}

    private Commits commits(Between between, boolean source, Optional<String> url, CommitsBetween commits)
            throws OutsideFailure {
        String old = id(between.from(), source);
        String now = id(between.to(), source);
        if (old.equals(now)) {
            return Commits.NONE;
        }
        String problem = "no local copy has both commits; these are those that were built";
        if (url.isPresent()) {
            try {
                Optional<Commits> known = commits.commits(url.orElseThrow(), old, now);
                if (known.isPresent()) {
                    return known.orElseThrow();
                }
            } catch (OutsideFailure e) {
                problem = e.getMessage() + "; these are those that were built";
            }
        }
        return builds(between, source, problem);
    }

    private static String id(Queries.BuildRow row, boolean source) {
        return source ? row.commits().source() : row.commits().distgit();
    }

    /** The commits of the builds from the one to the other; a build's row has the subject of upstream's alone. */
    private Commits builds(Between between, boolean source, String problem) throws OutsideFailure {
        SequencedMap<String, NamedCommit> came = new LinkedHashMap<>();
        boolean inside = false;
        boolean complete = false;
        for (Queries.BuildRow row : history.builds(between.line(), between.project(), BUILDS)) {
            inside |= row.id().equals(between.to().id());
            complete |= inside && row.id().equals(between.from().id());
            if (inside && !complete) {
                String id = id(row, source);
                came.putIfAbsent(id, new NamedCommit(id, source ? row.subject() : ""));
            }
        }
        came.remove(id(between.from(), source));
        came.putIfAbsent(
                id(between.to(), source),
                new NamedCommit(id(between.to(), source), source ? between.to().subject() : ""));
        List<NamedCommit> oldestFirst = List.copyOf(came.values()).reversed();
        List<NamedCommit> shown = complete ? oldestFirst : List.of(oldestFirst.getLast());
        return new Commits(shown, List.of(), !complete, problem);
    }

    private static Requirements requirements(Between between, Optional<String> url, CommitsBetween commits) {
        String old = id(between.from(), true);
        String now = id(between.to(), true);
        if (old.equals(now)) {
            return Requirements.NONE;
        }
        Requirements unknown = new Requirements(List.of(), 0, "no local copy has both commits");
        try {
            return url.isEmpty()
                    ? unknown
                    : commits.requirements(url.orElseThrow(), old, now).orElse(unknown);
        } catch (OutsideFailure e) {
            return new Requirements(List.of(), 0, String.valueOf(e.getMessage()));
        }
    }
}
