package penstock.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * How upstream's requirements are understood.
 *
 * @param names what a Python project, a Puppet module or a package of bindep's is called in the distribution, as written: the package to
 *     write first, then others that are the same; where nobody provides it and the distribution does not build it
 */
public record RequirementsConfig(SequencedMap<String, List<String>> names) {
    public RequirementsConfig {
        names = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(names));
    }
}
