package penstock.engine.dlrn;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import penstock.engine.port.OutsideFailure;

/** Files of other instances. */
public interface RemoteFiles {
    /**
     * Writes a file.
     *
     * @param to must not be there yet
     * @param most bytes
     * @param deadline when it has to be whole
     */
    Got get(URI from, Path to, long most, Instant deadline) throws OutsideFailure, InterruptedException;

    sealed interface Got {
        record Done() implements Got {}

        /** @param reason as the server says it, such as {@code Not Found} */
        record Refused(int status, String reason) implements Got {}
    }
}
