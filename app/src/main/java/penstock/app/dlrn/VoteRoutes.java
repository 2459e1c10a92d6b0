package penstock.app.dlrn;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import penstock.app.api.Admission;
import penstock.app.api.Refusal;
import penstock.app.document.Json;
import penstock.dlrn.CommitName;
import penstock.dlrn.Parameters;
import penstock.dlrn.Refused;
import penstock.dlrn.TestedQuery;
import penstock.engine.access.Holder;
import penstock.engine.dlrn.BuiltCommit;
import penstock.engine.dlrn.BuiltCommits;
import penstock.engine.dlrn.Votes;
import penstock.engine.port.OutsideFailure;
import penstock.engine.promote.PromotionDesk;
import penstock.promote.Evidence;

/** Votes: how jobs ended on what was built. */
final class VoteRoutes {
    private static final String MISSING =
            "\"Either the aggregate hash or both commit_hash and distro_hash must be provided\"";
    private static final int LONGEST_NOTES = 4096;
    /** As far before 1970 as 9999-12-31 is after it; earlier times are no times of this calendar. */
    private static final long FIRST_SECOND = -253_402_300_799L;
    /** How far clients' clocks may be ahead. A later vote would outweigh all that come before its time. */
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Builders builders;
    private final BuiltCommits commits;
    private final Votes votes;
    private final PromotionDesk desk;
    private final InstantSource clock;

    VoteRoutes(Builders builders, BuiltCommits commits, Votes votes, PromotionDesk desk, InstantSource clock) {
        this.builders = builders;
        this.commits = commits;
        this.votes = votes;
        this.desk = desk;
        this.clock = clock;
    }

    void repoStatus(Context context) throws Refused, Refusal, OutsideFailure {
        Parameters given = Request.read(context);
        CommitName name = new CommitName(
                given.requiredText("commit_hash"),
                given.requiredText("distro_hash"),
                given.text("extended_hash").filter(hash -> !hash.isEmpty()));
        Optional<Boolean> success = given.truth("success");
        given.check();
        String line = builders.line(context);
        BuiltCommit commit = commits.find(line, name).orElseThrow(name::notFound);
        Answers.send(
                context,
                200,
                Json.array(votes.of(line, commit.directory(), success), vote -> Answers.vote(commit, vote)));
    }

    void aggregateStatus(Context context) throws Refused, Refusal, OutsideFailure {
        Parameters given = Request.read(context);
        String hash = given.requiredText("aggregate_hash");
        Optional<Boolean> success = given.truth("success");
        given.check();
        String line = builders.line(context);
        List<Evidence> known = hash.contains("/") ? List.of() : votes.of(line, hash, success);
        Answers.send(context, 200, Json.array(known, Answers::aggregateVote));
    }

    private record Tested(BuiltCommit commit, Evidence vote) {}

    /** The job's latest vote; where it has none, any job's, and {@code consistent} as well. */
    private Tested latest(String line, TestedQuery query) throws Refused, OutsideFailure {
        Optional<Evidence> vote = votes.latest(line, query, false);
        if (vote.isEmpty() && query.fallBack()) {
            TestedQuery any =
                    new TestedQuery(query.since(), query.success(), Optional.empty(), query.component(), true);
            vote = votes.latest(line, any, true);
        }
        if (vote.isPresent()) {
            Optional<BuiltCommit> commit = commits.at(line, vote.get().subject());
            if (commit.isPresent()) {
                return new Tested(commit.get(), vote.get());
            }
        }
        throw Refused.badly("No vote found");
    }

    void lastTested(Context context) throws Refused, Refusal, OutsideFailure {
        Parameters given = Request.read(context);
        TestedQuery query = TestedQuery.of(given, clock.instant());
        given.check();
        Tested tested = latest(builders.line(context), query);
        Answers.send(context, 200, Answers.tested(tested.commit(), tested.vote()));
    }

