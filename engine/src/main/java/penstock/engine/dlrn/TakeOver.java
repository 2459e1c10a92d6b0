package penstock.engine.dlrn;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import penstock.engine.port.OutsideFailure;

/** Takes over what a DLRN instance knows: commits, votes, promotions, users. */
public interface TakeOver {
    /**
     * What of it would be published: the folders of commits that were built and not purged.
     *
     * @param database DLRN's own, a SQLite file; it is only read
     */
    List<String> directories(Path database) throws OutsideFailure;

    /** Takes all of it over, in one transaction. */
    Outcome take(Path database, Plan plan) throws OutsideFailure;

    /**
     * @param line that it becomes; nothing may have been built in it
     * @param components whether labels are in components, as DLRN has it with {@code use_components}
     * @param projects what packages are called as projects, by their names
     * @param labels where labels are
     */
    record Plan(String line, boolean components, Map<String, String> projects, List<Placed> labels) {
        public Plan {
            projects = Map.copyOf(projects);
            labels = List.copyOf(labels);
        }
    }

    /** @param component empty for a label at the top */
    record Placed(String component, String label, String directory) {}

    /** What became of it. */
    sealed interface Outcome {
        /** @param leftOut what could not be taken over, and why */
        record Taken(int commits, int votes, int promotions, int users, List<String> leftOut) implements Outcome {
            public Taken {
                leftOut = List.copyOf(leftOut);
            }
        }

        /** Nothing was, since the line has builds of its own. */
        record InUse() implements Outcome {}
    }
}
