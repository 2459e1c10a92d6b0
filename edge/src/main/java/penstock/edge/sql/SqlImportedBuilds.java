package penstock.edge.sql;

import java.util.Optional;
import penstock.engine.dlrn.ImportedBuilds;
import penstock.engine.port.OutsideFailure;

/** Builds of elsewhere in the table {@code imported_build}. */
public final class SqlImportedBuilds implements ImportedBuilds {
    private final Database database;

    public SqlImportedBuilds(Database database) {
        this.database = database;
    }

    @Override
    public void keep(Of of, Made made) throws OutsideFailure {
        database.write(handle -> handle.execute(
                "INSERT INTO imported_build (line, project, source, distgit, form, made) VALUES (?, ?, ?, ?, ?, ?)"
                        + " ON CONFLICT (line, project, source, distgit) DO UPDATE SET form = excluded.form,"
                        + " made = excluded.made",
                of.line(),
                of.project(),
                of.source(),
                of.distgit(),
                Json.FORM,
                Json.write(made)));
    }

    @Override
    public Optional<Made> find(Of of) throws OutsideFailure {
        return database
                .rows(rows -> rows.list(
                        "SELECT made FROM imported_build WHERE line = ? AND project = ? AND source = ? AND distgit = ?",
                        row -> row.getString(1),
                        of.line(),
                        of.project(),
                        of.source(),
                        of.distgit()))
                .stream()
                .findFirst()
                .map(text -> Json.read(text, Made.class));
    }
}
