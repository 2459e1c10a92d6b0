package penstock.edge.sql;

import java.time.InstantSource;
import penstock.engine.line.WriteCheck;
import penstock.engine.port.OutsideFailure;

/** Writes the time into a row of its own: nothing less shows that a disk takes what is written. */
public final class SqlWriteCheck implements WriteCheck {
    private final Database database;
    private final InstantSource clock;

    public SqlWriteCheck(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public void check() throws OutsideFailure {
        database.write(handle -> handle.execute(
                "INSERT INTO write_check (id, at) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET at = excluded.at",
                Micros.of(clock.instant())));
    }
}
