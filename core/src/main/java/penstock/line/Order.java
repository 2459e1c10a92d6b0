package penstock.line;

import penstock.build.BuildRequest;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.repo.Snapshot;
import penstock.repo.SnapshotEntry;

/**
 * What a step asks the shell to do. Each ends in exactly one event: its own kind of outcome, or {@link LineEvent.Failed}. An order
 * may be issued again after a restart, with the same id.
 */
public sealed interface Order {
    String id();

    /** The package that it is for. */
    String project();

    /** Reads what the package's spec says at these commits, ended by {@link LineEvent.SpecRead}. */
    record ReadSpec(String id, Package pkg, Commit source, Commit distgit) implements Order {
        @Override
        public String project() {
            return pkg.project();
        }
    }

    /** Ended by {@link LineEvent.Built}; the order's id is the build's. */
    record Build(BuildRequest request) implements Order {
        @Override
        public String id() {
            return request.id();
        }

        @Override
        public String project() {
            return request.pkg().project();
        }
    }

    /**
     * Ended by {@link LineEvent.Published}.
     *
     * @param entries by the package's place in the distribution
     */
    record Publish(String id, SnapshotRef ref, PersistentMap<Integer, SnapshotEntry> entries) implements Order {
        @Override
        public String project() {
            return ref.project();
        }

        /** Lists the entries, which costs as much as there are packages; the step itself only hands on a reference to them. */
        public Snapshot snapshot() {
            return new Snapshot(ref.line(), ref.component(), ref.directory(), ref.build(), entries.values());
        }
    }

    /** Promotes a label, in all of its components or in none; ended by {@link LineEvent.Promoted}. */
    record Promote(String id, Promotion promotion) implements Order {
        @Override
        public String project() {
            return promotion.parts().getFirst().project();
        }
    }

    /** Lets a label point to a snapshot; ended by {@link LineEvent.Pointed}. One at a time for each label. */
    record Point(String id, String label, SnapshotRef ref) implements Order {
        @Override
        public String project() {
            return ref.project();
        }
    }
}
