package penstock.build.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import penstock.build.Capability;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.build.Verdict.LogLine;

/**
 * Reads the log of a failed build, line by line in one pass, and says which step failed and why.
 *
 * <p>What counts is what the failing step printed: every step's own marker, and within rpmbuild every section, starts the reading
 * afresh, so memory is bounded by what the {@link Symptom}s of one step keep. A symptom recognises one kind of cause; for each step
 * they are asked in a fixed order, the more telling ones first:
 *
 * <pre>
 *   step                         asked in this order
 *   spec, srpm                   source missing, spec syntax
 *   build requires               unmet requirement, conflict, download, last word
 *   prep                         patch, patch or source missing, last word
 *   build, install               compiler, traceback, last word (one symptom)
 *   check                        failed tests, then as build
 *   files                        missing files, unpackaged files, others of rpmbuild's words
 *   package install              unmet requirement, conflict, scriptlet, download, last word
 * </pre>
 */
public final class LogReading {
    private static final int LONGEST = 500;
    private static final Pattern SECTION =
            Pattern.compile("^Executing\\(%(prep|generate_buildrequires|conf|build|install|check)\\):");
    private static final Pattern BAD_EXIT = Pattern.compile(
            "^error: Bad exit status from \\S+ \\(%(prep|generate_buildrequires|conf|build|install|check)\\)");

    private final Context context;
    private final TransientFailures transientFailures;
    private int number;
    private Step marked = Step.SOURCE;
    private Step current = Step.SOURCE;
    private boolean summary;
    private List<Symptom> symptoms = List.of();
    private UnmetSymptom unmet = new UnmetSymptom();
    private Optional<LogLine> transientLine = Optional.empty();

    /**
     * What the log does not say.
     *
     * @param packageName who wants a build requirement
     * @param specLinesBefore by how many lines the spec's own lines were moved down
     */
    public record Context(String packageName, int specLinesBefore) {}

    /**
     * A requirement that was not met.
     *
     * @param wantedBy empty when the build itself wants it
     * @param line that shows it; empty when no line of the log does
     */
    public record Unmet(String requirement, Optional<String> wantedBy, Optional<LogLine> line) {
        /** The first capability that it names, without a version. */
        public String name() {
            return LogReading.name(requirement);
        }
    }

    /** The first capability that a requirement names, as written and without its version. */
    public static String name(String requirement) {
        List<String> names = Capability.words(requirement);
        return names.isEmpty() ? requirement : names.getFirst();
    }

    public LogReading(Context context, TransientFailures transientFailures) {
        this.context = context;
        this.transientFailures = transientFailures;
        enter(Step.SOURCE);
    }

    /** Takes the next line, without its end. */
    public void line(String text) {
        number++;
        Optional<Step> marker = StepMarker.read(text);
        if (marker.isPresent()) {
            marked = marker.get();
            enter(marked);
            return;
        }
        section(text);
        LogLine line = new LogLine(number, printable(text));
        if (!summary && !text.startsWith(StepMarker.PREFIX)) {
            symptoms.forEach(symptom -> symptom.line(line));
            unmet.line(line);
        }
        if (transientLine.isEmpty() && transientFailures.shows(marked, text)) {
            transientLine = Optional.of(line);
        }
    }

    /**
     * Takes note of a requirement that the resolver named by itself; it comes before those that the log's lines show.
     *
     * @param wantedBy empty when the build itself wants it
     */
    public void missing(String requirement, String wantedBy) {
        unmet.told(requirement, wantedBy);
    }

    /** The requirements that the failing step could not meet, in the log's order. */
    public List<Unmet> unmet() {
        return unmet.unmet();
    }

    /** The step that the log ends in. */
    public Step step() {
        return current;
    }

    /**
     * The verdict on what was read.
     *
     * @param exitCode of the command that failed
     * @param limit the limit that ended it, in words with its value
     * @param onOffer for capabilities of {@link #unmet} (without version), what is there instead
     */
    public Verdict verdict(int exitCode, Optional<String> limit, Map<String, List<String>> onOffer) {
        Symptom.Found found = limit.map(words -> limitHit(words))
                .or(() -> unmetCause(onOffer))
                .or(this::firstFound)
                .orElseGet(() -> new Symptom.Found(
                        new Cause.CommandFailed("ended with exit status " + exitCode + " and without a word"),
                        List.of()));
        List<LogLine> evidence = new ArrayList<>(found.evidence());
        transientLine.filter(line -> !evidence.contains(line)).ifPresent(evidence::add);
        return new Verdict(
                Verdict.Result.FAILED,
                Optional.of(current),
                Optional.of(found.cause()),
                evidence,
                transientLine.isPresent());
    }

    private Symptom.Found limitHit(String words) {
        String[] nameAndValue = words.split("[:=] ?|\\s+(?=\\d)", 2);
        Cause cause =
                new Cause.LimitHit(nameAndValue[0].strip(), nameAndValue.length > 1 ? nameAndValue[1].strip() : "");
        return new Symptom.Found(
                cause, firstFound().map(Symptom.Found::evidence).orElse(List.of()));
    }

    private Optional<Symptom.Found> unmetCause(Map<String, List<String>> onOffer) {
        List<Unmet> all = unmet.unmet();
        if (all.isEmpty() || !takesRequirements(current)) {
            return Optional.empty();
        }
        Unmet first = all.getFirst();
        String wantedBy = first.wantedBy().orElse(context.packageName());
        List<String> offers = onOffer.getOrDefault(first.name(), List.of());
        Cause cause = offers.isEmpty()
                ? new Cause.MissingDependency(first.requirement(), wantedBy)
                : new Cause.DependencyVersion(first.requirement(), wantedBy, offers);
        return Optional.of(new Symptom.Found(
                cause, all.stream().map(Unmet::line).flatMap(Optional::stream).toList()));
    }

    private static boolean takesRequirements(Step step) {
        return step == Step.BUILD_REQUIRES || step == Step.PACKAGE_INSTALL || step == Step.PREP || step == Step.SRPM;
    }

    private Optional<Symptom.Found> firstFound() {
        return symptoms.stream().map(Symptom::found).flatMap(Optional::stream).findFirst();
    }

    /** Only rpmbuild has sections; its summary at the end repeats what was said before. */
    private void section(String text) {
        if (marked != Step.PREP) {
            return;
        }
        Matcher m = SECTION.matcher(text);
        if (m.find()) {
            enter(stepOf(m.group(1)));
        } else if (text.startsWith("Processing files: ") && current != Step.FILES) {
            enter(Step.FILES);
        } else if (text.equals("RPM build errors:") || text.equals("RPM build warnings:")) {
            summary = true;
        } else {
            Matcher bad = BAD_EXIT.matcher(text);
            if (bad.find()) {
                current = stepOf(bad.group(1));
            }
        }
    }

    private static Step stepOf(String section) {
        return switch (section) {
            case "prep" -> Step.PREP;
            case "generate_buildrequires" -> Step.BUILD_REQUIRES;
            case "install" -> Step.INSTALL;
            case "check" -> Step.CHECK;
            default -> Step.BUILD;
        };
    }

    private void enter(Step step) {
        current = step;
        summary = false;
        symptoms = Symptoms.of(step, context.specLinesBefore());
        unmet = new UnmetSymptom();
        transientLine = Optional.empty();
    }

    private static String printable(String text) {
        String cut = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        StringBuilder clean = new StringBuilder(cut.length());
        for (int i = 0; i < cut.length(); i++) {
            char c = cut.charAt(i);
            clean.append(Character.isISOControl(c) && c != '\t' ? '\uFFFD' : c);
        }
        return clean.toString();
    }
}
