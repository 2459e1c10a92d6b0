package penstock.app.cli;

import penstock.app.terminal.Terminal;
import penstock.line.LineState;
import penstock.line.PackageState;
import penstock.repo.SnapshotEntry;

/** How packages stand when a line has come to rest. */
final class Ends {
    private Ends() {}

    /** Whether the package's last processed commit was built with success. */
    static boolean passing(PackageState pkg) {
        return pkg.taken().broken().isEmpty()
                && pkg.entry().filter(SnapshotEntry::passing).isPresent();
    }

    /** One line for a package that is not passing. */
    static String why(LineState line, PackageState pkg) {
        String project = pkg.pkg().project();
        String reason = pkg.taken()
                .broken()
                .or(() -> line.excuse(project).map(excuse -> excuse.what() + "; " + excuse.help()))
                .orElseGet(() -> pkg.entry().isPresent()
                        ? "the last build failed: penstock log " + project
                        : "never looked at with success");
        return Terminal.printable(project + ": " + reason);
    }
}
