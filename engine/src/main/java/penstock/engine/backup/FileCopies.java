package penstock.engine.backup;

import java.util.List;
import java.util.function.Consumer;
import penstock.engine.port.OutsideFailure;

/** Copies what a factory made from one place to another. Files that are there already are not copied again: none ever changes. */
public interface FileCopies {
    /**
     * @param progress gets a line now and then
     * @return what is named and is not there to be copied
     */
    List<String> copy(Kept kept, Consumer<String> progress) throws OutsideFailure, InterruptedException;

    /** Whether the copy has a snapshot now. */
    boolean has(Kept.Snapshot snapshot);

    /** Removes from the copy what is not named any more. */
    void sweep(Kept kept) throws OutsideFailure;
}
