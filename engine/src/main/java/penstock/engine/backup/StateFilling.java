package penstock.engine.backup;

import java.nio.file.Path;
import penstock.engine.port.OutsideFailure;

/** A new factory's state, to be filled from a copy. */
public interface StateFilling {
    /** @throws OutsideFailure when there is something in it already */
    void mustBeEmpty() throws OutsideFailure;

    /**
     * Takes over all that the copy holds.
     *
     * @param file is brought to the present form in place
     */
    void fillFrom(Path file) throws OutsideFailure;
}
