package penstock.app.pages;

import penstock.engine.digest.DigestReadings;
import penstock.engine.promote.LabelReadings;
import penstock.engine.query.LineViews;
import penstock.engine.query.LogExcerpts;
import penstock.engine.query.Moments;
import penstock.engine.query.PackageViews;
import penstock.engine.query.Queries;
import penstock.engine.query.SnapshotViews;
import penstock.engine.query.WarningViews;

/**
 * What pages read.
 *
 * @param target what packages are built for, which is in the addresses of published repositories
 * @param moments of all that is read but logs
 */
public record Source(Views views, Queries queries, LogExcerpts logs, String target, Moments moments) {
    /** What has pages of its own. */
    public record Views(
            LineViews lines,
            PackageViews packages,
            SnapshotViews snapshots,
            WarningViews warnings,
            LabelReadings labels,
            DigestReadings digests) {}

    LineViews lines() {
        return views.lines();
    }

    PackageViews packages() {
        return views.packages();
    }

    SnapshotViews snapshots() {
        return views.snapshots();
    }

    WarningViews warnings() {
        return views.warnings();
    }

    DigestReadings digests() {
        return views.digests();
    }

    LabelReadings labels() {
        return views.labels();
    }
}
