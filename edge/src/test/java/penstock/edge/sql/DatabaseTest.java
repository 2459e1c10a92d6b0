package penstock.edge.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import penstock.engine.port.OutsideFailure;

/** The SQLite file itself: its form and its journal (D2). */
class DatabaseTest {
    @TempDir
    Path folder;

    private Path file;
    private Database database;

    @BeforeEach
    void open() throws OutsideFailure {
        file = folder.resolve("state.sqlite");
        database = Database.own(file);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aNewerFormIsRefusedByOwnerAndReader() throws Exception {
        database.write(handle -> handle.execute("UPDATE flyway_schema_history SET version = '99'"));
        database.close();
        assertThatThrownBy(() -> Database.own(file))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("has form 99, made by a newer Penstock; this one knows form " + Database.VERSION);
        assertThatThrownBy(() -> Database.read(file)).hasMessageContaining("form 99");
    }

    @Test
    void aReaderSaysWhereThereIsNoDatabaseYet() {
        assertThatThrownBy(() -> Database.read(folder.resolve("none.sqlite")))
                .hasMessageContaining("there is no database");
    }

    @Test
    void aDamagedFileIsAnAnswerAndNoException() throws Exception {
        Path damaged = folder.resolve("damaged.sqlite");
        java.nio.file.Files.writeString(damaged, "not a database, but long enough to have a header ".repeat(100));
        assertThatThrownBy(() -> Database.own(damaged))
                .isInstanceOf(OutsideFailure.class)
                .hasMessageContaining("not a database");
    }

    @Test
    void whatIsWrittenIsDurable() throws Exception {
        String journal = database.read(handle ->
                handle.createQuery("PRAGMA journal_mode").mapTo(String.class).one());
        assertThat(journal).isEqualTo("wal");
    }
}
