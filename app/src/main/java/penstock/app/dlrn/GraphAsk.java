package penstock.app.dlrn;

import graphql.schema.DataFetchingEnvironment;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import penstock.engine.dlrn.Tables;
import penstock.engine.port.OutsideFailure;

/** One query: the line that it is about, and how much it may still look up. The fields of a query are fetched one after the other. */
final class GraphAsk {
    /** Each may cost a hundred rows. */
    private static final int MOST_LISTS = 10;
    /** Of what is inside of rows: a commit, or a hundred votes at ten times the price. */
    private static final int MOST_LOOKS = 1000;

    private final String line;
    private final Map<Key, Optional<Tables.CommitRow>> commits = new HashMap<>();
    private int lists;
    private int looks;

    private record Key(long number, boolean whole) {}

    GraphAsk(String line) {
        this.line = line;
    }

    static GraphAsk of(DataFetchingEnvironment asked) {
        return Objects.requireNonNull(asked.getGraphQlContext().<GraphAsk>get(GraphAsk.class));
    }

    String line() {
        return line;
    }

    /** Counts a list of the query itself. */
    GraphAsk forList() {
        lists++;
        if (lists > MOST_LISTS) {
            throw new IllegalArgumentException("at most " + MOST_LISTS + " lists in one query");
        }
        return this;
    }

    /** Counts what is looked up for one row. */
    GraphAsk forRow(int price) {
        looks += price;
        if (looks > MOST_LOOKS) {
            throw new IllegalArgumentException(
                    "at most " + MOST_LOOKS
                            + " commits inside of votes, or a tenth of that in lists of votes inside of commits, in one query: ask for fewer rows");
        }
        return this;
    }

    /** A commit by its number; most votes are of few commits. */
    Optional<Tables.CommitRow> commit(Tables tables, long number, boolean whole) throws OutsideFailure {
        Key key = new Key(number, whole);
        Optional<Tables.CommitRow> known = commits.get(key);
        if (known == null) {
            Tables.CommitFilter any = Tables.CommitFilter.ANY;
            Tables.CommitFilter wanted = new Tables.CommitFilter(
                    Optional.of(number),
                    any.project(),
                    any.component(),
                    any.status(),
                    any.source(),
                    any.distgit(),
                    any.extended());
            known = tables.commits(line, wanted, new Tables.Page(1, 0), whole).stream()
                    .findFirst();
            commits.put(key, known);
        }
        return known;
    }
}
