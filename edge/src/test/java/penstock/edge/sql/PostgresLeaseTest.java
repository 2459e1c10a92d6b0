package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import penstock.digest.Turn;
import penstock.edge.sql.PostgresLease.Claim;
import penstock.edge.sql.PostgresLease.Held;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.notify.NoticeBook.Times;
import penstock.engine.port.OutsideFailure;
import penstock.engine.testkit.LeftoverCheck;
import penstock.follow.Sighting;

/** One owner of a PostgreSQL database at a time, and none before it writes any more (part 2, B5, B6). */
@Tag("extended")
@ExtendWith({PostgresCluster.class, LeftoverCheck.class})
class PostgresLeaseTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(900);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private PostgresAddress address = new PostgresAddress("", Optional.empty());
    private PostgresCluster.Server server;

    PostgresLeaseTest(PostgresCluster.Server server) {
        this.server = server;
    }

    @BeforeEach
    void schema() {
        address = server.empty();
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable one : opened.reversed()) {
            one.close();
        }
    }

    private Held mine(Duration length, String place) throws OutsideFailure {
        return switch (new PostgresLease(address, length, place).take(place + "'s purpose")) {
            case Claim.Mine(Held held) -> later(held);
            case Claim.Taken(String owner) -> throw new AssertionError("taken by " + owner);
        };
    }

    private <T extends AutoCloseable> T later(T one) {
        opened.add(one);
        return one;
    }

    private static Sighting sighting(String url) {
        return new Sighting(url, new TreeMap<>(), Instant.EPOCH, 0);
    }

    @Test
    void aSecondOwnerIsToldWhoTheFirstIs() throws Exception {
        mine(LONG, "a");
        assertThat(new PostgresLease(address, LONG, "b").take("b's purpose")).isEqualTo(new Claim.Taken("a's purpose"));
    }

    @Test
    void whoGivesUpLeavesNobodyWaiting() throws Exception {
        Held first = mine(LONG, "a");
        CompletableFuture<String> waits = new CompletableFuture<>();
        CompletableFuture<Held> second = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                second.complete(new PostgresLease(address, LONG, "b").await("b's purpose", waits::complete));
            } catch (OutsideFailure | InterruptedException e) {
                second.completeExceptionally(e);
            }
        });
        assertThat(waits.get(10, TimeUnit.SECONDS)).isEqualTo("a's purpose");
        first.close();
        later(second.get(10, TimeUnit.SECONDS)).check();
    }

    @Test
    void anOwnerOfTheSamePlaceCannotBeAliveAndIsNotWaitedFor() throws Exception {
        Held crashed = mine(LONG, "a");
        mine(LONG, "a").check();
        assertThatThrownBy(crashed::check).isInstanceOf(OutsideFailure.class);
    }

    @Test
    void aRenewedLeaseDoesNotRunOut() throws Exception {
        Held held = mine(SHORT, "a");
        long end = System.nanoTime() + SHORT.multipliedBy(2).toNanos();
        while (System.nanoTime() < end) {
            assertThat(new PostgresLease(address, SHORT, "b").take("b's purpose"))
                    .isInstanceOf(Claim.Taken.class);
            new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
        }
        held.check();
    }

    @Test
    void theOwnerBeforeCanNeitherWriteNorMoveLabelsAndIsToldSo() throws Exception {
        Held first = mine(LONG, "a");
        Database old = later(Database.own(first));
        new SqlSeenRefs(old).keep(List.of(sighting("written by a")));
        CountDownLatch told = new CountDownLatch(1);
        first.onLost(told::countDown);

        Held second = mine(LONG, "a");
        Database now = later(Database.own(second));
        new SqlSeenRefs(now).keep(List.of(sighting("written by b")));

        assertThatThrownBy(() -> new SqlSeenRefs(old).keep(List.of(sighting("too late"))))
                .isInstanceOfSatisfying(
                        OutsideFailure.class, e -> assertThat(e.retryable()).isFalse())
                .hasMessageContaining("another process owns the factory now (a's purpose)");
        assertThatThrownBy(first::check).isInstanceOf(OutsideFailure.class);
        assertThat(told.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(first.lost()).isPresent();
        assertThat(new SqlSeenRefs(now).all()).containsOnlyKeys("written by a", "written by b");
        first.close();
        second.check();
    }

    /** Part 4, C5. */
    @Test
    void theDigestOfAWeekIsNotWrittenASecondTimeByTheOwnerBefore() throws Exception {
        Database old = later(Database.own(mine(LONG, "a")));
        Database now = later(Database.own(mine(LONG, "a")));
        Turn.Told told = new Turn.Told(Instant.EPOCH, Instant.EPOCH);
        Letter letter =
                new Letter("01", "team@example.org", "week", "text", "", new Times(Instant.EPOCH, Instant.EPOCH), 0);
        new SqlDigestBook(now).take("demo", told, List.of(letter));
        Letter again = new Letter("02", letter.recipient(), "week", "text", "", letter.times(), 0);
        assertThatThrownBy(() -> new SqlDigestBook(old).take("demo", told, List.of(again)))
                .isInstanceOf(OutsideFailure.class);
        assertThat(new SqlNoticeBook(now).due(Instant.EPOCH, Instant.EPOCH, 10)).containsExactly(letter);
    }

    @Test
    void aTransactionThatFellSilentIsCutOffAndHoldsNobodyUp() throws Exception {
        Held first = mine(SHORT, "a");
        Database old = later(Database.own(first));
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        CompletableFuture<Void> write = CompletableFuture.runAsync(() -> {
            try {
                old.write(handle -> {
                    handle.execute("INSERT INTO seen_ref (url, refs, changed, failures) VALUES ('silent', '', 0, 0)");
                    inside.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            } catch (OutsideFailure e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
        Held second = later(new PostgresLease(address, SHORT, "a").await("a's purpose", _ -> {}));
        goOn.countDown();
        assertThatThrownBy(() -> write.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(java.sql.SQLException.class);
        assertThat(new SqlSeenRefs(later(Database.own(second))).all()).isEmpty();
    }

    @Test
    void anOwnerOutlivesARestartOfTheServer() throws Exception {
        Held held = mine(SHORT, "a");
        Database database = later(Database.own(held));
        SqlSeenRefs seen = new SqlSeenRefs(database);
        seen.keep(List.of(sighting("before")));
        server.cutAll();
        boolean written = false;
        for (int tries = 0; !written && tries < 10; tries++) {
            try {
                seen.keep(List.of(sighting("after")));
                written = true;
            } catch (OutsideFailure e) {
                assertThat(e.retryable()).as(e.getMessage()).isTrue();
            }
        }
        assertThat(seen.all()).containsOnlyKeys("before", "after");
    }

    @Test
    void aNewerFormIsRefusedByOwnerStandbyAndReader() throws Exception {
        try (Held held = mine(LONG, "a");
                Database database = Database.own(held)) {
            database.write(handle -> handle.execute("UPDATE flyway_schema_history SET version = '99'"));
        }
        String refused = "has form 99, made by a newer Penstock";
        assertThatThrownBy(() -> mine(LONG, "a")).hasMessageContaining(refused);
        assertThatThrownBy(() -> new PostgresLease(address, LONG, "b").await("b", _ -> {}))
                .hasMessageContaining(refused);
        assertThatThrownBy(() -> Database.read(address)).hasMessageContaining(refused);
    }

    @Test
    void aReaderSaysWhereThereIsNothingYetAndWhereThereIsNoServer() {
        assertThatThrownBy(() -> Database.read(address))
                .hasMessageContaining("there is no database in postgres on 127");
        PostgresAddress nobody = new PostgresAddress("postgresql://u@127.0.0.1:1/db", Optional.of("secret"));
        assertThatThrownBy(() -> Database.read(nobody))
                .isInstanceOfSatisfying(
                        OutsideFailure.class, e -> assertThat(e.retryable()).isTrue())
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("secret");
        assertThat(nobody.toString()).doesNotContain("secret");
        assertThat(Map.of("address", nobody).toString()).doesNotContain("secret");
    }

    @Test
    void aTextWithNulIsKeptWithoutIt() throws Exception {
        Database database = later(Database.own(mine(LONG, "a")));
        new SqlSeenRefs(database).keep(List.of(sighting("a\0b")));
        assertThat(new SqlSeenRefs(database).all()).containsOnlyKeys("a\uFFFDb");
    }
}
