package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import penstock.engine.query.Queries;

/** A SQLite file of each form that there was is brought to the present one with all that was in it (D2; part 2, B6). */
class SqlMigrationTest {
    @RegisterExtension
    final Databases databases = databases();

    Databases databases() {
        return Databases.sqlite();
    }

    static Stream<Arguments> forms() {
        return IntStream.range(1, Database.VERSION).mapToObj(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("forms")
    void anOlderFormIsBroughtToThePresentOne(int form) throws Exception {
        databases.empty();
        try (Connections connections = databases.connections()) {
            Flyway.configure(Database.class.getClassLoader())
                    .dataSource(connections.writers())
                    .locations("classpath:penstock/edge/sql/migration")
                    .target(Integer.toString(form))
                    .load()
                    .migrate();
            assertThat(Database.form(connections)).isEqualTo(form);
            // What form 1 has, every later one must keep.
            Jdbi.create(connections.writers()).useTransaction(handle -> {
                handle.execute("INSERT INTO line (name, sequence) VALUES ('flamingo', 7)");
                handle.execute("INSERT INTO event (id, line, at, kind, project, text)"
                        + " VALUES ('e1', 'flamingo', 1000000, 'Built', 'nova', 'b1 SUCCESS')");
                handle.execute(
                        "INSERT INTO snapshot (line, directory, component, project, build, sequence, state, changed,"
                                + " message) VALUES ('flamingo', 'ab/cd/x', '', 'nova', 'b1', 7, 'PUBLISHED', 1000000, '')");
                handle.execute("INSERT INTO label_move (id, line, component, name, directory, moved)"
                        + " VALUES ('m1', 'flamingo', '', 'current', 'ab/cd/x', 1000000)");
                handle.execute(
                        "INSERT INTO snapshot (line, directory, component, project, build, sequence, state, changed,"
                                + " message) VALUES ('flamingo', 'ab/cd/y', '', 'nova', 'b2', 8, 'FAILED', 2000000, 'no'),"
                                + " ('flamingo', 'ab/cd/z', '', 'nova', 'b3', 9, 'FAILED', 3000000, 'no')");
                if (form >= 2) {
                    handle.execute("INSERT INTO notice_position (line, sequence, unpublished)"
                            + " VALUES ('flamingo', 7, 2000000)");
                }
            });
        }
        Database database = databases.own();
        Queries queries = new SqlQueries(database);
        assertThat(queries.events("flamingo", Optional.of("nova"), 5))
                .singleElement()
                .satisfies(event -> assertThat(event.text()).isEqualTo("b1 SUCCESS"));
        assertThat(queries.snapshots("flamingo", 5))
                .extracting(Queries.SnapshotRow::state)
                .containsExactly("FAILED", "FAILED", "PUBLISHED");
        List<String> untold = database.rows(rows -> rows.list(
                "SELECT s.directory FROM snapshot s WHERE s.failed_as >"
                        + " coalesce((SELECT unpublished FROM notice_position), 0) ORDER BY s.failed_as",
                row -> row.getString(1)));
        assertThat(untold).containsExactlyElementsOf(form < 2 ? List.of("ab/cd/y", "ab/cd/z") : List.of("ab/cd/z"));
        assertThat(queries.labelMoves("flamingo", 5)).hasSize(1);
        databases.reader();
    }
}
