package penstock.build;

import java.util.List;

/**
 * Why a build failed, as far as its log and its steps tell. One case a kind of mistake that a packager mends in one way; what
 * the lists hold is cut to a readable number.
 */
public sealed interface Cause {
    /** Nothing provides it at all. */
    record MissingDependency(String requirement, String wantedBy) implements Cause {}

    /** It is provided, but not at the version asked for; {@code onOffer} names each provider with its version. */
    record DependencyVersion(String requirement, String wantedBy, List<String> onOffer) implements Cause {}

    /** {@code hunk} is the first that failed, {@code line} where it was expected; 0 when the file itself is not there. */
    record PatchDoesNotApply(String patch, String file, int line, String hunk) implements Cause {}

    /** Installed in the build root but named in no {@code %files}. */
    record UnpackagedFiles(List<String> files) implements Cause {}

    /** Named in {@code %files} but not installed in the build root. */
    record MissingFiles(List<String> files) implements Cause {}

    record TestFailures(List<String> tests) implements Cause {}

    /** {@code line} is 0 where rpm gives none. */
    record SpecSyntax(String message, int line) implements Cause {}

    record Download(String url, String message) implements Cause {}

    /** {@code limit} in words: time, memory, processes, disk, output. */
    record LimitHit(String limit, String value) implements Cause {}

    /** The program that the section ran ended with an error; {@code message} is its own last word on why. */
    record CommandFailed(String message) implements Cause {}

    /** Two packages own the same path, or one obsoletes what another needs. */
    record Conflict(String message) implements Cause {}

    /** The repository, branch, spec, metadata or commit is not usable; {@code message} says what to do. */
    record BadSource(String message) implements Cause {}

    /** Something outside the package failed: the sandbox, the disk, the target. */
    record Infrastructure(String message) implements Cause {}
}
