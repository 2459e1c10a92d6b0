package penstock.app.cli;

import java.nio.file.Path;
import penstock.app.terminal.Terminal;

/** What every command is given. */
record Context(Parts parts, Terminal terminal, PenstockCommand root) {
    /** The data folder that {@code --dir} names. */
    Path dir() {
        return root.dir();
    }
}
