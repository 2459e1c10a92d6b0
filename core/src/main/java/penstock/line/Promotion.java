package penstock.line;

import java.util.List;
import java.util.Optional;

/**
 * A label's move to a snapshot, of a line with components to one of each of several components at once: all of them move or none.
 *
 * @param id unique; a later promotion has a greater one
 * @param label not one that moves by itself
 * @param parts at least one, each of another component
 * @param by who wants it
 * @param reason in words; may be empty
 * @param decision the id of the decision that it follows from; empty when a person or another program asked for it
 */
public record Promotion(
        String id,
        String label,
        List<SnapshotRef> parts,
        Kind kind,
        String by,
        String reason,
        Optional<String> decision) {
    /** Why labels are promoted. */
    public enum Kind {
        /** The label's rule was fulfilled. */
        RULE,
        /** Someone asked for it. */
        ASKED,
        /** Back to where the label was before. */
        ROLLBACK
    }

    public Promotion {
        parts = List.copyOf(parts);
        if (parts.isEmpty()
                || parts.stream().map(SnapshotRef::component).distinct().count() < parts.size()) {
            throw new IllegalArgumentException("one snapshot a component, and at least one: " + parts);
        }
    }
}
