package penstock.engine.publish;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import penstock.engine.port.OutsideFailure;

/** What would be lost with a key: the labels that lead to something signed by it. */
public final class KeyUses {
    private final Path root;
    private final PublishedLines lines;
    private final Signatures signatures;

    /** @param root the published tree */
    public KeyUses(Path root, PublishedLines lines, Signatures signatures) {
        this.root = root;
        this.lines = lines;
        this.signatures = signatures;
    }

    /** A label, and how many of its signed files need the key: RPMs, and the index of the repository. */
    public record Use(String line, String label, long files) {}

    /** In the order of the tree; empty when no label needs the key. */
    public List<Use> of(SigningKey key) throws OutsideFailure {
        List<Use> uses = new ArrayList<>();
        for (PublishedLines.Line line : lines.lines()) {
            for (PublishedLines.Label label : line.labels()) {
                Map<String, Long> signed =
                        signatures.in(root.resolve(line.folder()).resolve(label.shows()));
                long files = key.signatures().stream()
                        .mapToLong(id -> signed.getOrDefault(id, 0L))
                        .sum();
                if (files > 0) {
                    uses.add(new Use(line.folder(), label.path(), files));
                }
            }
        }
        return uses;
    }
}
