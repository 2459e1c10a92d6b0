package penstock.follow;

import java.util.Optional;

/**
 * How far the factory has come with a package's two repositories.
 *
 * @param project the package
 * @param source the last upstream commit that was taken up, 40 hex digits; empty the first time
 * @param distgit the last packaging commit that was taken up; empty the first time
 */
public record Position(String project, Optional<String> source, Optional<String> distgit) {}
