package penstock.engine.build;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import penstock.engine.port.OutsideFailure;

/**
 * Does the same for each of several files that have nothing to do with one another. More at a time than there are processors, since each waits
 * for the disk, which forces to itself in one go what waits together.
 */
final class EachAtOnce {
    private static final int MOST = 16;

    private EachAtOnce() {}

    interface Work<T, R> {
        R of(T one) throws OutsideFailure;
    }

    /** What came of each, in their order; when some fail, the failure of the first of them, once all have ended. */
    static <T, R> List<R> of(List<T> all, Work<T, R> work) throws OutsideFailure, InterruptedException {
        if (all.size() < 2) {
            return all.isEmpty() ? List.of() : List.of(work.of(all.getFirst()));
        }
        int threads = Math.min(all.size(), MOST);
        try (ExecutorService working =
                Executors.newFixedThreadPool(threads, Thread.ofVirtual().factory())) {
            List<Future<R>> begun = new ArrayList<>();
            for (T one : all) {
                begun.add(working.submit(() -> work.of(one)));
            }
            List<R> results = new ArrayList<>();
            for (Future<R> one : begun) {
                results.add(result(one));
            }
            return results;
        }
    }

    private static <R> R result(Future<R> work) throws OutsideFailure, InterruptedException {
        try {
            return work.get();
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case OutsideFailure failure -> throw failure;
                case RuntimeException bug -> throw bug;
                case null, default -> throw new IllegalStateException(failed.getCause());
            }
        }
    }
}
