package penstock.edge.sql;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import penstock.line.Change;
import penstock.line.ComponentState;
import penstock.line.Promotion;
import penstock.line.SnapshotRef;
import penstock.line.Stamp;
import penstock.repo.RepoLayout;

/** Writes where labels are, each move they make, and the ledger of promotions. */
final class LabelRows {
    private final Handle handle;
    private final String line;
    private final Stamp stamp;
    private final long now;
    private final int place;

    /** @param place of this change among those of its step, which makes ids differ */
    LabelRows(Handle handle, String line, Stamp stamp, int place) {
        this.handle = handle;
        this.line = line;
        this.stamp = stamp;
        this.now = Micros.of(stamp.at());
        this.place = place;
    }

    void changed(Change.LabelChanged change) {
        ComponentState.Label label = change.state();
        String directory = label.at().map(SnapshotRef::directory).orElse(null);
        Optional<String> before = shown(change.component(), change.label());
        handle.execute(
                "INSERT INTO label (line, component, name, directory, moved, form, state) VALUES (?, ?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (line, component, name) DO UPDATE SET directory = excluded.directory,"
                        + " moved = CASE WHEN label.directory = excluded.directory THEN label.moved ELSE excluded.moved END,"
                        + " form = excluded.form, state = excluded.state",
                line,
                change.component(),
                change.label(),
                directory,
                directory == null ? null : now,
                Json.FORM,
                Json.write(label));
        if (directory != null && before.filter(directory::equals).isEmpty()) {
            moved(change, directory, before.orElse(""));
        }
    }

    private Optional<String> shown(String component, String label) {
        return handle.createQuery(
                        "SELECT directory FROM label WHERE line = ? AND component = ? AND name = ? AND directory IS NOT NULL")
                .bind(0, line)
                .bind(1, component)
                .bind(2, label)
                .mapTo(String.class)
                .findOne();
    }

    private void moved(Change.LabelChanged change, String directory, String previous) {
        String id = stamp.next(1_000_001 + place);
        handle.execute(
                "INSERT INTO label_move (id, line, component, name, directory, moved, aggregate, previous)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                id,
                line,
                change.component(),
                change.label(),
                directory,
                now,
                change.aggregate().orElse(""),
                previous);
        if (change.label().equals(RepoLayout.CONSISTENT)) {
            handle.execute(
                    "INSERT INTO evidence (id, line, subject, job, result, at, origin, who, component, url, notes)"
                            + " VALUES (?, ?, ?, ?, 'SUCCESS', ?, 'FACTORY', '', ?, '', '')",
                    id,
                    line,
                    directory,
                    RepoLayout.CONSISTENT,
                    now,
                    change.component());
        }
    }

    /** Before the label's own rows are changed: what they say is where it was. */
    void promoted(Change.Promoted promoted) {
        Promotion promotion = promoted.promotion();
        handle.execute(
                "INSERT INTO promotion (id, line, label, at, kind, who, reason, decision, aggregate)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                promotion.id(),
                line,
                promotion.label(),
                now,
                promotion.kind().name(),
                promotion.by(),
                promotion.reason(),
                promotion.decision().orElse(""),
                promoted.aggregate().orElse(""));
        List<SnapshotRef> parts = promotion.parts();
        for (int i = 0; i < parts.size(); i++) {
            SnapshotRef part = parts.get(i);
            handle.execute(
                    "INSERT INTO promotion_part (promotion, place, component, directory, build, previous)"
                            + " VALUES (?, ?, ?, ?, ?, ?)",
                    promotion.id(),
                    i,
                    part.component(),
                    part.directory(),
                    part.build(),
                    shown(part.component(), promotion.label()).orElse(""));
        }
    }
}
