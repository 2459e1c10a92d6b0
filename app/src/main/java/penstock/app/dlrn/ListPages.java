package penstock.app.dlrn;

import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.app.api.Refusal;
import penstock.app.dlrn.ListPage.Cell;
import penstock.app.dlrn.ListPage.Row;
import penstock.app.web.Pages;
import penstock.dlrn.CommitName;
import penstock.dlrn.Parameters;
import penstock.dlrn.Refused;
import penstock.engine.dlrn.BuiltCommit;
import penstock.engine.dlrn.BuiltCommits;
import penstock.engine.dlrn.Tables;
import penstock.engine.dlrn.Votes;
import penstock.engine.port.OutsideFailure;
import penstock.promote.Evidence;

/** The pages that DLRN has for people: votes, votes for aggregates, builds. A hundred rows each. */
final class ListPages {
    private static final int ROWS = 100;
    private static final int SHORT = 8;
    private static final long MOST_SKIPPED = 100_000;
    private static final List<String> VOTE = List.of("Tested", "Job", "Outcome", "Time (UTC)", "By", "Log", "Notes");

    private final Builders builders;
    private final BuiltCommits commits;
    private final Votes votes;
    private final Tables tables;
    private final Pages pages = new Pages();

    ListPages(Builders builders, BuiltCommits commits, Votes votes, Tables tables) {
        this.builders = builders;
        this.commits = commits;
        this.votes = votes;
        this.tables = tables;
    }

    private void show(Context context, ListPage page) {
        context.header("Cache-Control", "no-cache");
        pages.render(context, "dlrn.jte", Map.of("page", page));
    }

    private static int offset(Parameters given) throws Refused {
        long offset = given.count("offset").orElse(0L);
        given.check();
        return (int) Math.min(offset, MOST_SKIPPED);
    }

    private static String next(String page, int offset, int found) {
        return found < ROWS ? "" : page + "offset=" + (offset + ROWS);
    }

    private static String time(Instant at) {
        return Pages.exact(at).replace('T', ' ').replace("Z", "");
    }

    private static String query(String name, String value) {
        return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /** What was tested last, with how many jobs it passed. */
    void tested(Context context) throws Refused, Refusal, OutsideFailure {
        String line = builders.line(context);
        int offset = offset(Request.read(context));
        List<Evidence> latest = votes.latest(line, Votes.Subjects.SNAPSHOTS, ROWS, offset);
        List<Row> rows = new ArrayList<>();
        for (Map.Entry<String, List<Evidence>> one : bySubject(latest).entrySet()) {
            Optional<BuiltCommit> commit = commits.at(line, one.getKey());
            String name = commit.map(BuiltCommit::repositoryHash).orElse(one.getKey());
            String detail = commit.map(named -> "civotes_detail.html?" + query("commit_hash", named.source()) + "&"
                            + query("distro_hash", named.distgit()))
                    .orElse("");
            rows.add(summary(new Cell(name, detail), commit.map(BuiltCommit::component), one.getValue()));
        }
        show(
                context,
                new ListPage(
                        "Votes of " + line,
                        List.of("Repository", "Component", "Last vote (UTC)", "Passed", "Failed or running"),
                        rows,
                        next("civotes.html?", offset, latest.size())));
    }

    private static Map<String, List<Evidence>> bySubject(List<Evidence> latest) {
        Map<String, List<Evidence>> subjects = new LinkedHashMap<>();
        latest.forEach(vote ->
                subjects.computeIfAbsent(vote.subject(), _ -> new ArrayList<>()).add(vote));
        return subjects;
    }

    private static Row summary(Cell name, Optional<String> component, List<Evidence> of) {
        long passed = of.stream()
                .filter(vote -> vote.result() == Evidence.Result.SUCCESS)
                .count();
        List<Cell> cells = new ArrayList<>(List.of(name));
        component.ifPresent(text -> cells.add(Cell.of(text)));
        cells.add(Cell.of(time(of.getFirst().at())));
        cells.add(Cell.of(passed));
        cells.add(Cell.of(of.size() - passed));
        return new Row(cells);
    }

    /** The votes of one commit, one job or one component. */
    void testedInDetail(Context context) throws Refused, Refusal, OutsideFailure {
        String line = builders.line(context);
        Parameters given = Request.read(context);
        Refused missing =
                Refused.badly("Please specify either commit_hash+distro_hash, component or ci_name as parameters.");
        Optional<CommitName> name = CommitName.read(given, missing);
        Optional<String> job = given.text("ci_name").filter(text -> !text.isEmpty());
        Optional<String> component = given.text("component").filter(text -> !text.isEmpty());
        if (name.isEmpty() && job.isEmpty() && component.isEmpty()) {
            throw missing;
        }
        Optional<Boolean> success = given.truth("success");
        int offset = offset(given);
        Optional<String> directory = Optional.empty();
        if (name.isPresent()) {
            directory =
                    commits.find(line, name.get()).map(BuiltCommit::directory).or(() -> Optional.of("none/"));
        }
        Tables.VoteFilter filter = new Tables.VoteFilter(
                false,
                directory,
                job,
                success,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Tables.By(Optional.empty(), component)));
        detail(context, line, filter, offset);
    }

