package penstock.edge.sql;

import java.util.List;
import java.util.Optional;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.port.OutsideFailure;
import penstock.engine.warning.WarningBook;
import penstock.warning.PackageWarnings;

/** Warnings in a SQL table, a row for each package that was looked at. */
public final class SqlWarningBook implements WarningBook {
    private final Database database;

    public SqlWarningBook(Database database) {
        this.database = database;
    }

    @Override
    public Optional<PackageWarnings> find(String line, String project) throws OutsideFailure {
        return database.rows(rows -> rows
                .list(
                        "SELECT state FROM package_warnings WHERE line = ? AND project = ?",
                        row -> Json.read(Text.of(row, 1), PackageWarnings.class),
                        line,
                        project)
                .stream()
                .findFirst());
    }

    @Override
    public List<PackageWarnings> open(String line, String after, int limit) throws OutsideFailure {
        return database.rows(rows -> rows.list(
                "SELECT state FROM package_warnings WHERE line = ? AND open = 1 AND project > ? ORDER BY project LIMIT ?",
                row -> Json.read(Text.of(row, 1), PackageWarnings.class),
                line,
                after,
                limit));
    }

    @Override
    public void forget(String line, String project) throws OutsideFailure {
        database.write(
                handle -> handle.execute("DELETE FROM package_warnings WHERE line = ? AND project = ?", line, project));
    }

    @Override
    public void take(PackageWarnings known, List<Letter> letters) throws OutsideFailure {
        database.write(handle -> {
            handle.execute(
                    "INSERT INTO package_warnings (line, project, open, form, state) VALUES (?, ?, ?, ?, ?)"
                            + " ON CONFLICT (line, project) DO UPDATE SET open = excluded.open, form = excluded.form,"
                            + " state = excluded.state",
                    known.line(),
                    known.pkg().project(),
                    known.open() ? 1 : 0,
                    Json.FORM,
                    Json.write(known));
            SqlLetters.add(handle, letters);
        });
    }
}
