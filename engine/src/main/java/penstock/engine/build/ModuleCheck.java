package penstock.engine.build;

import java.nio.file.Path;
import java.util.List;
import penstock.engine.port.OutsideFailure;

/** Has Puppet's own parser and puppet-lint read a module. Both run in the sandbox, since what they read is not ours. */
public interface ModuleCheck {
    /**
     * @param archive of the module
     * @param name the module's, without its author
     * @param log gets what the tools print
     */
    Checked check(Path archive, String name, BuildLog log) throws OutsideFailure, InterruptedException;

    sealed interface Checked {
        /**
         * @param errors of the parser: the module can't be used
         * @param lint findings on style
         */
        record Done(List<String> errors, List<String> lint) implements Checked {
            public Done {
                errors = List.copyOf(errors);
                lint = List.copyOf(lint);
            }
        }

        /** The tools ended without a word on the module, or were ended at a limit, which is the module's doing. */
        record Failed(String reason) implements Checked {}

        /** The target has no Puppet. */
        record NoPuppet() implements Checked {}
    }
}
