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

    /** Goes on with the value, or stays stopped. */
    default <R> Attempt<R> then(Part<T, R> next) throws OutsideFailure, InterruptedException {
        return switch (this) {
            case Done<T>(T value) -> next.run(value);
            case Stopped<T>(Verdict verdict) -> new Stopped<>(verdict);
        };
    }
}
