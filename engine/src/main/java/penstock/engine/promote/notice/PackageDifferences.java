package penstock.engine.promote.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.digest.LabelMove;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionBook;
import penstock.engine.query.SnapshotViews;
import penstock.engine.query.SnapshotViews.Listed;
import penstock.promote.notice.PromotionNotice.PackageMove;
import penstock.promote.notice.PromotionNotice.Packages;

/** The packages whose versions a promotion changed, in short. */
public final class PackageDifferences {
    /** As many as a mail shows. */
    private static final int SHOWN = 30;
    /** So many rows are looked at in a component; those of builds that failed change no version. */
    private static final int LOOKED_AT = 500;

    private final SnapshotViews snapshots;

    public PackageDifferences(SnapshotViews snapshots) {
        this.snapshots = snapshots;
    }

    Packages of(String line, PromotionBook.Entry entry) throws OutsideFailure {
        List<PackageMove> moves = new ArrayList<>();
        boolean more = false;
        for (int i = 0; i < entry.previous().size(); i++) {
            String to = entry.promotion().parts().get(i).directory();
            List<SnapshotViews.Differing> differing =
                    between(line, entry.previous().get(i), to);
            differing.stream().flatMap(one -> move(one).stream()).forEach(moves::add);
            more |= differing.size() == LOOKED_AT;
        }
        return new Packages(moves.stream().limit(SHOWN).toList(), more || moves.size() > SHOWN);
    }

    /** How many packages have another version in one snapshot than in another; none when one of them is not known any more. */
    public LabelMove.Packages count(String line, String from, String to) throws OutsideFailure {
        List<SnapshotViews.Differing> differing = between(line, from, to);
        return new LabelMove.Packages(
                (int) differing.stream().filter(one -> move(one).isPresent()).count(), differing.size() == LOOKED_AT);
    }

    private List<SnapshotViews.Differing> between(String line, String from, String to) throws OutsideFailure {
        Optional<SnapshotViews.Made> old = from.isEmpty() ? Optional.empty() : snapshots.find(line, from);
        Optional<SnapshotViews.Made> now = snapshots.find(line, to);
        return old.isPresent() && now.isPresent()
                ? snapshots.difference(line, old.orElseThrow(), now.orElseThrow(), LOOKED_AT)
                : List.of();
    }

    private static Optional<PackageMove> move(SnapshotViews.Differing differing) {
        String from = differing.from().map(Listed::nvr).orElse("");
        String to = differing.to().map(Listed::nvr).orElse("");
        return from.equals(to) ? Optional.empty() : Optional.of(new PackageMove(differing.project(), from, to));
    }
}
