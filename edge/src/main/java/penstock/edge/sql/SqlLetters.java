package penstock.edge.sql;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import penstock.engine.notify.NoticeBook.Letter;

/** Puts letters among those to be sent, in the transaction of what they tell of. */
final class SqlLetters {
    private SqlLetters() {}

    static void add(Handle handle, List<Letter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        try (PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO letter (id, recipient, subject, content, thread, written, due, attempts, problem)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?, 0, '')")) {
            letters.forEach(letter -> batch.add(
                    letter.id(),
                    letter.recipient(),
                    letter.subject(),
                    letter.text(),
                    letter.thread(),
                    Micros.of(letter.times().written()),
                    Micros.of(letter.times().due())));
            batch.execute();
        }
    }
}
