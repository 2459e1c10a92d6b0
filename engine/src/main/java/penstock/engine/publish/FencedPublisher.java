package penstock.engine.publish;

import java.util.Optional;
import java.util.SortedMap;
import penstock.engine.port.Fence;
import penstock.engine.port.OutsideFailure;
import penstock.repo.Snapshot;

/**
 * A publisher that does nothing once another process owns the factory. What remains is a process that is stopped between the look and
 * the rename that follows it: docs/decisions/0051-postgresql-and-standby.md says what that means.
 */
public final class FencedPublisher implements Publisher {
    private final Publisher publisher;
    private final Fence fence;

    public FencedPublisher(Publisher publisher, Fence fence) {
        this.publisher = publisher;
        this.fence = fence;
    }

    @Override
    public void publish(Snapshot snapshot) throws OutsideFailure, InterruptedException {
        fence.check();
        publisher.publish(snapshot);
    }

    @Override
    public Optional<String> point(String line, String label, SortedMap<String, String> directories)
            throws OutsideFailure {
        fence.check();
        return publisher.point(line, label, directories);
    }
}
