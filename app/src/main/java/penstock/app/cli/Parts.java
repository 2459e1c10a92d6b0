package penstock.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import penstock.app.doctor.Doctor;
import penstock.config.FactoryConfig;
import penstock.engine.access.Passwords;
import penstock.engine.line.LineListener;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Exports;
import penstock.engine.publish.KeyChange;
import penstock.engine.publish.KeyUses;
import penstock.engine.publish.PublishedLines;
import penstock.engine.publish.SigningKey;
import penstock.engine.purge.DiskUse;

/**
 * What the commands work with, each made when it is asked for, so that a short command starts fast.
 */
public interface Parts {
    Doctor doctor();

    /** Those of a factory that is served at this port instead of the configured one. */
    Parts onPort(int port);

    /** The configuration of a data folder, defaults filled in. */
    FactoryConfig config(Path dir) throws UserMistakes, OutsideFailure;

    /**
     * Reads the configuration of a data folder and the distribution that it names.
     *
     * @throws UserMistakes when the configuration is wrong, or a line that it names is not there
     */
    Followed followed(Path dir) throws UserMistakes, OutsideFailure, InterruptedException;

    /**
     * Takes the data folder, if nobody has it, and makes its factory ready.
     *
     * @param purpose what this process does, for others to be told
     * @param listener is told of every step
     * @param progress gets a line for each thing that takes long, such as making a build root
     */
    Claimed claim(Path dir, String purpose, LineListener listener, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException;

    /** The accepted keys, the one that signs first; whoever owns the folder. */
    List<SigningKey> signingKeys(Path dir) throws OutsideFailure;

    /** The labels that lead to something signed by a key. */
    List<KeyUses.Use> uses(Path dir, SigningKey key) throws UserMistakes, OutsideFailure;

    /**
     * Changes the keys, or lets the owner of the folder do it.
     *
     * @return what could not be done, and why; empty when all was
     */
    List<String> changeKeys(Path dir, KeyChange change, Consumer<String> told)
            throws UserMistakes, OutsideFailure, InterruptedException;

    /**
     * As {@link #claim} for a process that takes over from another one, on this machine or elsewhere: waits until the factory's state may
     * be written, and says for whom.
     *
     * @throws UserMistakes when the configuration names no database that another process could reach
     */
    Claimed standBy(Path dir, String purpose, LineListener listener, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException;

    /**
     * @throws OutsideFailure when nothing was done in the folder yet
     * @throws UserMistakes when where its state is kept can't be read from its configuration
     */
    Readings readings(Path dir) throws UserMistakes, OutsideFailure;

    /** Hashes of passwords. */
    Passwords passwords();

    /**
     * Takes over a DLRN instance; no factory may run in the folder.
     *
     * @return what could not be done, and why; empty when all was
     */
    List<String> takeOver(Path dir, Foreign foreign, Consumer<String> told)
            throws UserMistakes, OutsideFailure, InterruptedException;

    /** What a data folder has published. */
    PublishedLines published(Path dir) throws UserMistakes, OutsideFailure;

    /** Takes what a data folder has published out of it. */
    Exports exports(Path dir) throws UserMistakes, OutsideFailure;

    /**
     * Has something done that needs the state of a data folder and nothing else: by the folder's owner, or here when there is none.
     *
     * @param purpose what this process does, for others to be told
     * @param told gets what was done, line by line
     * @return what could not be done, and why; empty when all was
     */
    List<String> administer(Path dir, String purpose, DataFolder.Request request, Consumer<String> told)
            throws UserMistakes, OutsideFailure, InterruptedException;

    /**
     * Removes what is old, or lets the owner of the folder do it.
     *
     * @param told gets what goes and why the rest stays, line by line
     * @return what could not be done, and why; empty when all was
     */
    List<String> purge(Path dir, DataFolder.Request.Purge request, Consumer<String> told)
            throws UserMistakes, OutsideFailure, InterruptedException;

    /** What the commands about requirements work with. */
    Requirements requirements();

    /** Deployment tests of what a data folder has published; whoever owns it. */
    Scenarios scenarios(Path dir) throws UserMistakes, OutsideFailure;

    /** What each line has on disk. */
    List<DiskUse> disk(Path dir) throws UserMistakes, OutsideFailure;

    /**
     * Copies a factory into a folder, whether it works or not.
     *
     * @param keys private keys as well
     * @return what its state names and could not be found
     */
    List<String> backup(Path dir, Path to, boolean keys, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException;

    /**
     * Makes a new data folder of a backup.
     *
     * @return what its state names and the backup does not have
     */
    List<String> restore(Path from, Path dir, Consumer<String> progress)
            throws UserMistakes, OutsideFailure, InterruptedException;

    /** Makes the state of a data folder whose one package can't be reached, as an example of what commands show. */
    void makeExample(Path dir) throws OutsideFailure, InterruptedException;
}
