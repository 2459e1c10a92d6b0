package penstock.app.pages;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import penstock.app.web.Pages;
import penstock.build.Step;
import penstock.build.log.StepMarker;
import penstock.engine.query.LineViews;
import penstock.engine.query.Queries;
import penstock.text.VisibleText;

/**
 * How templates show things: times as they are now, texts from outside with nothing hidden, words for states, addresses.
 *
 * @param seen what {@link LineNews} counted before what is shown was read: a page that listens tells it
 */
public record Shown(Instant now, long seen) {
    private static final int UUID_LENGTH = 36;

    /** How long ago; of a time to come, zero. */
    public String ago(Instant time) {
        Duration since = Duration.between(time, now);
        return since.toSeconds() < 5 ? "just now" : span(since) + " ago";
    }

    /** For how long something has been so. */
    public String since(Instant time) {
        return span(Duration.between(time, now));
    }

    /** In the largest unit that has two digits or all of the meaning. */
    public static String span(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 100) {
            return seconds + " s";
        }
        long minutes = duration.toMinutes();
        if (minutes < 100) {
            return minutes + " min";
        }
        return duration.toHours() < 48 ? duration.toHours() + " h" : duration.toDays() + " d";
    }

    /** What a build took, or has taken so far. */
    public String took(Queries.BuildRow build) {
        return span(
                Duration.between(build.times().started(), build.times().ended().orElse(now)));
    }

    public static String text(String outside) {
        return VisibleText.of(outside);
    }

    public static String shortId(String commit) {
        return commit.length() > 7 ? commit.substring(0, 7) : commit;
    }

    /** The name in {@code Name <mail>}. */
    public static String name(String author) {
        int mail = author.indexOf(" <");
        return text(mail > 0 ? author.substring(0, mail) : author);
    }

    /** {@code 1 package}, {@code 3 packages}. */
    public static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    /** A failing step as people are shown it; empty when there is none. */
    public static String step(String name) {
        return name.isEmpty() ? "" : StepMarker.words(Step.valueOf(name));
    }

    public static String word(String status) {
        return switch (status) {
            case "SUCCESS" -> "built";
            case "FAILED" -> "failed";
            case "RETRY" -> "tried again";
            case "" -> "running";
            default -> status.toLowerCase(Locale.ROOT);
        };
    }

    public static String mark(String status) {
        return switch (status) {
            case "SUCCESS" -> "✓";
            case "FAILED" -> "✗";
            case "RETRY" -> "↻";
            default -> "▸";
        };
    }

    public static String tone(String status) {
        return switch (status) {
            case "SUCCESS" -> "good";
            case "FAILED" -> "bad";
            case "RETRY" -> "warn";
            default -> "now";
        };
    }

    /** A kind of event in words. */
    public static String event(String kind) {
        return switch (kind) {
            case "Moved" -> "found commits";
            case "Broken" -> "can't be used";
            case "Asked" -> "was asked for";
            case "SpecRead" -> "spec read";
            case "Pointed" -> "label moved";
            default -> kind.toLowerCase(Locale.ROOT);
        };
    }

    /** The id that the text of an ended build begins with; empty for every other event. */
    public static String eventBuild(Queries.EventRow event) {
        boolean begins = event.kind().equals("Built") && event.text().length() > UUID_LENGTH;
        return begins ? event.text().substring(0, UUID_LENGTH) : "";
    }

    public static String line(String line) {
        return "/-/lines/" + Pages.address(line);
    }

    public static String pkg(String line, String project) {
        return line(line) + "/packages/" + Pages.address(project);
    }

    public static String build(String id) {
        return "/-/builds/" + Pages.address(id);
    }

    public static String commit(String line, String commit) {
        return line(line) + "/commits/" + Pages.address(commit);
    }

    public static String snapshot(String line, String directory) {
        return line(line) + "/snapshots/" + Pages.address(directory);
    }

    public static String label(String line, String label) {
        return line(line) + "/labels/" + Pages.address(label);
    }

    public static String testDay(String line, String label) {
        return label(line, label) + "/test-day";
    }

    /** The last part of a snapshot's folder, with its hashes cut to seven and eight digits. */
    public static String shortSnapshot(String directory) {
        String name = directory.substring(directory.lastIndexOf('/') + 1);
        return name.length() > 40 ? name.substring(0, 7) + "…" + name.substring(40) : name;
    }

    /** How far behind upstream, in words. */
    public String behind(LineViews.Backlog backlog) {
        if (backlog.pending() == 0) {
            return "";
        }
        return count(backlog.pending(), "commit")
                + backlog.since().map(since -> ", " + since(since)).orElse("");
    }
}
