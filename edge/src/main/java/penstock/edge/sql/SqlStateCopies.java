package penstock.edge.sql;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeSet;
import penstock.engine.backup.Kept;
import penstock.engine.backup.StateCopies;
import penstock.engine.backup.StateFilling;
import penstock.engine.port.OutsideFailure;

/** Copies of a database's rows as a SQLite file, of whatever kind the database is. */
public final class SqlStateCopies implements StateCopies, StateFilling {
    private final Database database;

    public SqlStateCopies(Database database) {
        this.database = database;
    }

    @Override
    public Kept copyTo(Path file) throws OutsideFailure {
        try {
            Files.deleteIfExists(file);
            database.copyTo(file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                channel.force(true);
            }
        } catch (IOException e) {
            throw new OutsideFailure("can't copy the state to " + file + ": " + e.getMessage(), true, e);
        }
        return kept(file);
    }

    /** What a copy names. */
    public static Kept kept(Path file) throws OutsideFailure {
        return Database.rows(
                SqliteFile.at(file),
                rows -> new Kept(
                        new TreeSet<>(rows.list(
                                "SELECT DISTINCT a.sha256 FROM artifact a LEFT JOIN build b ON b.id = a.build"
                                        + " WHERE b.given_up IS NULL",
                                row -> row.getString(1))),
                        rows.list(
                                "SELECT line, directory FROM snapshot WHERE state = 'PUBLISHED' AND purged IS NULL"
                                        + " ORDER BY line, sequence",
                                row -> new Kept.Snapshot(row.getString(1), row.getString(2))),
                        rows.list(
                                "SELECT line, component, name, directory FROM label WHERE directory IS NOT NULL"
                                        + " ORDER BY line, component, name",
                                row -> new Kept.Label(
                                        row.getString(1), row.getString(2), row.getString(3), row.getString(4)))));
    }

    @Override
    public void mustBeEmpty() throws OutsideFailure {
        database.mustBeEmpty();
    }

    @Override
    public void fillFrom(Path file) throws OutsideFailure {
        Database.own(file).close();
        database.fill(file);
    }
}
