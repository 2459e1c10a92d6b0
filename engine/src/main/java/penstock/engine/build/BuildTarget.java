package penstock.engine.build;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.build.BuildOptions;
import penstock.engine.port.OutsideFailure;

/** What packages are built for: a root, its macros, and the dependencies that a line does not build itself. */
public interface BuildTarget {
    String name();

    /**
     * Makes the root image and what else is made once; returns at once when it is there. Safe to call from several threads.
     *
     * @param progress gets a line for each step that takes long
     */
    void prepare(Consumer<String> progress) throws OutsideFailure, InterruptedException;

    /** SHA-256 over everything of the target that can change what comes out of a build, except the dependencies' RPMs. */
    String digest() throws OutsideFailure;

    /**
     * An ephemeral root for the steps of one build.
     *
     * @param lineRepository the folder of the newest published snapshot; empty when there is none yet
     */
    Workbench open(BuildOptions options, Optional<Path> lineRepository, BuildLog log)
            throws OutsideFailure, InterruptedException;
}
