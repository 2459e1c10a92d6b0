package penstock.promote;

import java.time.Instant;
import java.util.List;

/**
 * What a label may be promoted to: a snapshot, or one of each component that were shown together.
 *
 * @param subject what its evidence is about: the folder of the one snapshot, or the hash of what a label showed of all components
 * @param parts one a component, by component
 * @param since when the label that it comes from came to it
 */
public record Candidate(String subject, List<Part> parts, Instant since) {
    public Candidate {
        parts = List.copyOf(parts);
    }

    /**
     * @param component empty when the line has none
     * @param directory the snapshot's folder below the line's
     */
    public record Part(String component, String directory) {}

    /** Whether it is what a label showed of all components, and no snapshot by itself. */
    public boolean together() {
        return parts.size() != 1 || !parts.getFirst().directory().equals(subject);
    }

    /** One snapshot. */
    public static Candidate of(Part part, Instant since) {
        return new Candidate(part.directory(), List.of(part), since);
    }
}