    /** The same, and notes that another job uses it now. */
    void useLastTested(Context context) throws Refused, Refusal, OutsideFailure, InterruptedException {
        Parameters given = Request.change(context);
        TestedQuery query = TestedQuery.of(given, clock.instant());
        String job = given.requiredText("reporting_job_id");
        given.check();
        String line = builders.line(context);
        Tested tested = latest(line, query);
        Evidence using = new Evidence(
                "",
                tested.commit().directory(),
                job,
                Evidence.Result.RUNNING,
                Instant.ofEpochSecond(clock.instant().getEpochSecond()),
                by(context, tested.vote().source().component()),
                Evidence.Remarks.NONE);
        Evidence kept = desk.report(Admission.actor(context), line, using);
        Answers.send(context, 201, Answers.tested(tested.commit(), kept));
    }

    private static Evidence.Source by(Context context, String component) {
        Holder holder = Admission.holder(context);
        return new Evidence.Source(Evidence.Origin.CI, holder.name(), component);
    }

    private record Result(
            Instant at,
            boolean success,
            String job,
            Evidence.Remarks remarks,
            Optional<CommitName> commit,
            String aggregate) {}

    /** When the job ended; the epoch when it was told badly, which is noted. */
    private static Instant time(Parameters given, Instant now) {
        long seconds = given.requiredNumber("timestamp");
        if (seconds < FIRST_SECOND) {
            given.mistake("timestamp", "value is not a time");
            return Instant.EPOCH;
        }
        if (seconds > now.plus(AHEAD).getEpochSecond()) {
            given.mistake(
                    "timestamp",
                    "ensure this value is at most " + AHEAD.toMinutes() + " minutes after the present time");
            return Instant.EPOCH;
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static Result result(Parameters given, Instant now) throws Refused {
        Instant at = time(given, now);
        boolean success = given.requiredTruth("success");
        String job = given.requiredText("job_id");
        String url = given.requiredWord("url");
        String notes = given.text("notes").orElse("");
        String aggregate = given.text("aggregate_hash").orElse("");
        if (given.text("commit_hash").orElse("").isEmpty()
                && given.text("distro_hash").orElse("").isEmpty()
                && aggregate.isEmpty()) {
            throw Refused.badly(MISSING);
        }
        boolean sourceOnly = given.text("distro_hash").orElse("").isEmpty();
        Optional<CommitName> commit = CommitName.read(
                given,
                Refused.badly(
                        sourceOnly
                                ? "If commit_hash is provided, distro_hash must be provided too"
                                : "If distro_hash is provided, commit_hash must be provided too"));
        if (commit.isPresent() && !aggregate.isEmpty()) {
            throw Refused.badly("aggregate_hash and commit/distro_hash cannot be combined");
        }
        if (notes.length() > LONGEST_NOTES) {
            given.mistake("notes", "ensure this value has at most " + LONGEST_NOTES + " characters");
        }
        given.check();
        return new Result(at, success, job, new Evidence.Remarks(url, notes), commit, aggregate);
    }

    void report(Context context) throws Refused, Refusal, OutsideFailure, InterruptedException {
        Result result = result(Request.change(context), clock.instant());
        String line = builders.line(context);
        Optional<BuiltCommit> commit = Optional.empty();
        if (result.commit().isPresent()) {
            CommitName name = result.commit().get();
            commit = Optional.of(commits.find(line, name).orElseThrow(name::notFound));
        } else if (!votes.isAggregate(line, result.aggregate())) {
            throw Refused.badly("aggregate_hash not found");
        }
        Evidence vote = new Evidence(
                "",
                commit.map(BuiltCommit::directory).orElse(result.aggregate()),
                result.job(),
                result.success() ? Evidence.Result.SUCCESS : Evidence.Result.FAILURE,
                result.at(),
                by(context, commit.map(BuiltCommit::component).orElse("")),
                result.remarks());
        Evidence kept = desk.report(Admission.actor(context), line, vote);
        ObjectNode answer = Answers.reported(commit, kept);
        Answers.send(context, 201, answer);
    }
}
