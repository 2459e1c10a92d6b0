package penstock.require.answer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import penstock.require.Declared;
import penstock.require.Ecosystem;
import penstock.require.OnPython;
import penstock.require.OnSystem;
import penstock.require.Requirement;
import penstock.require.Use;
import penstock.require.python.Marker;
import penstock.require.spec.Generation;
import penstock.require.spec.LineEdit;
import penstock.require.spec.SpecDraft;
import penstock.require.spec.SpecSource;
import penstock.require.spec.Stated;
import penstock.require.spec.Statement;
import penstock.require.spec.Subpackage;

/**
 * Answers what upstream's requirements mean for a package: the way in.
 *
 * <p>A check is made once for a target and its repositories, and may be asked from several threads.
 */
public final class Check {
    private static final int MOST_ROUNDS = 4;

    private final Target target;
    private final Names names;
    private final Provided provided;
    /** What was looked up once serves each package that requires it; no more than is asked for. */
    private final Map<Sought.Name, Sought> sought = new ConcurrentHashMap<>();

    public Check(Target target, Names names, Provided provided) {
        this.target = target;
        this.names = names;
        this.provided = provided;
    }

    /**
     * One answer for each, in their order; each as if it was the only one. Hints on lines for a Python that none of a name's declarations
     * is for stand with the first of them.
     */
    public List<Checked> all(SpecSource spec, List<Declared> declared) {
        List<Asked> asked = asked(spec, declared);
        Map<Sought.Name, List<Asked>> byName = new HashMap<>();
        asked.forEach(one -> byName.computeIfAbsent(Sought.Name.of(one.requirement), _ -> new ArrayList<>())
                .add(one));
        List<Checked> all = new ArrayList<>();
        for (Asked one : asked) {
            Checked checked = one.checked();
            List<Asked> same = byName.remove(Sought.Name.of(one.requirement));
            all.add(same == null ? checked : checked.withHints(notForThatPython(same)));
        }
        return all;
    }

    private List<Asked> asked(SpecSource spec, List<Declared> declared) {
        Layout layout = new Layout(spec);
        return declared.stream().map(one -> new Asked(layout, one)).toList();
    }

    /**
     * The spec with all edits made that these requirements ask for. Where nothing is provided yet, or what is too old, the edits are in
     * it all the same: the spec is right once that is mended.
     */
    public SpecDraft patch(SpecSource spec, List<Declared> declared) {
        return patch(
                spec, declared, asked(spec, declared).stream().map(Asked::edits).toList());
    }

    /**
     * The same of what is answered already, which is not looked up again for the spec as it is.
     *
     * @param checked what {@link #all} answered for this spec
     */
    public SpecDraft patchOf(SpecSource spec, List<Checked> checked) {
        return patch(
                spec,
                checked.stream().map(Checked::declared).toList(),
                checked.stream().map(one -> one.answer().lineEdits()).toList());
    }

    /**
     * One after another is asked of what the edits before have made of the spec, until none of them has one more: an edit for one may be a line
     * that another asks more of. What contradicts itself ends with the last round.
     *
     * @param first the edits that each asks for in the spec as it is
     */
    private SpecDraft patch(SpecSource spec, List<Declared> declared, List<List<LineEdit>> first) {
        SpecDraft draft = SpecDraft.of(spec);
        Layout layout = new Layout(spec);
        boolean edited = false;
        int content = 0;
        for (int turn = 0; turn < MOST_ROUNDS * declared.size() && content < declared.size(); turn++) {
            int at = turn % declared.size();
            List<LineEdit> edits = edited ? new Asked(layout, declared.get(at)).edits() : first.get(at);
            content++;
            if (!edits.isEmpty()) {
                draft = draft.with(edits);
                layout = new Layout(draft.spec());
                edited = true;
                content = 0;
            }
        }
        return draft;
    }

    public Checked answer(SpecSource spec, Declared declared) {
        return new Asked(new Layout(spec), declared).checked();
    }

    /** Tells whether what a spec states is what this requirement names, whichever Python it is for. */
    public Predicate<Stated> naming(Requirement requirement) {
        return sought(requirement).matching()::is;
    }

    private Sought sought(Requirement requirement) {
        return sought.computeIfAbsent(Sought.Name.of(requirement), _ -> Sought.of(requirement, names, provided));
    }

