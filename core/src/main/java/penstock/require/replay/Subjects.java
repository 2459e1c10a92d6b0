package penstock.require.replay;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import penstock.require.Declared;
import penstock.require.answer.Check;
import penstock.require.spec.Stated;

/** The requirements that upstream ever declared, to know them in a spec. For one thread, as what was asked before is kept. */
final class Subjects {
    private record Subject(String name, Predicate<Stated> is) {}

    private final List<Subject> subjects;
    private final Map<String, Optional<String>> known = new HashMap<>();

    private Subjects(List<Subject> subjects) {
        this.subjects = subjects;
    }

    static Subjects of(List<UpstreamState> states, Check check) {
        Map<String, Subject> byName = new TreeMap<>();
        for (UpstreamState state : states) {
            for (Declared one : state.declared().all()) {
                byName.computeIfAbsent(one.name(), name -> new Subject(name, check.naming(one.requirement())));
            }
        }
        return new Subjects(List.copyOf(byName.values()));
    }

    /** Which of them a spec states; empty for anything else. */
    Optional<String> of(Stated stated) {
        return known.computeIfAbsent(
                stated.name(),
                name -> subjects.stream()
                        .filter(one -> one.is().test(stated))
                        .map(Subject::name)
                        .findFirst());
    }
}
