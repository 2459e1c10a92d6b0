package penstock.engine.require;

import java.util.List;
import java.util.Set;
import penstock.engine.port.OutsideFailure;
import penstock.require.answer.Repository;

/** What the builds of a line find. */
public interface ProvidedPackages {
    /**
     * The line's labels, {@code current} first, then the repositories that the target brings, as far as they are known here.
     *
     * @param line its name
     * @param asked capabilities that will be asked for, such as {@code python3dist(six)}: a target that can't list all that it may bring looks
     *     for these
     */
    List<Repository> of(String line, Set<String> asked) throws OutsideFailure, InterruptedException;

    /** The version of Python 3 that builds run, such as {@code 3.12}. */
    String python() throws OutsideFailure, InterruptedException;

    /** The machine that they run on, as Python's {@code platform.machine()} says it, such as {@code x86_64}. */
    String machine() throws OutsideFailure, InterruptedException;
}
