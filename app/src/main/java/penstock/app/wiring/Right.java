package penstock.app.wiring;

import java.util.Optional;
import penstock.edge.sql.PostgresLease;
import penstock.engine.line.Ports;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.Fence;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.FencedPublisher;

/**
 * What makes this process the owner of a data folder.
 *
 * @param lease where several machines share the state
 * @param closing gives all of it back
 */
public record Right(DataFolder.Ownership folder, Optional<PostgresLease.Held> lease, Closing closing) {
    public Fence fence() {
        return lease.<Fence>map(held -> held).orElse(Fence.NONE);
    }

    /** The same ports, for as long as this process is the owner. */
    public Ports fenced(Ports open) {
        return new Ports(open.specs(), open.builder(), new FencedPublisher(open.publisher(), fence()), open.watch());
    }

    /** @throws OutsideFailure when it was lost to another process, which is why work was interrupted */
    void mustNotBeLost() throws OutsideFailure {
        Optional<OutsideFailure> lost = lease.flatMap(PostgresLease.Held::lost);
        if (lost.isPresent()) {
            throw lost.orElseThrow();
        }
    }
}
