package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.ManualClock;

/** B1: whether the journal can be written, tried by writing. */
class SqlWriteCheckTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path dir;

    @Test
    void it_writes_one_row_however_often_it_is_asked() throws Exception {
        ManualClock clock = new ManualClock(START);
        try (Database database = Database.own(dir.resolve("penstock.db"))) {
            SqlWriteCheck check = new SqlWriteCheck(database, clock);
            check.check();
            clock.advance(Duration.ofSeconds(7));
            check.check();
            List<Long> times = database.rows(rows -> rows.list("SELECT at FROM write_check", row -> row.getLong("at")));
            assertThat(times).containsExactly(Micros.of(START.plusSeconds(7)));
        }
    }

    @Test
    void it_fails_when_the_database_takes_nothing() throws Exception {
        try (Database database = Database.own(dir.resolve("penstock.db"))) {
            database.write(handle -> handle.execute("DROP TABLE write_check"));
            SqlWriteCheck check = new SqlWriteCheck(database, new ManualClock(START));
            assertThatThrownBy(check::check).isInstanceOf(OutsideFailure.class);
        }
    }
}
