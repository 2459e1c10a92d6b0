/**
 * YAML text as PyYAML's safe loader reads it, with the place of everything in it. Start with
 * {@link penstock.yaml.YamlReader} and {@link penstock.yaml.Fields}.
 */
@NullMarked
package penstock.yaml;

import org.jspecify.annotations.NullMarked;