    /**
     * What upstream no longer asks for, and the spec still states: one hint for each line and name. That it can go is not proved: the packaging
     * itself may need it.
     *
     * @param removed declarations that upstream took out
     * @param left all that upstream still declares
     */
    public List<Hint> unneeded(SpecSource spec, List<Declared> removed, List<Declared> left) {
        List<Hint> hints = new ArrayList<>();
        Set<List<Object>> told = new HashSet<>();
        for (Asked one : asked(spec, removed)) {
            Declared gone = one.declared;
            Set<Use.Kind> uses = left.stream()
                    .filter(other -> other.ecosystem() == gone.ecosystem()
                            && other.name().equals(gone.name()))
                    .map(Places::kind)
                    .collect(Collectors.toSet());
            for (Statement statement : one.lines()) {
                if (isNeeded(statement, uses) || !told.add(List.of(statement.line(), gone.ecosystem(), gone.name()))) {
                    continue;
                }
                hints.add(new Hint(
                        statement.line(),
                        "upstream no longer asks for " + gone.name() + " (" + gone.use()
                                + "): this line may be unneeded"));
            }
        }
        return hints;
    }

    /** Whether a line may be there for one of these uses. */
    private static boolean isNeeded(Statement statement, Set<Use.Kind> uses) {
        boolean tests = statement.of().role() == Subpackage.Role.TESTS;
        return uses.stream().anyMatch(use -> switch (use) {
            case RUNTIME, EXTRA, SYSTEM -> true;
            case TEST -> tests || statement.tag() == Statement.Tag.BUILD_REQUIRES;
            case DOC, BUILD_SYSTEM -> statement.tag() == Statement.Tag.BUILD_REQUIRES;
            case GROUP, CONSTRAINT, LISTED -> false;
        });
    }

    /**
     * Lines of packages for a Python that upstream asks for it no more, as a marker says.
     *
     * @param declared all declarations of one name
     */
    public List<Hint> notForThatPython(SpecSource spec, List<Declared> declared) {
        return notForThatPython(asked(spec, declared));
    }

    private static List<Hint> notForThatPython(List<Asked> asked) {
        List<Hint> hints = new ArrayList<>();
        for (Asked one : asked) {
            for (Statement statement : one.lines()) {
                String flavour = statement.of().flavour();
                boolean applies = flavour.isEmpty()
                        || statement.tag() != Statement.Tag.REQUIRES
                        || statement.conditions().size() > statement.of().tagDepth()
                        || asked.stream().anyMatch(other -> other.applies(flavour));
                if (!applies) {
                    hints.add(new Hint(
                            statement.line(),
                            "upstream does not ask for " + one.declared.name()
                                    + " with this Python: this line may be unneeded"));
                }
            }
        }
        return hints.stream().distinct().toList();
    }

    /** One requirement of one spec. */
    private final class Asked {
        private final Layout layout;
        private final SpecSource spec;
        private final Declared declared;
        private final Requirement requirement;
        private final Sought sought;
        private final Named named;
        private final List<Mention> mentions;

        Asked(Layout layout, Declared declared) {
            this.layout = layout;
            this.spec = layout.spec();
            this.declared = declared;
            this.requirement = declared.requirement();
            this.sought = sought(requirement);
            this.named = sought.named();
            this.mentions = layout.mentions(sought.matching());
        }

        /** The lines that mention it. */
        List<Statement> lines() {
            return mentions.stream().map(Mention::statement).distinct().toList();
        }

        /** Those of the answer, which do not depend on who requires it besides. */
        List<LineEdit> edits() {
            return besideThePoint().isPresent() || generated().isPresent()
                    ? List.of()
                    : side(wanted(), places()).edits();
        }

        Checked checked() {
            Optional<Answer.Why> beside = besideThePoint();
            if (beside.isPresent()) {
                return new Checked(
                        declared,
                        named,
                        Availability.UNKNOWN,
                        List.of(),
                        new Answer.Fine(beside.get(), List.of()),
                        List.of());
            }
            Availability available = available();
            Availability seen = provided.labels().isEmpty()
                    ? available
                    : available.in(provided.labels().getFirst());
            Wanted wanted = wanted();
            List<Place> places = places();
            Optional<Integer> generated = generated();
            SpecSide side = side(wanted, generated.isPresent() ? List.of() : places);
            List<Hint> hints = new ArrayList<>(side.hints());
            if (generated.isPresent()) {
                hints.addAll(side(wanted, places).asHints());
            }
            Answer answer = new Judgement(named, requirement, wanted, seen)
                    .answer(side.edits())
                    .orElseGet(() -> fine(generated, side, places));
            List<Statement> stated = side.stated().isEmpty() ? lines() : side.stated();
            return new Checked(declared, named, available, stated, answer, hints);
        }

        private Wanted wanted() {
            return Wanted.of(requirement, epoch());
        }

