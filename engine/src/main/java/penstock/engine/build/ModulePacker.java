package penstock.engine.build;

import java.nio.file.Path;
import java.util.List;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;

/** Packs the tree of a commit as an archive for Puppet's Forge; runs nothing of it. */
public interface ModulePacker {
    /** Writes the archive: the same bytes whenever the same is wanted. */
    Packed pack(Wanted wanted, Path to) throws OutsideFailure;

    /**
     * @param url the repository's, as the distribution gives it
     * @param metadata stands for the commit's {@code metadata.json}
     * @param folder in which all of it lies in the archive
     * @param mostBytes of all files together
     */
    record Wanted(String url, Commit commit, String metadata, String folder, long mostBytes) {}

    sealed interface Packed {
        /**
         * @param files that are in it
         * @param warnings of what was left out though nothing says that it should be
         */
        record Done(int files, List<String> warnings) implements Packed {
            public Done {
                warnings = List.copyOf(warnings);
            }
        }

        /** @param reason what whoever writes the module has to mend */
        record Refused(String reason) implements Packed {}
    }
}
