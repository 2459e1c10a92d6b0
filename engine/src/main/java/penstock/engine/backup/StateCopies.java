package penstock.engine.backup;

import java.nio.file.Path;
import penstock.engine.port.OutsideFailure;

/** Makes copies of a factory's state while it is written. */
public interface StateCopies {
    /**
     * Writes the state of one moment to a file, whatever database it is kept in.
     *
     * @param file replaced when it is there
     * @return what the copy names
     */
    Kept copyTo(Path file) throws OutsideFailure;
}
