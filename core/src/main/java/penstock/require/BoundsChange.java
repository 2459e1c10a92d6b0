package penstock.require;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import penstock.require.RequirementChange.Detail;
import penstock.require.RequirementChange.Kind;

/** What changed from one range to another, in the order of versions of the requirements that they belong to. */
final class BoundsChange {
    private final Requirement order;
    private final List<Detail> details = new ArrayList<>();

    private BoundsChange(Requirement order) {
        this.order = order;
    }

    static List<Detail> between(Requirement before, Requirement after) {
        BoundsChange change = new BoundsChange(after);
        Bounds was = before.bounds();
        Bounds is = after.bounds();
        change.lower(was.lower(), is.lower());
        change.upper(was.upper(), is.upper());
        change.excluded(Kind.EXCLUDED, was.excluded(), is.excluded());
        change.excluded(Kind.UNEXCLUDED, is.excluded(), was.excluded());
        if (!was.alternatives().equals(is.alternatives())) {
            change.details.add(new Detail(Kind.RANGE_CHANGED, was.alternatives(), is.alternatives()));
        }
        return change.details;
    }

    private void lower(Optional<Bound> was, Optional<Bound> is) {
        // No lower end is below every one; what is excluded makes an end higher.
        int rank = compare(was, is, -1, 1);
        if (rank != 0) {
            details.add(new Detail(rank < 0 ? Kind.RAISED : Kind.LOWERED, written(was, ">"), written(is, ">")));
        }
    }

    private void upper(Optional<Bound> was, Optional<Bound> is) {
        int rank = compare(was, is, 1, -1);
        if (rank != 0) {
            Kind kind = was.isEmpty()
                    ? Kind.CAPPED
                    : is.isEmpty() ? Kind.UNCAPPED : rank < 0 ? Kind.CAP_RAISED : Kind.CAP_LOWERED;
            details.add(new Detail(kind, written(was, "<"), written(is, "<")));
        }
    }

    private int compare(Optional<Bound> a, Optional<Bound> b, int absent, int excluded) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.isEmpty() ? (b.isEmpty() ? 0 : absent) : -absent;
        }
        int rank = order.compareVersions(a.get().version(), b.get().version());
        return rank != 0 || a.get().inclusive() == b.get().inclusive()
                ? rank
                : a.get().inclusive() ? -excluded : excluded;
    }

    private void excluded(Kind kind, SortedSet<String> without, SortedSet<String> with) {
        List<String> more = with.stream()
                .filter(one -> without.stream().noneMatch(other -> order.compareVersions(one, other) == 0))
                .toList();
        for (String version : more) {
            details.add(
                    kind == Kind.EXCLUDED
                            ? new Detail(kind, "", "!=" + version)
                            : new Detail(kind, "!=" + version, ""));
        }
    }

    private static String written(Optional<Bound> bound, String sign) {
        return bound.map(b -> sign + (b.inclusive() ? "=" : "") + b.version()).orElse("");
    }
}
