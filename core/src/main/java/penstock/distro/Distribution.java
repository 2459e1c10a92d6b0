package penstock.distro;

import java.util.List;
import java.util.Optional;

/**
 * Everything that a set of distroinfo files describes.
 *
 * @param lines in the order of the releases, a release's own line before its further ones
 * @param components in the order given; empty when the distribution has none
 */
public record Distribution(List<ReleaseLine> lines, List<String> components) {
    public Distribution {
        lines = List.copyOf(lines);
        components = List.copyOf(components);
    }

    public Optional<ReleaseLine> line(String name) {
        return lines.stream().filter(line -> line.name().equals(name)).findFirst();
    }

    /** The lines whose release is in development. */
    public List<ReleaseLine> developed() {
        return lines.stream()
                .filter(line -> line.status().equals("development"))
                .toList();
    }

    /**
     * The lines that are followed.
     *
     * @param names those that the configuration names; none for all in development
     */
    public List<ReleaseLine> followed(List<String> names) {
        return names.isEmpty()
                ? developed()
                : names.stream().flatMap(name -> line(name).stream()).toList();
    }
}
