package penstock.engine.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/**
 * A machine of the target as a user has it: what every such machine has, what dnf installs from a published repository, and nothing
 * else. Everything on it runs in the sandbox, without network; it is gone when it is closed.
 */
public interface UserMachine extends AutoCloseable {
    /**
     * {@code dnf install}: from the published repository, and what that needs from the target's own.
     *
     * @param packages names or other capabilities, as dnf takes them
     * @param output what dnf prints
     */
    Sandbox.Ended install(List<String> packages, Sandbox.Output output) throws OutsideFailure, InterruptedException;

    /** Runs a command as an ordinary user in an empty folder. */
    Sandbox.Ended run(List<String> argv, Sandbox.Output output) throws OutsideFailure, InterruptedException;

    @Override
    void close() throws OutsideFailure;

    /** Where machines come from; the target must be prepared. */
    interface Maker {
        /**
         * @param repository the folder of a published snapshot or label
         * @param keys the public keys that the repository's packages, and its metadata where it is a snapshot's, must be signed with, as
         *     its {@code .repo} says; empty for a repository that nobody signed
         * @param log gets what is said while dependencies are looked for
         */
        UserMachine start(Path repository, Optional<Path> keys, BuildLog log)
                throws OutsideFailure, InterruptedException;
    }
}
