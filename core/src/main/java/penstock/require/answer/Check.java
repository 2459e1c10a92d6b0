package penstock.require.answer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import penstock.require.Declared;
import penstock.require.Ecosystem;
import penstock.require.OnPython;
import penstock.require.OnSystem;
import penstock.require.Requirement;
import penstock.require.Use;
import penstock.require.python.Marker;
import penstock.require.python.MarkerEnvironment;
import penstock.require.spec.Generation;
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
        Map<List<Object>, List<Declared>> byName = new HashMap<>();
        declared.forEach(one -> byName.computeIfAbsent(List.of(one.ecosystem(), one.name()), _ -> new ArrayList<>())
                .add(one));
        List<Checked> all = new ArrayList<>();
        for (Declared one : declared) {
            Checked checked = answer(spec, one);
            List<Declared> same = byName.remove(List.of(one.ecosystem(), one.name()));
            all.add(same == null ? checked : checked.withHints(notForThatPython(spec, same)));
        }
        return all;
    }

    /**
     * The spec with all edits made that these requirements ask for. Where nothing is provided yet, or what is too old, the edits are in
     * it all the same: the spec is right once that is mended.
     */
    public SpecDraft patch(SpecSource spec, List<Declared> declared) {
        return patch(SpecDraft.of(spec), declared);
    }

    /**
     * The same of what is answered already: where nothing has to be edited, nothing is looked up again.
     *
     * @param checked what {@link #all} answered for this spec
     */
    public SpecDraft patchOf(SpecSource spec, List<Checked> checked) {
        boolean nothing =
                checked.stream().allMatch(one -> one.answer().lineEdits().isEmpty());
        SpecDraft draft = SpecDraft.of(spec);
        return nothing
                ? draft
                : patch(draft, checked.stream().map(Checked::declared).toList());
    }

    private SpecDraft patch(SpecDraft unedited, List<Declared> declared) {
        SpecDraft draft = unedited;
        // Another round where an edit for one is a line that another asks more of; what contradicts itself ends with
        // the last.
        for (int round = 0; round < MOST_ROUNDS; round++) {
            SpecDraft before = draft;
            for (Declared one : declared) {
                draft = draft.with(answer(draft.spec(), one).answer().lineEdits());
            }
            if (draft == before) {
                break;
            }
        }
        return draft;
    }

    public Checked answer(SpecSource spec, Declared declared) {
        return new Asked(spec, declared).checked();
    }

    /** Tells whether what a spec states is what this requirement names, whichever Python it is for. */
    public Predicate<Stated> naming(Requirement requirement) {
        return new Matching(requirement.ecosystem(), requirement.name(), names.of(requirement, provided))::is;
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
        for (Declared gone : removed) {
            Set<Use.Kind> uses = left.stream()
                    .filter(one ->
                            one.ecosystem() == gone.ecosystem() && one.name().equals(gone.name()))
                    .map(Places::kind)
                    .collect(Collectors.toSet());
            for (Statement statement : new Asked(spec, gone).mentions()) {
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
        List<Hint> hints = new ArrayList<>();
        List<Asked> asked = declared.stream().map(one -> new Asked(spec, one)).toList();
        for (Asked one : asked) {
            for (Statement statement : one.mentions()) {
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
        private final SpecSource spec;
        private final Declared declared;
        private final Requirement requirement;
        private final Named named;
        private final Matching matching;
        private final List<Hint> hints = new ArrayList<>();

        Asked(SpecSource spec, Declared declared) {
            this.spec = spec;
            this.declared = declared;
            this.requirement = declared.requirement();
            this.named = names.of(requirement, provided);
            this.matching = new Matching(requirement.ecosystem(), requirement.name(), named);
        }

        List<Statement> mentions() {
            return spec.statements().stream()
                    .filter(one -> one.items().stream().anyMatch(matching::is))
                    .toList();
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
                        hints);
            }
            Availability available = available();
            Availability seen = provided.labels().isEmpty()
                    ? available
                    : available.in(provided.labels().getFirst());
            Wanted wanted = Wanted.of(requirement, epoch(available));
            List<Place> places =
                    new Places(spec, matching, this::applies, named.ours().isPresent()).of(declared);
            Optional<Integer> generated = generated();
            SpecSide side = SpecSide.of(spec, matching, named, wanted, generated.isPresent() ? List.of() : places);
            hints.addAll(side.hints());
            if (generated.isPresent()) {
                SpecSide.of(spec, matching, named, wanted, places).asHints().forEach(hints::add);
            }
            Answer answer = new Judgement(named, requirement, wanted, seen)
                    .answer(side.edits())
                    .orElseGet(() -> fine(generated, side, places));
            List<Statement> stated = side.stated().isEmpty() ? mentions() : side.stated();
            return new Checked(declared, named, available, stated, answer, hints);
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
            Set<String> flavours = new LinkedHashSet<>(List.of("python3-"));
            spec.packages(Subpackage.Role.LIBRARY).forEach(one -> flavours.add(one.flavour()));
            return flavours.stream().anyMatch(this::applies);
        }

        private boolean applies(String flavour) {
            if (!(requirement instanceof OnPython python)) {
                return true;
            }
            Optional<Marker> marker = python.requirement().marker();
            MarkerEnvironment environment = target.environment(flavour);
            String extra =
                    declared.use().kind() == Use.Kind.EXTRA ? declared.use().name() : "";
            // A comparison without a meaning decides nothing: what may be needed is looked at.
            return marker.isEmpty()
                    || marker.get().holds(environment.withExtra(extra)).value().orElse(true);
        }

        private Availability available() {
            Set<String> asked = new LinkedHashSet<>();
            if (requirement.ecosystem() == Ecosystem.PYTHON) {
                asked.add(Provided.dist(requirement.name()));
            }
            List<Offer> offers = asked.stream()
                    .flatMap(name -> provided.whoProvides(name).stream())
                    .toList();
            if (offers.isEmpty()) {
                offers = named.aliases().stream()
                        .flatMap(name -> provided.whoProvides(name).stream())
                        .distinct()
                        .toList();
            }
            asked.addAll(named.aliases());
            Set<String> own = new LinkedHashSet<>();
            spec.packages().forEach(one -> own.add(one.name()));
            List<Requirer> requirers = asked.stream()
                    .flatMap(name -> provided.whoRequires(name).stream())
                    .filter(one -> !own.contains(one.who().name())
                            && !one.who().source().equals(spec.main().name()))
                    .distinct()
                    .sorted(Comparator.comparing((Requirer one) -> one.who().name()))
                    .toList();
            return new Availability(provided.isKnown(), offers, requirers);
        }

        /** As the package that is there has it; else as the spec writes it; else as the target says. */
        private String epoch(Availability available) {
            if (!available.offers().isEmpty()) {
                String epoch = available.offers().getFirst().provider().evr().epoch();
                return epoch.equals("0") ? "" : epoch;
            }
            return spec.statements().stream()
                    .flatMap(one -> one.items().stream())
                    .filter(matching::is)
                    .map(Stated::evr)
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