        private List<Place> places() {
            return new Places(layout, mentions, this::applies, named.ours().isPresent()).of(declared);
        }

        private SpecSide side(Wanted wanted, List<Place> places) {
            return SpecSide.of(mentions, named, wanted, places);
        }

        private Answer fine(Optional<Integer> generated, SpecSide side, List<Place> places) {
            if (generated.isPresent()) {
                return new Answer.FineBecauseGenerated(generated.get());
            }
            if (!side.edits().isEmpty()) {
                return new Answer.SpecMustChange(side.edits());
            }
            List<Integer> lines =
                    side.stated().stream().map(Statement::line).sorted().toList();
            return new Answer.Fine(
                    !lines.isEmpty()
                            ? Answer.Why.STATED
                            : requirement instanceof OnSystem && provided.isKnown()
                                    ? Answer.Why.PROVIDED
                                    : places.isEmpty() ? Answer.Why.NO_PLACE : Answer.Why.IMPLIED,
                    lines);
        }

        private Optional<Answer.Why> besideThePoint() {
            Use.Kind kind = Places.kind(declared);
            if (kind == Use.Kind.CONSTRAINT || kind == Use.Kind.LISTED || kind == Use.Kind.GROUP) {
                return Optional.of(Answer.Why.NOT_NEEDED);
            }
            if (kind != Use.Kind.RUNTIME && kind != Use.Kind.SYSTEM && isLeftOut()) {
                return Optional.of(Answer.Why.LEFT_OUT);
            }
            if (kind == Use.Kind.BUILD_SYSTEM && target.implied().contains(requirement.name())) {
                return Optional.of(Answer.Why.IMPLIED);
            }
            return appliesAnywhere() ? Optional.empty() : Optional.of(Answer.Why.DOES_NOT_APPLY);
        }

        /** The spec takes out of the files every line that begins with one of these. */
        private boolean isLeftOut() {
            return target.leftOut().contains(requirement.name())
                    || spec.generation().excluded().stream()
                            .anyMatch(one -> requirement.name().startsWith(one));
        }

        private boolean appliesAnywhere() {
            if (requirement instanceof OnSystem system) {
                return Profiles.ofRpm(system.condition());
            }
            return applies("python3-")
                    || layout.packages(Subpackage.Role.LIBRARY).stream().anyMatch(one -> applies(one.flavour()));
        }

        private boolean applies(String flavour) {
            Optional<Marker> marker = requirement instanceof OnPython python
                    ? python.requirement().marker()
                    : Optional.empty();
            if (marker.isEmpty()) {
                return true;
            }
            String extra =
                    declared.use().kind() == Use.Kind.EXTRA ? declared.use().name() : "";
            // A comparison without a meaning decides nothing: what may be needed is looked at.
            return marker.get()
                    .holds(target.environment(flavour).withExtra(extra))
                    .value()
                    .orElse(true);
        }

        private Availability available() {
            Set<String> own = new LinkedHashSet<>();
            spec.packages().forEach(one -> own.add(one.name()));
            return sought.availability(provided.isKnown(), own, spec.main().name());
        }

        /** As the package that is there has it; else as the spec writes it; else as the target says. */
        private String epoch() {
            if (!sought.offers().isEmpty()) {
                String epoch = sought.offers().getFirst().provider().evr().epoch();
                return epoch.equals("0") ? "" : epoch;
            }
            return mentions.stream()
                    .map(one -> one.item().evr())
                    .filter(evr -> evr.indexOf(':') > 0)
                    .map(evr -> evr.substring(0, evr.indexOf(':')))
                    .findFirst()
                    .orElse(target.epochs().getOrDefault(named.rpm(), ""));
        }

        private Optional<Integer> generated() {
            Generation generation = spec.generation();
            if (requirement.ecosystem() != Ecosystem.PYTHON) {
                return Optional.empty();
            }
            boolean generated = switch (Places.kind(declared)) {
                case RUNTIME, EXTRA -> generation.ofRuntime(target.generates());
                case TEST -> generation.ofTests();
                case DOC -> generation.ofDocs();
                case BUILD_SYSTEM -> generation.buildRequires().isPresent();
                case GROUP, SYSTEM, CONSTRAINT, LISTED -> false;
            };
            boolean runtime = declared.use().kind() == Use.Kind.RUNTIME;
            return generated
                    ? Optional.of(
                            runtime
                                    ? generation.runtimeLine()
                                    : generation.buildRequires().orElse(generation.runtimeLine()))
                    : Optional.empty();
        }
    }
}
