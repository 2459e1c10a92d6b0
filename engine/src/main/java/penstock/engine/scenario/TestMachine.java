package penstock.engine.scenario;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.engine.build.BuildLog;
import penstock.engine.port.OutsideFailure;
import penstock.engine.port.Sandbox;

/** A machine of the target that has Puppet, for one deployment; everything on it runs in the sandbox without network. Gone when it is closed. */
public interface TestMachine extends AutoCloseable {
    /** {@code dnf install} from the snapshot, and what that needs from the target's own repositories. */
    Sandbox.Ended install(List<String> packages, Sandbox.Output output) throws OutsideFailure, InterruptedException;

    /**
     * Runs a command as root of the sandbox. The snapshot of each component and what {@link #install} found are there for dnf, in a repository each.
     *
     * @param mounts what it sees beside that
     */
    Sandbox.Ended run(List<String> argv, List<Sandbox.Mount> mounts, Sandbox.Limits limits, Sandbox.Output output)
            throws OutsideFailure, InterruptedException;

    /** Names of the regular files in a folder that commands left. */
    List<String> files(String inside) throws OutsideFailure;

    /** See {@link Sandbox.Root#copyOut}. */
    void copyOut(String inside, Path to, long maxBytes) throws OutsideFailure;

    /** What dnf is to be told of, as files of {@code /etc/yum.repos.d}. */
    String repositories();

    /** A JSON map of facts that stand for what the target's packages are made for. */
    String facts();

    @Override
    void close() throws OutsideFailure;

    /** Where machines come from. */
    interface Maker {
        /**
         * @param snapshot what is installed from
         * @param log gets what is said while dependencies are looked for
         * @param progress gets a line for each thing that takes long, such as making the root
         * @return empty when the target has no Puppet
         */
        Optional<TestMachine> machine(Snapshot snapshot, BuildLog log, Consumer<String> progress)
                throws OutsideFailure, InterruptedException;
    }

    /**
     * A published repository, or one of each component.
     *
     * @param line the folder of its line, in which all its links end
     * @param folders its own below that; those of several components in their order
     * @param keys that packages are signed with; empty for unsigned ones
     */
    record Snapshot(Path line, List<Path> folders, Optional<Path> keys) {
        public Snapshot {
            folders = List.copyOf(folders);
        }
    }
}
