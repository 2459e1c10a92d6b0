package penstock.app.cli;

import penstock.engine.owner.DataFolder;

/** What came of wanting a data folder for oneself. */
public sealed interface Claimed {
    /** It is this process's. */
    record Mine(OwnedFactory factory) implements Claimed {}

    /**
     * Another process has it and can be asked.
     *
     * @param owner its purpose, its process id, since when
     */
    record Taken(DataFolder folder, String owner) implements Claimed {}
}
