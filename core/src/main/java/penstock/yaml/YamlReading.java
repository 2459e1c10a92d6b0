package penstock.yaml;

import java.util.List;
import java.util.Optional;
import penstock.problem.Problem;

/**
 * What came out of reading a text.
 *
 * @param root empty when the text is not valid; an empty text is the scalar null
 * @param problems errors (then there is no root) and warnings
 */
public record YamlReading(Optional<YamlNode> root, List<Problem> problems) {
    public YamlReading {
        problems = List.copyOf(problems);
    }
}