    private void detail(Context context, String line, Tables.VoteFilter filter, int offset) throws OutsideFailure {
        List<Tables.VoteRow> found = tables.votes(line, filter, new Tables.Page(ROWS, offset));
        List<Row> rows = found.stream().map(one -> row(line, one.vote())).toList();
        String query = Optional.ofNullable(context.queryString()).orElse("").replaceAll("(^|&)offset=[^&]*", "");
        String page = context.path().substring(context.path().lastIndexOf('/') + 1);
        show(
                context,
                new ListPage("Votes of " + line, VOTE, rows, next(page + "?" + query + "&", offset, found.size())));
    }

    private Row row(String line, Evidence vote) {
        String tested = vote.subject().substring(vote.subject().lastIndexOf('/') + 1);
        String address = vote.subject().contains("/") ? builders.settings().address(line, vote.subject()) : "";
        String url = vote.remarks().url();
        boolean safe = url.startsWith("https://") || url.startsWith("http://");
        return Row.of(
                new Cell(tested, address),
                Cell.of(vote.job()),
                Cell.of(outcome(vote)),
                Cell.of(time(vote.at())),
                Cell.of(vote.source().who()),
                safe ? new Cell("log", url) : Cell.of(url),
                Cell.of(vote.remarks().notes()));
    }

    private static String outcome(Evidence vote) {
        return switch (vote.result()) {
            case SUCCESS -> "passed";
            case FAILURE -> "failed";
            case RUNNING -> "running";
        };
    }

    /** The same of what labels showed of all components. */
    void aggregates(Context context) throws Refused, Refusal, OutsideFailure {
        String line = builders.line(context);
        int offset = offset(Request.read(context));
        List<Evidence> latest = votes.latest(line, Votes.Subjects.AGGREGATES, ROWS, offset);
        List<Row> rows = bySubject(latest).entrySet().stream()
                .map(one -> summary(
                        new Cell(one.getKey(), "civotes_agg_detail.html?" + query("ref_hash", one.getKey())),
                        Optional.empty(),
                        one.getValue()))
                .toList();
        show(
                context,
                new ListPage(
                        "Votes for aggregates of " + line,
                        List.of("Aggregate", "Last vote (UTC)", "Passed", "Failed or running"),
                        rows,
                        next("civotes_agg.html?", offset, latest.size())));
    }

    void aggregatesInDetail(Context context) throws Refused, Refusal, OutsideFailure {
        String line = builders.line(context);
        Parameters given = Request.read(context);
        Optional<String> hash = given.text("ref_hash").filter(text -> !text.isEmpty());
        Optional<String> job = given.text("ci_name").filter(text -> !text.isEmpty());
        if (hash.isEmpty() && job.isEmpty()) {
            throw Refused.badly("Please specify either ref_hash or ci_name as parameters.");
        }
        Optional<Boolean> success = given.truth("success");
        int offset = offset(given);
        Tables.VoteFilter filter =
                new Tables.VoteFilter(true, hash, job, success, Optional.empty(), Optional.empty(), Optional.empty());
        detail(context, line, filter, offset);
    }

    /** Builds, newest first. */
    void report(Context context) throws Refused, Refusal, OutsideFailure {
        String line = builders.line(context);
        Parameters given = Request.read(context);
        Optional<String> name = given.text("package").filter(text -> !text.isEmpty());
        Optional<Boolean> success = given.truth("success");
        Optional<String> component = given.text("component").filter(text -> !text.isEmpty());
        int offset = offset(given);
        Tables.CommitFilter filter = new Tables.CommitFilter(
                Optional.empty(),
                name.map(called -> builders.project(line, called)),
                component,
                success.map(yes -> yes ? "SUCCESS" : "FAILED"),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        List<Tables.CommitRow> found = tables.commits(line, filter, new Tables.Page(ROWS, offset), false);
        String query = "report.html?"
                + name.map(text -> query("package", text) + "&").orElse("")
                + success.map(yes -> "success=" + yes + "&").orElse("")
                + component.map(text -> query("component", text) + "&").orElse("");
        show(
                context,
                new ListPage(
                        "Builds of " + line,
                        List.of("Built (UTC)", "Package", "Component", "Repository", "Status"),
                        found.stream().map(one -> built(line, one)).toList(),
                        next(query, offset, found.size())));
    }

    private Row built(String line, Tables.CommitRow one) {
        BuiltCommit commit = one.commit();
        boolean there = !commit.directory().isEmpty() && !commit.purged();
        String name = commit.source()
                        .substring(0, Math.min(SHORT, commit.source().length())) + " "
                + commit.distgit().substring(0, Math.min(SHORT, commit.distgit().length()));
        return Row.of(
                Cell.of(one.built().map(ListPages::time).orElse("")),
                new Cell(one.name(), "report.html?" + query("package", one.name())),
                Cell.of(commit.component()),
                new Cell(name, there ? builders.settings().address(line, commit.directory()) : ""),
                Cell.of(one.status()));
    }
}
