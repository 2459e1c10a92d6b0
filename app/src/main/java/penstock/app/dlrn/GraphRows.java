package penstock.app.dlrn;

import graphql.GraphQLContext;
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
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import penstock.engine.dlrn.BuiltCommit;
import penstock.engine.dlrn.Tables;
import penstock.engine.port.OutsideFailure;
import penstock.promote.Evidence;

/** What the fields of a query give. */
final class GraphRows {
    static final String LINE = "line";
    static final String LISTS = "lists";
    private static final int MOST_LISTS = 10;
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

    /** The line that is asked; only so many lists in one query, since each may cost a hundred rows. */
    private static String line(DataFetchingEnvironment asked) {
        GraphQLContext context = asked.getGraphQlContext();
        AtomicInteger lists = Objects.requireNonNull(context.<AtomicInteger>get(LISTS));
        if (lists.incrementAndGet() > MOST_LISTS) {
            throw new IllegalArgumentException("at most " + MOST_LISTS + " lists in one query");
        }
        return Objects.requireNonNull(context.<String>get(LINE));
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
        String line = line(asked);
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

    private static boolean isWhole(DataFetchingFieldSelectionSet chosen) {
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

    private static Map<String, Object> commit(Tables.CommitRow one) {
        BuiltCommit commit = one.commit();
        Map<String, Object> row = new HashMap<>();
        row.put("id", id("Commit", String.valueOf(one.number())));
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
        String line = line(asked);
        Optional<Integer> number = number(asked, "commitId");
        Optional<String> subject = Optional.empty();
        if (number.isPresent()) {
            Optional<Tables.CommitRow> commit = commit(line, number.get());
            if (commit.isEmpty()) {
                return List.of();
            }
            subject = commit.map(one -> one.commit().directory());
        }
        return tables.votes(line, filter(asked, false, subject), page(asked)).stream()
                .map(one -> {
                    Map<String, Object> row = vote(one.vote(), "CIVote");
                    row.put("commitId", (int) one.commit());
                    put(row, "component", one.vote().source().component());
                    return row;
                })
                .toList();
    }

    private Optional<Tables.CommitRow> commit(String line, int number) throws OutsideFailure {
        Tables.CommitFilter any = Tables.CommitFilter.ANY;
        Tables.CommitFilter wanted = new Tables.CommitFilter(
                Optional.of((long) number),
                any.project(),
                any.component(),
                any.status(),
                any.source(),
                any.distgit(),
                any.extended());
        return tables.commits(line, wanted, new Tables.Page(1, 0), false).stream()
                .findFirst();
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
        String line = line(asked);
        return tables.votes(line, filter(asked, true, text(asked, "refHash")), page(asked)).stream()
                .map(one -> {
                    Map<String, Object> row = vote(one.vote(), "CIVoteAgg");
                    row.put("refHash", one.vote().subject());
                    return row;
                })
                .toList();
    }

    private static Map<String, Object> vote(Evidence vote, String kind) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id(kind, vote.id()));
        row.put("ciName", vote.job());
        row.put("ciUrl", vote.remarks().url());
        row.put("ciVote", vote.result() == Evidence.Result.SUCCESS);
        row.put("ciInProgress", vote.result() == Evidence.Result.RUNNING);
        row.put("timestamp", seconds(vote.at().getEpochSecond()));
        row.put("notes", vote.remarks().notes());
        put(row, "user", vote.source().who());
        return row;
    }

    List<Map<String, Object>> packages(DataFetchingEnvironment asked) throws OutsideFailure {
        String line = line(asked);
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
