package penstock.engine.trial;

import java.nio.file.Path;
import java.util.List;
import penstock.build.Artifact;
import penstock.engine.build.LinePart;
import penstock.engine.build.PackageBuild;
import penstock.engine.build.PackageBuilder;
import penstock.engine.port.OutsideFailure;
import penstock.require.answer.Packaged;

/** Where builds are tried out, beside a factory whose results they see and never change. All methods may be called from any thread. */
public interface Testbed {
    /**
     * The repositories that {@code current} of a line leads to now: one, or one a component; none when nothing is published. They stay as
     * long as this is open.
     */
    List<Path> current(String line) throws OutsideFailure, InterruptedException;

    /** The packages of a repository, source packages left out. */
    List<Packaged> packages(Path repository) throws OutsideFailure;

    /**
     * Makes a repository of what a build made.
     *
     * @param artifacts of a build of {@link #builder}
     */
    Path repository(List<Artifact> artifacts) throws OutsideFailure;

    /**
     * Builds as the factory would. Builds that it knows by their keys are used again.
     *
     * @param line what the builds see of their line
     */
    PackageBuilder builder(List<LinePart> line, PackageBuild.Variant variant) throws OutsideFailure;
}
