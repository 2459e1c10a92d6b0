package penstock.app.cli;

import java.nio.file.Path;
import penstock.app.terminal.Terminal;

/** What every command is given. */
record Context(Parts parts, Terminal terminal, PenstockCommand root) {
    /** The data folder that {@code --dir} names. */
    Path dir() {
        return root.dir();
    }

    /** For a factory that is served at this port instead of the configured one. */
    Context onPort(int port) {
        return new Context(parts.onPort(port), terminal, root);
    }
}
