package penstock.app.cli;

import penstock.engine.access.AuditedFactory;
import penstock.engine.build.BuildLog;
import penstock.engine.build.UserMachine;
import penstock.engine.line.Factory;
import penstock.engine.port.OutsideFailure;

/** The factory of a data folder that this process owns until it closes this. */
public interface OwnedFactory extends AutoCloseable {
    Factory factory();

    Followed followed();

    /** The factory for what people ask for, which is put on record. */
    AuditedFactory audited();

    /** Serves published repositories, pages and the API at the address of the configuration. */
    Served serve() throws UserMistakes, OutsideFailure;

    /** Opens the lines and goes on looking, building and publishing until the thread is interrupted. */
    void follow() throws OutsideFailure, InterruptedException;

    /**
     * A user's machine that has the newest published repository of a line.
     *
     * @throws OutsideFailure when the line has published nothing yet
     */
    UserMachine machine(String line, BuildLog log) throws OutsideFailure, InterruptedException;

    /** Builds under way are cut off; the next owner begins them again. */
    @Override
    void close() throws OutsideFailure;
}
