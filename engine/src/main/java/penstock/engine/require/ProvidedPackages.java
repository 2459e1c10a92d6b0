package penstock.engine.require;

import java.util.List;
import penstock.engine.port.OutsideFailure;
import penstock.require.answer.Repository;

/** What the builds of a line find. */
public interface ProvidedPackages {
    /**
     * The line's labels, {@code current} first, then the repositories that the target brings, as far as they are known here.
     *
     * @param line its name
     */
    List<Repository> of(String line) throws OutsideFailure, InterruptedException;

    /** The version of Python 3 that builds run, such as {@code 3.12}. */
    String python() throws OutsideFailure, InterruptedException;
}
