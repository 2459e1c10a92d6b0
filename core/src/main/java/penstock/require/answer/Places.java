package penstock.require.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import penstock.require.Declared;
import penstock.require.Ecosystem;
import penstock.require.Requirement;
import penstock.require.Use;
import penstock.require.spec.SpecSource;
import penstock.require.spec.Stated;
import penstock.require.spec.Statement;
import penstock.require.spec.Statement.Tag;
import penstock.require.spec.Subpackage;
import penstock.require.spec.Subpackage.Role;

/**
 * Where RDO's packagers state a requirement: at run time in every package that is imported, with bounds where its
 * other lines have them, and for the build where tests or Sphinx import it; a test's in the package of tests and, when
 * {@code %check} runs, for the build; documentation's in the package of documentation, for the build.
 */
final class Places {
    /** OpenStack's test-requirements.txt list these too. */
    private static final Set<String> DOCUMENTATION =
            Set.of("openstackdocstheme", "oslosphinx", "sphinx", "sphinx-feature-classification");

    /** Upstream lists it for run time where only its setup needs it; packages that need it state it. */
    private static final String SETUP = "setuptools";

    /** What projects of OpenStack ask for their own version: any will do that. */
    private static final String OWN_VERSION = "pbr";

    /** Beside {@code puppet} modules name the product that has it; no distribution does. */
    private static final String ENTERPRISE = "pe";

    private final Layout layout;
    private final SpecSource spec;
    private final List<Mention> mentions;
    private final Predicate<String> applies;
    private final boolean ours;

    /**
     * @param mentions where the spec states the requirement
     * @param applies whether the requirement holds for the Python of a package's name
     * @param ours whether the distribution makes what is required
     */
    Places(Layout layout, List<Mention> mentions, Predicate<String> applies, boolean ours) {
        this.layout = layout;
        this.spec = layout.spec();
        this.mentions = mentions;
        this.applies = applies;
        this.ours = ours;
    }

    /** What a requirement is for here: extras and groups for tests and documentation are that, and so is what only builds documentation. */
    static Use.Kind kind(Declared declared) {
        Use.Kind kind = kind(declared.use());
        String name = declared.name();
        boolean builder = DOCUMENTATION.contains(name) || name.startsWith("sphinxcontrib-");
        return kind == Use.Kind.TEST && builder ? Use.Kind.DOC : kind;
    }

    private static Use.Kind kind(Use use) {
        if (use.kind() == Use.Kind.EXTRA || use.kind() == Use.Kind.GROUP) {
            String name = use.name().toLowerCase(Locale.ROOT);
            if (Set.of("test", "tests", "testing").contains(name)) {
                return Use.Kind.TEST;
            }
            if (Set.of("doc", "docs").contains(name)) {
                return Use.Kind.DOC;
            }
        }
        return use.kind();
    }

    List<Place> of(Declared declared) {
        return switch (kind(declared)) {
            case RUNTIME -> runtime(declared.requirement());
            case TEST -> tests();
            case DOC -> docs();
            case BUILD_SYSTEM -> buildSystem();
            case EXTRA -> extra(declared.use().name());
            case GROUP, SYSTEM, CONSTRAINT, LISTED -> List.of();
        };
    }

    private List<Subpackage> libraries() {
        return layout.packages(Role.LIBRARY).stream()
                .filter(one -> applies.test(one.flavour()))
                .toList();
    }

    private List<Place> runtime(Requirement requirement) {
        List<Place> places = new ArrayList<>();
        boolean puppet = requirement.ecosystem() == Ecosystem.PUPPET;
        if (puppet && requirement.name().equals(ENTERPRISE)) {
            return places;
        }
        boolean puppetItself = puppet && requirement.name().equals("puppet");
        Place.Missing missing = requirement.name().equals(SETUP) ? Place.Missing.LEAVE : Place.Missing.INSERT;
        for (Subpackage library : libraries()) {
            Neighbours around = layout.own(library, Tag.REQUIRES);
            boolean bounded = !requirement.name().equals(OWN_VERSION) && around.bounded(ours && !puppet);
            places.add(new Place(library, Tag.REQUIRES, around, bounded, !puppetItself, missing));
            if (!puppet) {
                places.add(beside(library, missing));
            }
        }
        if (!puppet && missing == Place.Missing.INSERT) {
            places.addAll(documented(requirement, places));
        }
        for (Subpackage tests : layout.packages(Role.TESTS)) {
            Neighbours around = layout.own(tests, Tag.REQUIRES);
            places.add(new Place(tests, Tag.REQUIRES, around, false, true, Place.Missing.LEAVE));
        }
        return places;
    }

