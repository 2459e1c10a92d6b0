package penstock.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A deployment test, read from {@code scenario.yaml}.
 *
 * @param name of the folder that the file is in
 * @param description one line for people; may be empty
 * @param packages that dnf installs before Puppet runs
 * @param modules {@code author-module} of those that Puppet sees of the module set under test; empty for all of them
 * @param puppet what Puppet applies
 * @param checks what must hold afterwards, in their order
 * @param time for everything from Puppet's start on
 */
public record Scenario(
        String name,
        String description,
        List<String> packages,
        Optional<List<String>> modules,
        Puppet puppet,
        List<Check> checks,
        Duration time) {
    public static final String FILE = "scenario.yaml";

    public Scenario {
        packages = List.copyOf(packages);
        modules = modules.map(List::copyOf);
        checks = List.copyOf(checks);
    }

    /**
     * @param manifest file or folder below the scenario's own folder
     * @param hiera the file {@code hiera.yaml} below it; empty for none
     * @param facts a JSON map of facts that the machine has beside, or instead of, its own
     * @param noop whether nothing is changed: the catalogue is compiled and compared with the machine, once
     */
    public record Puppet(String manifest, Optional<String> hiera, String facts, boolean noop) {}
}
