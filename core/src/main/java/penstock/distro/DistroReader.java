package penstock.distro;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import penstock.problem.Problem;

/**
 * Reads distroinfo files as the distroinfo library (0.6) and DLRN's rdoinfo driver understand them.
 *
 * <p>Which branch of what is followed: upstream, the package's {@code source-branch}, else the release's {@code upstream_branch}; the
 * packaging, the package's {@code distro-branch}, else the release's {@code branch}, in the repository {@code master-distgit}. A package
 * belongs to a line when it has the line's tag, by its exact name; what the tag gives overrides the package's own.
 */
public final class DistroReader {
    private DistroReader() {}

    /** Where files come from: a commit's tree, a folder. */
    @FunctionalInterface
    public interface Files<E extends Exception> {
        /**
         * @param path relative, with {@code /} between its parts, never out of the repository
         * @return empty when there is no such file
         */
        Optional<byte[]> read(String path) throws E;
    }

    /**
     * Reads a file and all that it imports. Every mistake is collected, the rest is still read.
     *
     * @param entryPoint {@code rdo.yml}, {@code rdo-full.yml}
     */
    public static <E extends Exception> DistroReading read(String entryPoint, Files<E> files) throws E {
        List<Problem> problems = new ArrayList<>();
        DistroFiles imports = new DistroFiles(problems);
        RawInfo info = RawInfo.merge(imports.read(entryPoint, files), problems);
        Distribution distribution = new LineRules(info, problems).distribution();
        return new DistroReading(distribution, List.copyOf(new LinkedHashSet<>(problems)), imports.names());
    }
}
