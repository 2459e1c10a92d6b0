package penstock.engine.build;

import java.util.List;
import penstock.engine.port.Mirror.TreeEntry;
import penstock.engine.port.OutsideFailure;

/**
 * What an upstream tree has that its archive does not carry. It stops no build; but when the build fails, the log says it near its
 * top. (Links out of the tree do stop it: {@link penstock.engine.port.Mirror#archive} refuses them.)
 */
final class Oddities {
    private Oddities() {}

    static void say(SourceTree source, BuildLog log) throws OutsideFailure {
        List<String> submodules = source.entries().stream()
                .filter(entry -> entry.mode() == SourceTree.Modes.SUBMODULE)
                .map(TreeEntry::path)
                .toList();
        if (!submodules.isEmpty()) {
            log.say("warning: submodules are left out of the source archive: "
                    + String.join(", ", FailedLog.some(submodules, 10)));
        }
    }
}
