package penstock.app.dlrn;

import graphql.schema.DataFetchingEnvironment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import penstock.engine.dlrn.Tables;
import penstock.engine.port.OutsideFailure;

/** What leads from a row to others: the votes of a commit, the commit of a vote, anything by its id. */
final class GraphLinks {
    private static final int LIMIT = 100;
    private static final int MOST_SKIPPED = 1_000_000;
    /** As clients know cursors: the place in the list. */
    private static final String CURSOR = "arrayconnection:";

    private static final String NO_ID = "no id of a commit or vote";

    private final Tables tables;

    GraphLinks(Tables tables) {
        this.tables = tables;
    }

    /** Null where it is of no commit that there is. */
    @Nullable
    Map<String, Object> commitOfVote(DataFetchingEnvironment asked) throws OutsideFailure {
        long number = row(asked).get("commitId") instanceof Integer commit ? commit : 0;
        return GraphAsk.of(asked)
                .forRow(1)
                .commit(tables, number, GraphRows.isWhole(asked.getSelectionSet()))
                .map(GraphRows::commit)
                .orElse(null);
    }

    private static Map<String, Object> row(DataFetchingEnvironment asked) {
        return Objects.requireNonNull(asked.<Map<String, Object>>getSource());
    }

    /** Newest first, a hundred at most, in the form of Relay's connections. */
    Map<String, Object> votesOfCommit(DataFetchingEnvironment asked) throws OutsideFailure {
        String line = GraphAsk.of(asked).forRow(10).line();
        String folder = String.valueOf(row(asked).get(GraphRows.FOLDER));
        int from = cursor(asked, "after").map(place -> place + 1).orElse(0);
        int most =
                cursor(asked, "before").map(place -> Math.max(0, place - from)).orElse(LIMIT);
        most = Math.clamp(Math.min(most, asked.getArgumentOrDefault("first", LIMIT)), 0, LIMIT);
        List<Tables.VoteRow> found =
                folder.isEmpty() ? List.of() : tables.votes(line, of(folder), new Tables.Page(most + 1, from));
        List<Tables.VoteRow> some = found.subList(0, Math.min(most, found.size()));
        int left = Math.max(0, some.size() - Math.max(0, asked.getArgumentOrDefault("last", LIMIT)));
        return connection(some.subList(left, some.size()), from + left, found.size() > most);
    }

    private static Tables.VoteFilter of(String folder) {
        return new Tables.VoteFilter(
                false,
                Optional.of(folder),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Map<String, Object> connection(List<Tables.VoteRow> votes, int from, boolean more) {
        List<Map<String, Object>> edges = new ArrayList<>();
        for (int i = 0; i < votes.size(); i++) {
            edges.add(Map.of("node", GraphRows.vote(votes.get(i)), "cursor", cursor(from + i)));
        }
        Map<String, Object> page = new HashMap<>(Map.of("hasNextPage", more, "hasPreviousPage", from > 0));
        if (!edges.isEmpty()) {
            page.put("startCursor", edges.getFirst().get("cursor"));
            page.put("endCursor", edges.getLast().get("cursor"));
        }
        return Map.of("edges", edges, "pageInfo", page);
    }

    private static String cursor(int place) {
        return Base64.getEncoder().encodeToString((CURSOR + place).getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<Integer> cursor(DataFetchingEnvironment asked, String name) {
        @Nullable String given = asked.getArgument(name);
        if (given == null || given.isEmpty()) {
            return Optional.empty();
        }
        String text = decoded(given);
        if (!text.matches(CURSOR + "[0-9]{1,7}")) {
            throw new IllegalArgumentException(name + " is no cursor of this list");
        }
        return Optional.of(Math.min(MOST_SKIPPED, Integer.parseInt(text.substring(CURSOR.length()))));
    }

    private static String decoded(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    /** Null where there is nothing of that id. */
    @Nullable
    Map<String, Object> node(DataFetchingEnvironment asked) throws OutsideFailure {
        GraphAsk ask = GraphAsk.of(asked).forList();
        String text = decoded(Objects.requireNonNull(asked.<String>getArgument("id")));
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(NO_ID);
        }
        String id = text.substring(colon + 1);
        return switch (text.substring(0, colon)) {
            case GraphRows.COMMIT ->
                commit(ask, id, GraphRows.isWhole(asked.getSelectionSet())).orElse(null);
            case GraphRows.VOTE ->
                tables.vote(ask.line(), false, id).map(GraphRows::vote).orElse(null);
            case GraphRows.AGGREGATE_VOTE ->
                tables.vote(ask.line(), true, id).map(GraphRows::aggregateVote).orElse(null);
            default -> throw new IllegalArgumentException(NO_ID);
        };
    }

    private Optional<Map<String, Object>> commit(GraphAsk ask, String id, boolean whole) throws OutsideFailure {
        return id.matches("[0-9]{1,18}")
                ? ask.commit(tables, Long.parseLong(id), whole).map(GraphRows::commit)
                : Optional.empty();
    }
}
