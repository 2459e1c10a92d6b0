package penstock.config;

import java.util.List;
import java.util.Optional;
import penstock.problem.Problem;

/**
 * What came out of reading a configuration.
 *
 * @param config empty when there is an error
 * @param problems every error and warning, in the order of the file
 */
public record ConfigReading(Optional<FactoryConfig> config, List<Problem> problems) {
    public ConfigReading {
        problems = List.copyOf(problems);
    }
}
