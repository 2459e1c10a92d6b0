package penstock.build;

import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * What {@code metadata.json} says of a Puppet module.
 *
 * @param name {@code openstack-keystone}: author and module, joined by a hyphen
 * @param version as written
 */
public record PuppetModule(String name, String version) {
    private static final int LARGEST = 1 << 20;

    /** Reads a {@code metadata.json}; empty when it is not JSON or lacks one of the two. */
    public static Optional<PuppetModule> of(String metadataJson) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(LARGEST);
        options.setMaxAliasesForCollections(0);
        options.setAllowRecursiveKeys(false);
        options.setNestingDepthLimit(20);
        try {
            // JSON is YAML, but for tabs, which stand in no JSON string.
            Object read = new Yaml(new SafeConstructor(options)).load(metadataJson.replace('\t', ' '));
            return read instanceof Map<?, ?> map ? of(map) : Optional.empty();
        } catch (YAMLException e) {
            return Optional.empty();
        }
    }

    private static Optional<PuppetModule> of(Map<?, ?> map) {
        return map.get("name") instanceof String name && map.get("version") instanceof String version
                ? Optional.of(new PuppetModule(name.replace('/', '-'), version))
                : Optional.empty();
    }
}
