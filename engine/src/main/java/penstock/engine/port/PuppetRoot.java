package penstock.engine.port;

import java.util.Optional;
import java.util.function.Consumer;

/** The root of a target in which Puppet runs. */
public interface PuppetRoot {
    /**
     * Makes it when it is asked for the first time.
     *
     * @param progress gets a line for each step that takes long
     * @return empty when the target has no Puppet
     */
    Optional<Sandbox.Lower> withPuppet(Consumer<String> progress) throws OutsideFailure, InterruptedException;
}
