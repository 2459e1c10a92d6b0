package penstock.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import penstock.require.Declared;
import penstock.require.answer.Answer;
import penstock.require.answer.AnswerText;
import penstock.require.answer.Check;
import penstock.require.answer.Checked;
import penstock.require.answer.Hint;
import penstock.require.answer.Requirer;
import penstock.require.spec.SpecSource;
import penstock.warning.Unmet.Meaning;

/** Puts what is not met into words, one for each subject. */
public final class UnmetSearch {
    /** No package lacks more at once, unless somebody means harm. */
    public static final int MOST = 100;

    private final Check check;
    private final SpecSource spec;
    private final List<String> labels;

    /** @param labels of the line, whether or not they provide anything */
    private UnmetSearch(Check check, SpecSource spec, List<String> labels) {
        this.check = check;
        this.spec = spec;
        this.labels = labels;
    }

    /**
     * What of a package's requirements is not met, and what the spec may state without need, by subject, {@link #MOST} of them.
     *
     * @param dropped what upstream declared and declares no more
     * @param labels of the line
     */
    public static List<Unmet> of(
            Check check, SpecSource spec, List<Declared> declared, List<Declared> dropped, List<String> labels) {
        UnmetSearch search = new UnmetSearch(check, spec, labels);
        SortedMap<Subject, List<Checked>> unmet = new TreeMap<>();
        for (Checked one : check.all(spec, declared)) {
            if (!one.answer().isFine()) {
                unmet.computeIfAbsent(Subject.of(one.declared()), _ -> new ArrayList<>())
                        .add(one);
            }
        }
        SortedMap<Subject, Unmet> all = new TreeMap<>();
        unmet.forEach((subject, some) -> all.put(subject, search.unmet(subject, some)));
        for (Declared one : dropped) {
            Subject subject = Subject.of(one);
            List<Hint> lines = all.containsKey(subject) ? List.of() : check.unneeded(spec, List.of(one), declared);
            if (!lines.isEmpty()) {
                all.put(subject, mayGo(subject, lines));
            }
        }
        return all.values().stream().limit(MOST).toList();
    }

    private static Unmet mayGo(Subject subject, List<Hint> lines) {
        return new Unmet(
                subject,
                Meaning.MAY_GO,
                List.of(),
                List.of(),
                List.of("upstream no longer asks for it; the packaging itself may need it"),
                Unmet.Remedy.NONE,
                new Unmet.Reach(
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        lines.stream().map(Hint::toString).toList()));
    }

    private Unmet unmet(Subject subject, List<Checked> all) {
        List<Declared> declared = all.stream().map(Checked::declared).toList();
        return new Unmet(
                subject,
                all.stream()
                        .map(one -> meaning(one.answer()))
                        .max(Enum::compareTo)
                        .orElseThrow(),
                declared.stream()
                        .map(one -> one.requirement().written() + " (" + one.use() + ")")
                        .distinct()
                        .toList(),
                declared.stream().map(Declared::at).distinct().toList(),
                each(all, one -> List.of(AnswerText.word(one.answer()) + ": " + AnswerText.detail(one))),
                new Unmet.Remedy(check.patchOf(spec, all).diff(spec.file()), skeleton(all)),
                reach(all));
    }

    private static String skeleton(List<Checked> all) {
        return all.stream()
                .flatMap(one -> one.answer() instanceof Answer.NotPackaged missing
                        ? Stream.of(missing.skeleton())
                        : Stream.empty())
                .findFirst()
                .orElse("");
    }

    private static Meaning meaning(Answer answer) {
        return switch (answer) {
            case Answer.SpecMustChange _, Answer.Fine _, Answer.FineBecauseGenerated _ -> Meaning.SPEC_MUST_CHANGE;
            case Answer.InConflict _ -> Meaning.IN_CONFLICT;
            case Answer.TooOld _ -> Meaning.TOO_OLD;
            case Answer.NotPackaged _ -> Meaning.NOT_PACKAGED;
        };
    }

    private Unmet.Reach reach(List<Checked> all) {
        return new Unmet.Reach(
                each(
                        all,
                        one -> one.available().offers().stream()
                                .map(offer -> offer.repository() + ": "
                                        + offer.provided().version() + " ("
                                        + offer.provider().name() + ")")
                                .toList()),
                labels.stream().filter(label -> without(all, label)).toList(),
                each(all, one -> refusing(one.answer())),
                each(all, one -> one.available().constraints()),
                each(all, one -> one.hints().stream().map(Hint::toString).toList()));
    }

    /** Of a spec that must change every label is touched alike: only what is provided differs between them. */
    private static boolean without(List<Checked> all, String label) {
        return all.stream()
                .filter(one -> !(one.answer() instanceof Answer.SpecMustChange))
                .anyMatch(one -> !one.providedWith(label));
    }

    private static List<String> refusing(Answer answer) {
        List<Requirer> refusing = switch (answer) {
            case Answer.TooOld old -> old.heldBackBy();
            case Answer.InConflict conflict -> conflict.refusing();
            case Answer.Fine _, Answer.FineBecauseGenerated _, Answer.SpecMustChange _, Answer.NotPackaged _ ->
                List.of();
        };
        return refusing.stream()
                .map(one -> one.who().name() + " needs " + one.requirement())
                .toList();
    }

    private static List<String> each(List<Checked> all, Function<Checked, List<String>> what) {
        return all.stream().flatMap(one -> what.apply(one).stream()).distinct().toList();
    }
}
