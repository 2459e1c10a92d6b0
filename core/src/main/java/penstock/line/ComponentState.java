package penstock.line;

import java.time.Instant;
import java.util.Optional;
import penstock.repo.SnapshotEntry;

/**
 * What is published of a component, or of the whole line when it has none.
 *
 * @param failing how many of its packages have no success for their last processed commit, the never built ones included
 * @param entries the rows of the next snapshot, by the packages' places in the distribution
 * @param newest the sequence of the newest success
 * @param published the sequence of the newest published snapshot
 */
public record ComponentState(
        String component,
        int failing,
        PersistentMap<Integer, SnapshotEntry> entries,
        long newest,
        long published,
        PersistentMap<String, Label> labels) {

    /**
     * @param at the snapshot that it points to; empty when it does not exist yet
     * @param moving the snapshot that it is being pointed to
     * @param wanted the snapshot that it is to point to after that
     */
    public record Label(Optional<SnapshotRef> at, Optional<Moving> moving, Optional<SnapshotRef> wanted) {
        static final Label NEW = new Label(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** @param order empty while it waits after a transient failure */
    public record Moving(Optional<String> order, SnapshotRef to, int attempt, Instant notBefore) {}

    static ComponentState empty(String component) {
        return new ComponentState(component, 0, PersistentMap.empty(), 0, 0, PersistentMap.empty());
    }

    ComponentState failing(int more) {
        return more == 0 ? this : new ComponentState(component, failing + more, entries, newest, published, labels);
    }

    ComponentState with(PersistentMap<Integer, SnapshotEntry> newEntries) {
        return new ComponentState(component, failing, newEntries, newest, published, labels);
    }

    ComponentState newest(long sequence) {
        return new ComponentState(component, failing, entries, sequence, published, labels);
    }

    ComponentState published(long sequence) {
        return new ComponentState(component, failing, entries, newest, Math.max(published, sequence), labels);
    }

    ComponentState with(String name, Label label) {
        return new ComponentState(component, failing, entries, newest, published, labels.with(name, label));
    }
}
