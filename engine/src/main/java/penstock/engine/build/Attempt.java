package penstock.engine.build;

import java.util.List;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.engine.port.OutsideFailure;

/** What came of a part of a build: a value for the next part, or the verdict that ends the build. */
sealed interface Attempt<T> {
    record Done<T>(T value) implements Attempt<T> {}

    record Stopped<T>(Verdict verdict) implements Attempt<T> {}

    /** A part of a build that needs what the one before it made. */
    interface Part<T, R> {
        Attempt<R> run(T value) throws OutsideFailure, InterruptedException;
    }

    static <T> Attempt<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Attempt<T> stopped(Step step, Cause cause) {
        return new Stopped<>(Verdict.failed(step, cause, List.of()));
    }

    /** A part of a build that reads a repository. */
    interface Reading<R> {
        Attempt<R> run() throws OutsideFailure, InterruptedException;
    }

    /**
     * Reads a repository. What a mirror refuses for good is in the repository itself (a path with {@code ..}, a file over its
     * limit, a link out of the tree), so it is the package's own failure.
     */
    static <R> Attempt<R> ofRepository(Step step, Reading<R> reading) throws OutsideFailure, InterruptedException {
        try {
            return reading.run();
        } catch (OutsideFailure e) {
            if (e.retryable()) {
                throw e;
            }
            return stopped(step, new Cause.BadSource(String.valueOf(e.getMessage())));
        }
    }

    /** Goes on with the value, or stays stopped. */
    default <R> Attempt<R> then(Part<T, R> next) throws OutsideFailure, InterruptedException {
        return switch (this) {
            case Done<T>(T value) -> next.run(value);
            case Stopped<T>(Verdict verdict) -> new Stopped<>(verdict);
        };
    }
}
