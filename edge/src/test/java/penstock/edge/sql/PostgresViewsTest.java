package penstock.edge.sql;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import penstock.engine.testkit.LeftoverCheck;

/** The same views on a real PostgreSQL server (part 2, B5). */
@Tag("extended")
@ExtendWith({PostgresCluster.class, LeftoverCheck.class})
class PostgresViewsTest extends SqlViewsTest {
    private final PostgresAddress address;
    private PostgresLease.@Nullable Held held;

    PostgresViewsTest(PostgresCluster.Server server) {
        this.address = server.empty();
    }

    @Override
    Database open() throws Exception {
        held = switch (new PostgresLease(address, Duration.ofSeconds(30), "here").take("the test")) {
            case PostgresLease.Claim.Mine(PostgresLease.Held mine) -> mine;
            case PostgresLease.Claim.Taken(String owner) -> throw new AssertionError("taken by " + owner);
        };
        return Database.own(Objects.requireNonNull(held));
    }

    @AfterAll
    void giveBack() throws Exception {
        close();
        Objects.requireNonNull(held).close();
    }
}
