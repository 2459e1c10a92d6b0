package penstock.require.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import penstock.require.Declared;
import penstock.require.Ecosystem;
import penstock.require.answer.Check;
import penstock.require.spec.Stated;

/** The requirements that upstream ever declared, to know them in a spec. For one thread, as what was asked before is kept. */
final class Subjects {
    /**
     * One of them.
     *
     * @param name upstream's, normalised
     * @param python whether it is a Python project, of which there is a package for each Python
     */
    record Subject(String name, boolean python, Predicate<Stated> is) {}

    private final List<Subject> subjects;
    private final Map<String, Optional<Subject>> known = new HashMap<>();

    private Subjects(List<Subject> subjects) {
        this.subjects = subjects;
    }

    static Subjects of(List<UpstreamState> states, Check check) {
        Map<String, Subject> byName = new TreeMap<>();
        for (UpstreamState state : states) {
            for (Declared one : state.declared().all()) {
                byName.computeIfAbsent(
                        one.name(),
                        name -> new Subject(
                                name, one.ecosystem() == Ecosystem.PYTHON, check.naming(one.requirement())));
            }
        }
        return new Subjects(List.copyOf(byName.values()));
    }

    /** Which of them a spec states; empty for anything else. */
    Optional<Subject> of(Stated stated) {
        return known.computeIfAbsent(
                stated.name(),
                name -> subjects.stream().filter(one -> one.is().test(stated)).findFirst());
    }
}
