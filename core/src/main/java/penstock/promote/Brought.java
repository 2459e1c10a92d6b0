package penstock.promote;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A job's result as somebody brings it, who may have written anything.
 *
 * @param result the name of an {@link Evidence.Result}
 */
public record Brought(String job, String result, Evidence.Source source, Evidence.Remarks remarks) {
    /** The most characters of an address. */
    public static final int URL = 500;

    /** The most characters of notes. */
    public static final int NOTES = 2000;

    /** The most characters of a name. */
    public static final int WHO = 100;

    private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\\p{Cntrl}]+");
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]*");

    /**
     * Something that is wrong with it.
     *
     * @param field {@code job}, {@code result}, {@code url}, {@code notes} or {@code who}
     */
    public record Mistake(String field, String words) {}

    /** What keeps it from being evidence, all of it. */
    public List<Mistake> mistakes() {
        List<Mistake> mistakes = new ArrayList<>();
        if (!Rule.Job.isName(job)) {
            mistakes.add(new Mistake("job", "a job's name has " + Rule.Job.NAMES));
        }
        if (Evidence.Result.of(result).isEmpty()) {
            mistakes.add(new Mistake("result", "a result is SUCCESS, FAILURE or RUNNING"));
        }
        String url = remarks.url();
        if (!url.isEmpty() && (url.length() > URL || !ADDRESS.matcher(url).matches())) {
            mistakes.add(new Mistake(
                    "url",
                    "an address begins with http:// or https:// and has at most " + URL
                            + " characters, none of them a space"));
        }
        if (remarks.notes().length() > NOTES) {
            mistakes.add(new Mistake("notes", "notes have at most " + NOTES + " characters"));
        }
        String who = source.who();
        if (who.isBlank() || who.length() > WHO || !NAME.matcher(who).matches()) {
            mistakes.add(new Mistake("who", "a name has 1 to " + WHO + " characters, on one line"));
        }
        return mistakes;
    }

    /** What is kept of it, about a snapshot; its id is given later. Only without mistakes. */
    public Evidence of(String subject, Instant at) {
        return new Evidence("", subject, job, Evidence.Result.of(result).orElseThrow(), at, source, remarks);
    }
}
