package penstock.edge.sql;

import java.util.List;
import java.util.Optional;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.notice.LabelNoticeBook;
import penstock.promote.notice.Standstill;

/** What people were told of labels, in SQL tables. */
public final class SqlLabelNoticeBook implements LabelNoticeBook {
    private static final String PROMOTION = "PROMOTION";

    private final Database database;

    public SqlLabelNoticeBook(Database database) {
        this.database = database;
    }

    @Override
    public Optional<String> told(String line) throws OutsideFailure {
        return database.rows(rows -> SqlTold.upTo(rows, PROMOTION, line));
    }

    @Override
    public List<Standstill> standstills(String line) throws OutsideFailure {
        return database.rows(rows -> rows.list(
                "SELECT state FROM standstill WHERE line = ? ORDER BY label",
                row -> Json.read(row.getString(1), Standstill.class),
                line));
    }

    @Override
    public void take(Taken taken) throws OutsideFailure {
        database.write(handle -> {
            SqlTold.upTo(handle, PROMOTION, taken.line(), taken.told());
            taken.over()
                    .forEach(label ->
                            handle.execute("DELETE FROM standstill WHERE line = ? AND label = ?", taken.line(), label));
            taken.known()
                    .forEach(one -> handle.execute(
                            "INSERT INTO standstill (line, label, form, state) VALUES (?, ?, ?, ?)"
                                    + " ON CONFLICT (line, label) DO UPDATE SET form = excluded.form,"
                                    + " state = excluded.state",
                            one.line(),
                            one.label(),
                            Json.FORM,
                            Json.write(one)));
            SqlLetters.add(handle, taken.letters());
        });
    }
}
