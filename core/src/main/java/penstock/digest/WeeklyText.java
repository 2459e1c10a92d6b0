package penstock.digest;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import penstock.notice.PlainText;
import penstock.text.UtcText;
import penstock.week.Week;

/** A digest in words; the same in a mail and on a terminal. */
public final class WeeklyText {
    /** Of each section; what is left out is counted. */
    private static final int SHOWN = 30;

    private final WeeklyDigest digest;
    private final StringBuilder text = new StringBuilder();

    private WeeklyText(WeeklyDigest digest) {
        this.digest = digest;
    }

    /** One line: {@code [flamingo] week to 2026-11-30: 1 label moved, 3 packages broke, 2 mended, 4 broken}. */
    public static String subject(WeeklyDigest digest) {
        List<String> parts = new ArrayList<>();
        long labels = digest.moves().promoted().stream()
                .map(LabelMove::label)
                .distinct()
                .count();
        count(parts, labels, labels == 1 ? " label moved" : " labels moved");
        int broke = digest.broke().size();
        count(parts, broke, broke == 1 ? " package broke" : " packages broke");
        count(parts, digest.mended().size(), " mended");
        count(parts, digest.broken().size(), " broken");
        int waits = digest.waits().map(all -> all.all().size()).orElse(0);
        count(parts, waits, waits == 1 ? " waits" : " wait");
        String all = parts.isEmpty() ? "nothing moved, nothing broke, nobody waits" : String.join(", ", parts);
        return PlainText.cut("[" + digest.line() + "] week to "
                + UtcText.minute(digest.week().to()).substring(0, 10) + ": " + all);
    }

    private static void count(List<String> parts, long number, String what) {
        if (number > 0) {
            parts.add(number + what);
        }
    }

    /** Ends with a line feed. */
    public static String body(WeeklyDigest digest) {
        return new WeeklyText(digest).body();
    }

    private String body() {
        Week week = digest.week();
        line(digest.line() + ", " + UtcText.minute(week.from()) + " to " + UtcText.minute(week.to()) + " UTC");
        moved();
        broke();
        section("Mended", digest.mended(), this::mended);
        section(
                "Broken since before",
                digest.still(),
                one -> line("  " + broken(one) + ": " + one.failure().why()));
        digest.waits()
                .ifPresent(waits ->
                        section("Who waits for whom, as of " + UtcText.minute(waits.at()), waits.all(), this::waits));
        return text.toString();
    }

    private void line(String line) {
        text.append(PlainText.clean(line)).append('\n');
    }

    private <T> void section(String title, List<T> all, Consumer<T> each) {
        if (all.isEmpty()) {
            line("");
            line(title + ": " + (title.startsWith("Who") ? "nobody" : "nothing"));
            return;
        }
        line("");
        line(title);
        all.stream().limit(SHOWN).forEach(each);
        if (all.size() > SHOWN) {
            line("  and " + (all.size() - SHOWN) + " more");
        }
    }

    private void moved() {
        section("Promoted", digest.moves().promoted(), this::moved);
        WeeklyDigest.Consistent consistent = digest.moves().consistent();
        line("  consistent "
                + (consistent.moves() == 0
                        ? "did not move"
                                + consistent
                                        .last()
                                        .map(at -> " since " + UtcText.minute(at))
                                        .orElse("")
                        : "moved " + times(consistent.moves()) + " by itself"
                                + consistent
                                        .last()
                                        .map(at -> ", last " + UtcText.minute(at))
                                        .orElse("")));
        WeeklyDigest.Builds builds = digest.builds();
        line("  builds: " + builds.succeeded() + " succeeded, " + builds.failed() + " failed");
    }

    private void moved(LabelMove move) {
        LabelMove.Steps steps = move.steps();
        List<String> done = new ArrayList<>();
        count(done, steps.promotions(), steps.promotions() == 1 ? " promotion" : " promotions");
        count(done, steps.rollbacks(), steps.rollbacks() == 1 ? " rollback" : " rollbacks");
        int packages = move.packages().differing();
        String differing = packages
                + (move.packages().more() ? " or more" : "")
                + (packages == 1 ? " package differs" : " packages differ");
        line("  " + move.label() + (move.component().isEmpty() ? "" : " (" + move.component() + ")") + ": "
                + String.join(", ", done) + ", last " + UtcText.minute(steps.last()) + "; "
                + (move.from().equals(move.to())
                        ? "it is where it was"
                        : move.from().isEmpty() ? "its first snapshot" : differing));
        if (!move.from().isEmpty() && !move.from().equals(move.to())) {
            line("    from " + move.from());
        }
        line("    to   " + move.to());
    }

    /** By cause, the one that broke the first package first. */
    private void broke() {
        Map<String, List<Breakage>> causes = new LinkedHashMap<>();
        digest.broke()
                .forEach(one -> causes.computeIfAbsent(one.failure().title(), _ -> new ArrayList<>())
                        .add(one));
        section("Broke", List.copyOf(causes.entrySet()), cause -> {
            line("  " + cause.getKey());
            cause.getValue().stream()
                    .limit(SHOWN)
                    .forEach(one -> line("    "
                            + one.mended()
                                    .map(mended -> one.pkg().name() + ", " + UtcText.minute(one.since()) + ", mended "
                                            + UtcText.minute(mended.at()))
                                    .orElseGet(() -> broken(one))));
            if (cause.getValue().size() > SHOWN) {
                line("    and " + (cause.getValue().size() - SHOWN) + " more");
            }
        });
    }

    private String broken(Breakage one) {
        String whom = one.pkg().maintainers().isEmpty()
                ? ""
                : ", waits for " + String.join(", ", one.pkg().maintainers());
        return one.pkg().name() + ", " + UtcText.minute(one.since()) + " ("
                + lasted(one.since(), digest.week().to()) + ")" + whom;
    }

    private void mended(Breakage one) {
        Breakage.Mending mending = one.mended().orElseThrow();
        line("  " + one.pkg().name() + ", " + UtcText.minute(mending.at()) + ", was broken for "
                + lasted(one.since(), mending.at()) + ": " + one.failure().title());
        line("    by " + mending.subject());
    }

    private void waits(Waits.Wait wait) {
        String whom = wait.whom().isEmpty() ? "" : " for " + String.join(", ", wait.whom());
        line("  " + wait.who() + " waits" + whom + ", since " + UtcText.minute(wait.since()) + ": "
                + PlainText.cut(wait.words()));
    }

    private static String times(int number) {
        return number == 1 ? "once" : number + " times";
    }

    private static String lasted(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        if (time.toDays() > 1) {
            return time.toDays() + " days";
        }
        if (time.toHours() > 1) {
            return time.toHours() + " hours";
        }
        return time.toMinutes() > 1 ? time.toMinutes() + " minutes" : "a minute or less";
    }
}
