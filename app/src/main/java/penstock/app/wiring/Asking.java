package penstock.app.wiring;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import penstock.app.cli.UserMistakes;
import penstock.edge.owner.LockedFolder;
import penstock.edge.sql.Database;
import penstock.edge.sql.PostgresLease;
import penstock.edge.sql.SqlAuditTrail;
import penstock.engine.access.Actor;
import penstock.engine.access.OnRecord;
import penstock.engine.owner.DataFolder;
import penstock.engine.port.OutsideFailure;

/** Has requests carried out by whoever owns a data folder, or, when nobody does, by this process, which owns it meanwhile. */
public final class Asking {
    private final Path dir;
    private final InstantSource clock;

    public Asking(Path dir, InstantSource clock) {
        this.dir = dir;
        this.clock = clock;
    }

    /**
     * What this process has while it owns the folder.
     *
     * @param actor who gave the command
     */
    public record Here(Right right, Database database, OnRecord record, Actor actor) {}

    /** What is done here; answers what could not be done, and why. */
    public interface Work {
        List<String> done(Here here) throws UserMistakes, OutsideFailure, InterruptedException;
    }

    /** Says where things are kept, when that is needed. */
    public interface Places {
        Storing storing() throws UserMistakes, OutsideFailure;
    }

    /**
     * @param purpose what others are told who want the folder
     * @return what could not be done, and why; empty when all was
     */
    public List<String> carriedOut(
            String purpose, DataFolder.Request request, Consumer<String> told, Places places, Work work)
            throws UserMistakes, OutsideFailure, InterruptedException {
        LockedFolder folder = new LockedFolder(dir, clock);
        return switch (folder.claim(purpose)) {
            case DataFolder.Claim.Taken(String _) -> folder.ask(request, told);
            case DataFolder.Claim.Mine(DataFolder.Ownership ownership) -> {
                try (Closing closing = new Closing()) {
                    closing.later(ownership);
                    Storing storing = places.storing();
                    storing.lock(purpose, clock).ifPresent(closing::later);
                    Optional<PostgresLease.Held> lease =
                            storing.lease(folder.place(), folder.owner(purpose), Optional.empty());
                    lease.ifPresent(closing::later);
                    Database database = closing.later(storing.own(lease));
                    yield work.done(new Here(
                            new Right(ownership, lease, closing),
                            database,
                            new OnRecord(new SqlAuditTrail(database, clock)),
                            Actor.user(System.getProperty("user.name"))));
                }
            }
        };
    }
}