    /**
     * Build requirements beside those at run time. Tests import the library and so all that it requires. What is new is put in; what the
     * spec stated before came along with something, unless it is stated to build for another Python, which runs the same tests.
     */
    private Place beside(Subpackage library, Place.Missing missing) {
        boolean isNew = !isStated(one -> one.tag() == Tag.REQUIRES && one.of().equals(library), _ -> true);
        boolean forAnother = isStated(
                one -> one.tag() == Tag.BUILD_REQUIRES && one.of().role() != Role.DOC,
                item -> !item.flavour().equals(library.flavour()));
        Neighbours around = layout.build(library);
        boolean insert = spec.checks()
                && !spec.generation().ofRuntimeToBuild()
                && applies.test(around.flavour())
                && (isNew || forAnother);
        return new Place(
                library,
                Tag.BUILD_REQUIRES,
                layout.buildTests(library),
                around.bounded(),
                true,
                insert ? missing : Place.Missing.LEAVE);
    }

    private boolean isStated(Predicate<Statement> where, Predicate<Stated> which) {
        return mentions.stream().anyMatch(one -> where.test(one.statement()) && which.test(one.item()));
    }

    /** Sphinx imports the library, too; where tests have it among the build requirements, once is enough. */
    private List<Place> documented(Requirement requirement, List<Place> before) {
        boolean comes = requirement.name().equals(OWN_VERSION) || Documentation.brings(requirement.name());
        if (comes || spec.generation().ofRuntimeToBuild()) {
            return List.of();
        }
        Set<String> built = before.stream()
                .filter(one -> one.tag() == Tag.BUILD_REQUIRES && one.missing() == Place.Missing.INSERT)
                .map(one -> one.neighbours().flavour())
                .collect(Collectors.toSet());
        return layout.documentation().imports().stream()
                .filter(here -> applies.test(here.around().flavour())
                        && !built.contains(here.around().flavour()))
                .map(Places::toBuild)
                .toList();
    }

    private static Place toBuild(Documentation.Here here) {
        Neighbours around = here.around();
        return new Place(here.home(), Tag.BUILD_REQUIRES, around, around.bounded(), true, Place.Missing.INSERT);
    }

    private List<Place> tests() {
        List<Place> places = new ArrayList<>();
        for (Subpackage one : layout.packages(Role.TESTS)) {
            Neighbours around = layout.own(one, Tag.REQUIRES);
            if (!around.isEmpty() && applies.test(around.flavour())) {
                boolean comes = statedIn(Role.LIBRARY, around.flavour());
                places.add(new Place(
                        one,
                        Tag.REQUIRES,
                        around,
                        around.bounded(),
                        true,
                        comes ? Place.Missing.LEAVE : Place.Missing.INSERT));
            }
        }
        for (Subpackage library : libraries()) {
            Neighbours around = layout.build(library);
            places.add(new Place(
                    library,
                    Tag.BUILD_REQUIRES,
                    layout.buildTests(library),
                    around.bounded(),
                    true,
                    spec.checks() ? Place.Missing.INSERT : Place.Missing.LEAVE));
        }
        return places;
    }

    /** Whether it comes along with the library that tests require. */
    private boolean statedIn(Role role, String flavour) {
        return isStated(
                one -> one.tag() == Tag.REQUIRES
                        && one.of().role() == role
                        && one.of().flavour().equals(flavour),
                _ -> true);
    }

    private List<Place> docs() {
        return layout.documentation().builders().stream()
                .filter(here -> applies.test(here.around().flavour()))
                .map(Places::toBuild)
                .toList();
    }

    private List<Place> buildSystem() {
        List<Place> places = new ArrayList<>();
        for (Subpackage library : libraries()) {
            if (library.flavour().isEmpty()) {
                // A Puppet module's setup.py makes its documentation; no Python builds the package.
                continue;
            }
            Neighbours around = layout.build(library);
            places.add(new Place(
                    library,
                    Tag.BUILD_REQUIRES,
                    layout.buildSetup(library),
                    around.bounded(),
                    true,
                    Place.Missing.INSERT));
        }
        return places;
    }

    private List<Place> extra(String name) {
        List<Place> places = new ArrayList<>();
        for (Subpackage one : spec.packages()) {
            if (one.extra().equals(name) && applies.test(one.flavour())) {
                Neighbours around = layout.own(one, Tag.REQUIRES);
                places.add(new Place(one, Tag.REQUIRES, around, true, true, Place.Missing.INSERT));
            }
        }
        return places;
    }
}
