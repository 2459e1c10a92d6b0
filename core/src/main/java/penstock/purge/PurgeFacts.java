package penstock.purge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import penstock.line.SnapshotRef;

/** All that a decision about what may go needs to know of all lines, as of one moment. */
public record PurgeFacts(
        List<Published> snapshots,
        List<Listed> entries,
        List<Built> builds,
        List<Shown> labels,
        List<Moved> moves,
        Underway underway,
        List<Removed> removed) {
    public PurgeFacts {
        snapshots = List.copyOf(snapshots);
        entries = List.copyOf(entries);
        builds = List.copyOf(builds);
        labels = List.copyOf(labels);
        moves = List.copyOf(moves);
        removed = List.copyOf(removed);
    }

    /** With labels that were found elsewhere. */
    public PurgeFacts with(List<Shown> more) {
        List<Shown> all = new ArrayList<>(labels);
        all.addAll(more);
        return new PurgeFacts(snapshots, entries, builds, all, moves, underway, removed);
    }

    /** With what is held by others who read it. */
    public PurgeFacts held(List<Held> more) {
        List<Held> held = new ArrayList<>(underway.held());
        held.addAll(more);
        return new PurgeFacts(
                snapshots, entries, builds, labels, moves, new Underway(underway.orders(), held), removed);
    }

    /** Work that is not done, which needs what it began with. */
    public record Underway(List<Open> orders, List<Held> held) {
        public static final Underway NOTHING = new Underway(List.of(), List.of());

        public Underway {
            orders = List.copyOf(orders);
            held = List.copyOf(held);
        }
    }

    /**
     * Something reads snapshots, and maybe artifacts of builds that it found, of which no order tells.
     *
     * @param reader in words: {@code penstock test}
     * @param since when it began
     * @param directories of snapshots of the line; may be none
     */
    public record Held(String reader, Instant since, String line, List<String> directories) {
        public Held {
            directories = List.copyOf(directories);
        }
    }

    /**
     * What an operator removed, because the distribution names it no more.
     *
     * @param project empty for the whole line
     */
    public record Removed(String line, String project) {}

    /** Where a snapshot is in its life. */
    public enum State {
        /** It is being published. */
        MADE,
        PUBLISHED,
        /** It could not be published. */
        FAILED
    }

    /**
     * A snapshot that was not purged yet.
     *
     * @param changed when it came into its state
     */
    public record Published(SnapshotRef ref, State state, Instant changed) {}

    /**
     * What snapshots list of a project from a sequence on, until the next one.
     *
     * @param build empty when it is listed no more
     */
    public record Listed(String line, String component, String project, long sequence, Optional<String> build) {}

    /**
     * A build whose artifacts and log were not given up yet.
     *
     * @param ended empty while it runs
     * @param reusedFrom the build whose artifacts these are
     */
    public record Built(String id, String line, String project, Optional<Instant> ended, Optional<String> reusedFrom) {}

    /**
     * A label shows, or is about to show, a snapshot.
     *
     * @param name as a reader knows it: {@code current}, {@code component/network/current}
     */
    public record Shown(String line, String name, String directory) {}

    /** A label was moved. */
    public record Moved(String line, String component, String label, String directory, Instant at) {}

    /**
     * An order that is not done.
     *
     * @param given when
     * @param snapshot that it publishes or points to; empty for an order to build
     */
    public record Open(String line, Instant given, Optional<SnapshotRef> snapshot) {}
}
