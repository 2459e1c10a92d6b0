package penstock.engine.publish;

import java.nio.file.Path;
import penstock.engine.port.OutsideFailure;

/** Takes what is published out of the tree, for servers of plain files. */
public interface Exports {
    /**
     * Makes a folder that holds a repository as files and folders alone, without links; of a label over components a folder with one
     * repository for each. Its metadata is the published one, byte for byte. The folder appears when it is complete.
     *
     * @param folder of the line: {@code el9s-flamingo}
     * @param what a label's path below it, or a snapshot's folder or that folder's last part
     * @param to a folder that is empty or not there
     * @param baseUrl the address at which clients will find {@code to}
     */
    Outcome export(String folder, String what, Path to, String baseUrl) throws OutsideFailure, InterruptedException;

    /** What came of it. */
    sealed interface Outcome {
        /** @param snapshots the folders, below the line's, of what was exported */
        record Done(java.util.List<String> snapshots) implements Outcome {}

        /** The line has published nothing of that name. */
        record NothingThere() implements Outcome {}

        /** Something is in the folder already. */
        record NotEmpty() implements Outcome {}
    }
}
