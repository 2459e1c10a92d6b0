package penstock.app.cli;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A DLRN instance that is to be taken over.
 *
 * @param database its SQLite file
 * @param info its list of packages, which says what they are called as projects; empty for that of the factory
 * @param repositories its folder {@code repos}; empty when they are not taken over
 * @param line that it becomes; empty for the only one
 * @param components whether it has {@code use_components}
 */
public record Foreign(
        Path database, Optional<Path> info, Optional<Path> repositories, Optional<String> line, boolean components) {}
