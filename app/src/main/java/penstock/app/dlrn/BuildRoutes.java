package penstock.app.dlrn;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.app.api.Admission;
import penstock.app.api.Refusal;
import penstock.app.document.Json;
import penstock.build.BuildOptions;
import penstock.dlrn.Parameters;
import penstock.dlrn.Refused;
import penstock.engine.access.AuditedFactory;
import penstock.engine.dlrn.BuiltCommits;
import penstock.engine.line.Wanted;
import penstock.engine.port.OutsideFailure;

/** Builds: whether there are any, how many ended, and trying one again. */
final class BuildRoutes {
    private static final Pattern DAY = Pattern.compile("([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})");

    private final Builders builders;
    private final BuiltCommits commits;
    private final AuditedFactory factory;

    BuildRoutes(Builders builders, BuiltCommits commits, AuditedFactory factory) {
        this.builders = builders;
        this.commits = commits;
        this.factory = factory;
    }

    void health(Context context) throws Refused, OutsideFailure {
        boolean any = commits.any(builders.line(context));
        Answers.send(context, 200, Json.object().put("result", any ? "ok" : "ok, no commits in DB"));
    }

    void components(Context context) throws Refused, OutsideFailure {
        ObjectNode answer = Json.object();
        answer.set("components", Json.texts(commits.components(builders.line(context))));
        Answers.send(context, 200, answer);
    }

    void counts(Context context) throws Refused, Refusal, OutsideFailure {
        Parameters given = Request.read(context);
        String start = given.requiredWord("start_date");
        String end = given.requiredWord("end_date");
        Optional<String> name = given.text("package_name").filter(text -> !text.isEmpty());
        given.check();
        Instant from = day(start);
        Instant to = day(end);
        String line = builders.line(context);
        BuiltCommits.Counts counts = commits.ended(line, from, to, name.map(called -> builders.project(line, called)));
        Answers.send(
                context,
                200,
                Json.object()
                        .put("succeeded", counts.succeeded())
                        .put("failed", counts.failed())
                        .put("total", counts.succeeded() + counts.failed()));
    }

    private static Instant day(String text) throws Refused {
        Matcher day = DAY.matcher(text);
        Refused wrong = Refused.badly("Invalid date format, it must be YYYY-mm-dd");
        if (!day.matches()) {
            throw wrong;
        }
        try {
            return LocalDate.of(number(day, 1), number(day, 2), number(day, 3))
                    .atStartOfDay(ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException noSuchDay) {
            wrong.addSuppressed(noSuchDay);
            throw wrong;
        }
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }

    void recheck(Context context) throws Refused, Refusal, OutsideFailure, InterruptedException {
        Parameters given = Request.changeByAddress(context);
        String name = given.requiredText("package_name");
        given.check();
        String line = builders.line(context);
        String project = builders.project(line, name);
        String failed = "Error while rechecking " + name + ". ";
        BuiltCommits.Ended newest = commits.newest(line, project)
                .orElseThrow(() -> Refused.badly(failed
                        + "There are no existing commits or the commit to be rechecked is already marked as RETRY."));
        if (newest.success()) {
            throw new Refused(409, failed + "It's not possible to recheck a successful commit");
        }
        boolean built = builders.builds(line, project);
        // What was built elsewhere is forgotten all the same: a failure of a package that is gone would count for ever.
        if (!built && !newest.imported()) {
            throw Refused.badly(failed + "The line " + line + " does not build this package any more.");
        }
        List<String> problems = factory.carriedOut(Admission.actor(context), "recheck", line + "/" + project, () -> {
            if (newest.imported()) {
                commits.forget(newest.build());
            }
            return List.of();
        });
        if (problems.isEmpty() && built) {
            problems = factory.build(
                    Admission.actor(context),
                    List.of(new Wanted(line, project, Optional.of(newest.source()), BuildOptions.PLAIN)));
        }
        if (!problems.isEmpty()) {
            throw Refused.badly(failed + String.join("; ", problems)).onRecord();
        }
        Answers.send(context, 201, Json.object().put("result", "ok"));
    }
}
