package penstock.app.api;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import penstock.app.document.DigestDocument;
import penstock.engine.access.AuditedFactory;
import penstock.engine.port.OutsideFailure;
import penstock.week.Week;
import penstock.week.WeekTime;

/** What the API tells of weeks. */
final class DigestReads {
    private static final String WEEK = "week";

    private final Api.Digests digests;
    private final Named named;

    DigestReads(Api.Digests digests, AuditedFactory factory) {
        this.digests = digests;
        this.named = new Named(factory);
    }

    /** What a week brought to a line. */
    void digest(Context context) throws Refusal, OutsideFailure {
        String line = named.line(context).name();
        Week week = digests.readings().week(digests.time(), day(context));
        Answer.read(context, DigestDocument.of(digests.readings().of(line, week)));
    }

    private static Optional<LocalDate> day(Context context) throws Refusal {
        Optional<String> given = Optional.ofNullable(context.queryParam(WEEK));
        Optional<LocalDate> day = given.flatMap(WeekTime::day);
        boolean others = context.queryParamMap().keySet().stream().anyMatch(name -> !name.equals(WEEK));
        if (!others && day.isPresent() == given.isPresent()) {
            return day;
        }
        throw new Refusal(
                HttpStatus.BAD_REQUEST,
                "the address has mistakes",
                List.of(new Refusal.Mistake(
                        others ? "there is no other parameter than week" : "week is no day",
                        "query/week",
                        "a day of the week that is meant: ?week=2026-11-23")));
    }
}
