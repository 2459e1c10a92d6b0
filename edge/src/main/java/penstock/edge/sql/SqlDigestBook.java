package penstock.edge.sql;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import penstock.digest.Turn;
import penstock.engine.digest.DigestBook;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.port.OutsideFailure;

/** Which weeks people were told of, in the table of what they were told. */
public final class SqlDigestBook implements DigestBook {
    private static final String WEEK = "WEEK";

    private final Database database;

    public SqlDigestBook(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Turn.Told> told(String line) throws OutsideFailure {
        return database.rows(rows -> SqlTold.upTo(rows, WEEK, line)).map(SqlDigestBook::read);
    }

    @Override
    public void take(String line, Turn.Told told, List<Letter> letters) throws OutsideFailure {
        database.write(handle -> {
            SqlTold.upTo(handle, WEEK, line, told.through() + " " + told.covered());
            SqlLetters.add(handle, letters);
        });
    }

    private static Turn.Told read(String text) {
        String[] times = text.split(" ");
        return new Turn.Told(Instant.parse(times[0]), Instant.parse(times[1]));
    }
}
