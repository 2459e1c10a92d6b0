package penstock.app.dlrn;

import graphql.schema.DataFetchingEnvironment;
import graphql.schema.DataFetchingFieldSelectionSet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import penstock.engine.dlrn.BuiltCommit;
import penstock.engine.dlrn.Tables;
import penstock.engine.port.OutsideFailure;
import penstock.promote.Evidence;

/** What the fields of a query give. */
final class GraphRows {
    /** Of which type a row is, for a field that gives several. */
    static final String TYPE = "__type";
    /** What a commit and its votes have in common. */
    static final String FOLDER = "__folder";

    static final String COMMIT = "Commit";
    static final String VOTE = "CIVote";
    static final String AGGREGATE_VOTE = "CIVoteAgg";
    private static final int LIMIT = 100;
    private static final int MOST_SKIPPED = 1_000_000;
    private static final String NO_BUILD = "NO_BUILD";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    private final Builders builders;
    private final Tables tables;

    GraphRows(Builders builders, Tables tables) {
        this.builders = builders;
        this.tables = tables;
    }

    private static Tables.Page page(DataFetchingEnvironment asked) {
        int limit = asked.getArgumentOrDefault("limit", LIMIT);
        int offset = asked.getArgumentOrDefault("offset", 0);
        return new Tables.Page(Math.clamp(limit, 0, LIMIT), Math.clamp(offset, 0, MOST_SKIPPED));
    }

    /** As DLRN does, what is empty is not asked for. */
    private static Optional<String> text(DataFetchingEnvironment asked, String name) {
        @Nullable String value = asked.getArgument(name);
        return Optional.ofNullable(value).filter(text -> !text.isEmpty());
    }

    private static Optional<Boolean> truth(DataFetchingEnvironment asked, String name) {
        @Nullable Boolean value = asked.getArgument(name);
        return Optional.ofNullable(value);
    }

    private static Optional<Integer> number(DataFetchingEnvironment asked, String name) {
        @Nullable Integer value = asked.getArgument(name);
        return Optional.ofNullable(value).filter(number -> number != 0);
    }

    List<Map<String, Object>> commits(DataFetchingEnvironment asked) throws OutsideFailure {
        String line = GraphAsk.of(asked).forList().line();
        Tables.CommitFilter filter = new Tables.CommitFilter(
                Optional.empty(),
                text(asked, "projectName").map(name -> builders.project(line, name)),
                text(asked, "component"),
                text(asked, "status"),
                text(asked, "commitHash"),
                text(asked, "distroHash"),
                text(asked, "extendedHash"));
        return tables.commits(line, filter, page(asked), isWhole(asked.getSelectionSet())).stream()
                .map(GraphRows::commit)
                .toList();
    }

    /** Whether more is asked for than what every row has. */
    static boolean isWhole(DataFetchingFieldSelectionSet chosen) {
        return chosen.containsAnyOf(
                "type", "dt*", "repoDir", "distgitDir", "commitBranch", "artifacts", "notes", "versionsCsv");
    }

    private static void put(Map<String, Object> row, String name, String text) {
        if (!text.isEmpty()) {
            row.put(name, text);
        }
    }

