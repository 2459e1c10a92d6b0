package penstock.require.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import penstock.change.Commit;
import penstock.require.Declared;
import penstock.require.RequirementChange;
import penstock.require.answer.Check;
import penstock.require.answer.Checked;
import penstock.require.answer.Hint;
import penstock.require.spec.SpecSource;

/** A spec with our patches for one change of upstream's after another, and what would have been told on the way. For one thread. */
final class Cumulated {
    private final Subjects subjects;
    private final Map<String, Commit> noticed = new HashMap<>();
    private final Set<LineKey> unneeded = new TreeSet<>();
    private SpecSource spec;

    Cumulated(SpecSource spec, Subjects subjects) {
        this.spec = spec;
        this.subjects = subjects;
    }

    /** @param changes of this state since the one before */
    void step(UpstreamState state, List<RequirementChange> changes, Check check) {
        List<Declared> changed = new ArrayList<>();
        List<Declared> gone = new ArrayList<>();
        for (RequirementChange change : changes) {
            change.after().ifPresent(changed::add);
            change.before().filter(before -> isGone(before, change)).ifPresent(gone::add);
        }
        for (Declared one : changed) {
            unneeded.removeIf(key -> key.requirement().equals(one.name()));
            Checked checked = check.answer(spec, one);
            if (!checked.answer().lineEdits().isEmpty() || !checked.hints().isEmpty()) {
                noticed.putIfAbsent(one.name(), state.commit());
            }
        }
        StatedLines lines = StatedLines.of(spec, subjects);
        List<Declared> left = state.declared().all();
        gone.forEach(one -> mayGo(one, check.unneeded(spec, List.of(one), left), lines, state));
        changed.forEach(one -> mayGo(one, check.notForThatPython(spec, sameName(left, one)), lines, state));
        spec = check.patch(spec, changed).spec();
    }

    private void mayGo(Declared one, List<Hint> hints, StatedLines lines, UpstreamState state) {
        for (Hint hint : hints) {
            lines.at(hint.line()).stream()
                    .filter(key -> key.requirement().equals(one.name()))
                    .forEach(unneeded::add);
            noticed.putIfAbsent(one.name(), state.commit());
        }
    }

    private static List<Declared> sameName(List<Declared> all, Declared one) {
        return all.stream().filter(other -> other.name().equals(one.name())).toList();
    }

    private static boolean isGone(Declared before, RequirementChange change) {
        return change.after().isEmpty() || !change.after().get().use().equals(before.use());
    }

    SpecSource spec() {
        return spec;
    }

    /** The first commit at which a line to be edited, or a hint, would have been told of this requirement. */
    Optional<Commit> noticed(String requirement) {
        return Optional.ofNullable(noticed.get(requirement));
    }

    /** Whether a hint says that this very line may go: no patch takes one out. */
    boolean isUnneeded(LineKey key) {
        return unneeded.contains(key);
    }
}
