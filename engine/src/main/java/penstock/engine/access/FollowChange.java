package penstock.engine.access;

import java.util.List;
import java.util.Optional;

/** What a person wants of following. */
public sealed interface FollowChange {
    /** The line that is meant; empty for every one. */
    Optional<String> line();

    /** Packages, by any of their names; empty for the whole line. */
    List<String> packages();

    /** Look at nothing and build nothing new; what runs ends. */
    record Pause(Optional<String> line, List<String> packages, String reason) implements FollowChange {
        public Pause {
            packages = List.copyOf(packages);
        }
    }

    /** Forget what the distribution names no more. */
    record Remove(Optional<String> line, List<String> packages) implements FollowChange {
        public Remove {
            packages = List.copyOf(packages);
        }
    }

    /** Go on, with what happened meanwhile. */
    record Resume(Optional<String> line, List<String> packages) implements FollowChange {
        public Resume {
            packages = List.copyOf(packages);
        }
    }
}
