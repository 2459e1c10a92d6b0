package penstock.line;

import java.time.Instant;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.change.Commit;

/**
 * A pair of commits of one package that is to be built, or is being built or published now.
 *
 * @param attempt counted from 1; goes up with each retry of a transient failure
 */
public record Task(Commit source, Commit distgit, BuildOptions options, Kind kind, int attempt, Phase phase) {
    public enum Kind {
        /** Upstream or packaging moved. */
        COMMIT,
        /** A person asked for it. */
        ASKED,
        /** The last build failed for want of something that a package of the line has brought since. */
        PROVIDED,
        /** Built a second time, because the first time was to break a cycle. Nothing waits for it. */
        REBUILD
    }

    public sealed interface Phase {}

    /** @param notBefore the wait after a transient failure; the time it was taken up where there was none */
    public record Waiting(Instant notBefore) implements Phase {}

    /** @param unbuilt whether packages of its own cycle had never been built when it started */
    public record Building(BuildRequest request, boolean unbuilt) implements Phase {}

    /**
     * @param attempt of publishing, counted from 1
     * @param notBefore for an attempt after a failure; else the time the build ended
     */
    public record Publishing(BuildRequest request, SnapshotRef snapshot, String order, int attempt, Instant notBefore)
            implements Phase {}

    Task in(Phase next) {
        return new Task(source, distgit, options, kind, attempt, next);
    }

    Task again(Instant notBefore) {
        return new Task(source, distgit, options, kind, attempt + 1, new Waiting(notBefore));
    }

    /** Whether both mean the same build, so that one of them is enough. */
    boolean same(Task other) {
        return pair().equals(other.pair()) && options.equals(other.options);
    }

    String pair() {
        return pair(source.id(), distgit.id());
    }

    /** The key of a pair of commits in a package's history. */
    public static String pair(String source, String distgit) {
        return source + "_" + distgit;
    }
}