    private static String id(String kind, String id) {
        return Base64.getEncoder().encodeToString((kind + ":" + id).getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, Object> commit(Tables.CommitRow one) {
        BuiltCommit commit = one.commit();
        Map<String, Object> row = new HashMap<>();
        row.put(TYPE, COMMIT);
        row.put(FOLDER, commit.directory());
        row.put("id", id(COMMIT, String.valueOf(one.number())));
        row.put("projectName", one.name());
        row.put("commitHash", commit.source());
        row.put("distroHash", commit.distgit());
        put(row, "extendedHash", commit.extended());
        row.put("status", one.status());
        put(row, "component", commit.component());
        row.put("flags", commit.purged() ? 2 : 0);
        one.built().ifPresent(built -> row.put("dtBuild", seconds(built.getEpochSecond())));
        one.more().ifPresent(more -> more(row, more));
        return row;
    }

    private static void more(Map<String, Object> row, Tables.More more) {
        row.put("type", more.places().kind());
        row.put("dtCommit", seconds(more.times().source()));
        row.put("dtDistro", seconds(more.times().distgit()));
        if (more.times().extended() != 0) {
            row.put("dtExtended", seconds(more.times().extended()));
        }
        put(row, "commitBranch", more.places().branch());
        put(row, "repoDir", more.places().repository());
        put(row, "distgitDir", more.places().distgit());
        put(row, "artifacts", more.artifacts());
        put(row, "notes", more.notes());
        put(row, "versionsCsv", more.versions());
    }

    /** GraphQL's whole numbers end in 2038. */
    private static int seconds(long seconds) {
        return Math.clamp(seconds, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    List<Map<String, Object>> votes(DataFetchingEnvironment asked) throws OutsideFailure {
        GraphAsk ask = GraphAsk.of(asked).forList();
        Optional<Integer> number = number(asked, "commitId");
        Optional<String> subject = Optional.empty();
        if (number.isPresent()) {
            Optional<Tables.CommitRow> commit = ask.commit(tables, number.get(), false);
            if (commit.isEmpty()) {
                return List.of();
            }
            subject = commit.map(one -> one.commit().directory());
        }
        return tables.votes(ask.line(), filter(asked, false, subject), page(asked)).stream()
                .map(GraphRows::vote)
                .toList();
    }

    static Map<String, Object> vote(Tables.VoteRow one) {
        Map<String, Object> row = vote(one.vote(), VOTE);
        row.put("commitId", (int) one.commit());
        put(row, "component", one.vote().source().component());
        return row;
    }

    private static Tables.VoteFilter filter(
            DataFetchingEnvironment asked, boolean aggregates, Optional<String> subject) {
        return new Tables.VoteFilter(
                aggregates,
                subject,
                text(asked, "ciName"),
                truth(asked, "ciVote"),
                truth(asked, "ciInProgress"),
                number(asked, "timestamp").map(Instant::ofEpochSecond),
                Optional.of(
                        new Tables.By(text(asked, "user"), aggregates ? Optional.empty() : text(asked, "component"))));
    }

    List<Map<String, Object>> aggregateVotes(DataFetchingEnvironment asked) throws OutsideFailure {
        String line = GraphAsk.of(asked).forList().line();
        return tables.votes(line, filter(asked, true, text(asked, "refHash")), page(asked)).stream()
                .map(GraphRows::aggregateVote)
                .toList();
    }

    static Map<String, Object> aggregateVote(Tables.VoteRow one) {
        Map<String, Object> row = vote(one.vote(), AGGREGATE_VOTE);
        row.put("refHash", one.vote().subject());
        return row;
    }

    private static Map<String, Object> vote(Evidence vote, String kind) {
        Map<String, Object> row = new HashMap<>();
        row.put(TYPE, kind);
        row.put("id", id(kind, vote.id()));
        row.put("ciName", vote.job());
        row.put("ciUrl", vote.remarks().url());
        row.put("ciVote", vote.result() == Evidence.Result.SUCCESS);
        row.put("ciInProgress", vote.result() == Evidence.Result.RUNNING);
        row.put("timestamp", seconds(vote.at().getEpochSecond()));
        row.put("notes", vote.remarks().notes());
        put(row, "user", Answers.name(vote.source().who()));
        return row;
    }

    List<Map<String, Object>> packages(DataFetchingEnvironment asked) throws OutsideFailure {
        String line = GraphAsk.of(asked).forList().line();
        Optional<String> wanted = text(asked, "status");
        List<String> names = text(asked, "projectName").map(List::of).orElseGet(() -> builders.packages(line));
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Optional<Tables.Last> last = tables.last(line, builders.project(line, name));
            String status = last.map(Tables.Last::status).orElse(NO_BUILD);
            if (wanted.filter(one -> !one.equals(status)).isEmpty()) {
                rows.add(pkg(i, name, status, last));
            }
        }
        return rows;
    }

    private static Map<String, Object> pkg(int place, String name, String status, Optional<Tables.Last> last) {
        Map<String, Object> row = new HashMap<>(Map.of("id", place, "projectName", name, "status", status));
        if (last.isPresent() && !status.equals("SUCCESS")) {
            Instant succeeded = last.get().succeeded().orElse(Instant.EPOCH);
            row.put("lastSuccess", TIME.format(LocalDateTime.ofInstant(succeeded, ZoneOffset.UTC)));
            row.put("firstFailureCommit", last.get().source());
        }
        return row;
    }
}
