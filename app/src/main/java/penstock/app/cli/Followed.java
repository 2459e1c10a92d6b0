package penstock.app.cli;

import java.util.List;
import penstock.distro.DistroReading;
import penstock.distro.ReleaseLine;

/**
 * The distribution as it was read.
 *
 * @param reading all of it, with every mistake in its files
 * @param lines those of its lines that are followed
 */
public record Followed(DistroReading reading, List<ReleaseLine> lines) {
    public Followed {
        lines = List.copyOf(lines);
    }
}
