package penstock.engine.follow;

import java.util.Map;
import penstock.engine.port.OutsideFailure;

/** What a repository answered when it was asked for its refs. */
sealed interface Answer {
    /** @param refs those that are there, of the ones asked for */
    record Refs(Map<String, String> refs) implements Answer {
        public Refs {
            refs = Map.copyOf(refs);
        }
    }

    record Failed(OutsideFailure failure) implements Answer {}
}
