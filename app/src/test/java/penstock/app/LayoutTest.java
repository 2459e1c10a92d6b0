package penstock.app;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rules of the design's section 3 that bytecode shows (A1): direction, cycles, purity of core, names, state, construction. */
class LayoutTest {
    private static final String[] SHELLS = {"penstock.engine..", "penstock.edge..", "penstock.app.."};
    private static final DescribedPredicate<JavaClass> CORE =
            resideInAPackage("penstock..").and(not(resideInAnyPackage(SHELLS))).as("core");

    /** Types that do or reach something outside the computation. Plain streams over bytes in memory are not among them. */
    private static final DescribedPredicate<JavaClass> OUTSIDE = type(
            "a file, socket, thread, process, logger or database",
            type -> type.getPackageName().startsWith("java.nio.file")
                    || type.getPackageName().startsWith("java.nio.channels")
                    || type.getPackageName().startsWith("java.sql")
                    || type.getPackageName().startsWith("javax.net")
                    || type.getPackageName().startsWith("java.util.logging")
                    || type.getPackageName().startsWith("org.slf4j")
                    || type.getPackageName().startsWith("java.util.concurrent.locks")
                    || (type.getPackageName().startsWith("java.net")
                            && !type.getSimpleName().startsWith("URI")
                            && !type.getSimpleName().matches("URL(En|De)coder"))
                    || type.getName().matches("java\\.io\\.(File.*|RandomAccessFile|Console)")
                    || type.getName().matches("java\\.lang\\.(Thread.*|Process.*|Runtime|ScopedValue)")
                    || type.getName()
                            .matches("java\\.util\\.concurrent\\.(Executor.*|ForkJoin.*|CompletableFuture|.*Queue)"));

    private static final Set<String> CLOCKS_AND_CHANCE = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.lang.System.getenv",
            "java.lang.System.getProperty",
            "java.lang.Math.random",
            "java.util.UUID.randomUUID");

    private static final JavaClasses PENSTOCK = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("penstock");

    @Test
    void everyModuleIsSeen() {
        Set<String> tops = PENSTOCK.stream()
                .map(type -> type.getPackageName().split("\\.").length > 1
                        ? type.getPackageName().split("\\.")[1]
                        : "")
                .collect(Collectors.toSet());
        assertThat(tops).contains("change", "build", "engine", "edge", "app");
    }

    @Test
    void coreKnowsNobodyEngineOnlyCoreEdgeOnlyThose() {
        noClasses()
                .that(CORE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SHELLS)
                .check(PENSTOCK);
        noClasses()
                .that()
                .resideInAPackage("penstock.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("penstock.edge..", "penstock.app..")
                .check(PENSTOCK);
        noClasses()
                .that()
                .resideInAPackage("penstock.edge..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("penstock.app..")
                .check(PENSTOCK);
    }

    @Test
    void noPackageCycles() {
        slices().matching("penstock.(**)").should().beFreeOfCycles().check(PENSTOCK);
    }

    @Test
    void adaptersDoNotKnowOneAnotherSaveForTheProcessRunner() {
        slices().matching("penstock.edge.(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(alwaysTrue(), resideInAPackage("penstock.edge.process.."))
                .check(PENSTOCK);
    }

    @Test
    void coreReachesNothingOutside() {
        noClasses().that(CORE).should().dependOnClassesThat(OUTSIDE).check(PENSTOCK);
        noClasses().that(CORE).should(askForTimeOrChance()).check(PENSTOCK);
    }

    /** The engine's time is passed in too; {@code Instant.now(clock)} is fine everywhere. */
    @Test
    void engineTakesItsTimeFromWhoeverMadeIt() {
        noClasses()
                .that()
                .resideInAPackage("penstock.engine..")
                .should(readTheClock())
                .check(PENSTOCK);
    }

    @Test
    void librariesOfCoreAreFew() {
        classes()
                .that(CORE)
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "penstock..",
                        "java..",
                        "javax.xml..",
                        "org.yaml.snakeyaml..",
                        "org.tomlj..",
                        "com.google.re2j..",
                        "org.jspecify..",
                        "org.antlr.v4.."))
                .check(PENSTOCK);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..model..", "..impl..", "..manager..")
                .check(PENSTOCK);
        noClasses()
                .that()
                .areTopLevelClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Data)")
                .check(PENSTOCK);
    }

    @Test
    void noStaticMutableState() {
        fields().that().areStatic().and(writtenBySomebody()).should().beFinal().check(PENSTOCK);
        fields().that()
                .areStatic()
                .and(writtenBySomebody())
                .should(notBeAMutableHolder())
                .check(PENSTOCK);
    }

    /** Commands, pages and API get what they use handed to them; values and failures anybody makes. */
    @Test
    void onlyWiringConstructsServicesAndAdapters() {
        noClasses()
                .that()
                .resideInAPackage("penstock.app..")
                .and(not(wiring()))
                .should()
                .callConstructorWhere(new DescribedPredicate<JavaConstructorCall>("it makes a service or an adapter") {
                    @Override
                    public boolean test(JavaConstructorCall call) {
                        JavaClass made = call.getTargetOwner();
                        return resideInAnyPackage("penstock.engine..", "penstock.edge..")
                                        .test(made)
                                && !made.isRecord()
                                && !made.isAssignableTo(Throwable.class);
                    }
                })
                .check(PENSTOCK);
    }

    private static DescribedPredicate<JavaClass> wiring() {
        return type("Wiring", type -> type.getName().matches("penstock\\.app\\.(Wiring(\\$.*)?|wiring\\..*)"));
    }

    private static DescribedPredicate<JavaField> writtenBySomebody() {
        return new DescribedPredicate<>("written by somebody") {
            @Override
            public boolean test(JavaField field) {
                return !field.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC);
            }
        };
    }

    private static ArchCondition<JavaField> notBeAMutableHolder() {
        return new ArchCondition<>("not hold something that changes") {
            @Override
            public void check(JavaField field, ConditionEvents events) {
                boolean mutable = field.getRawType()
                                .getName()
                                .matches(
                                        "java\\.util\\.concurrent\\..*|java\\.util\\.(\\w*Map|\\w*Set|\\w*List|\\w*Deque|BitSet)"
                                                + "|java\\.lang\\.(ThreadLocal|StringBuilder|StringBuffer)")
                        && !Set.of(
                                        "java.util.Map",
                                        "java.util.Set",
                                        "java.util.List",
                                        "java.util.SequencedMap",
                                        "java.util.SequencedSet",
                                        "java.util.concurrent.TimeUnit")
                                .contains(field.getRawType().getName());
                events.add(new SimpleConditionEvent(
                        field,
                        !mutable,
                        field.getFullName() + " is a " + field.getRawType().getName()));
            }
        };
    }

    private static ArchCondition<JavaClass> askForTimeOrChance() {
        return calls("ask for the time, the environment or chance", LayoutTest::isTimeOrChance);
    }

    private static ArchCondition<JavaClass> readTheClock() {
        return calls(
                "read the clock",
                access -> isNow(access)
                        || access.getTarget().getFullName().startsWith("java.lang.System.currentTimeMillis"));
    }

    private static boolean isTimeOrChance(JavaAccess<?> access) {
        String name = access.getTargetOwner().getName() + "." + access.getName();
        boolean unseeded = name.equals("java.util.Random.<init>")
                && access.getTarget() instanceof AccessTarget.ConstructorCallTarget made
                && made.getRawParameterTypes().isEmpty();
        return isNow(access) || unseeded || CLOCKS_AND_CHANCE.contains(name);
    }

    private static boolean isNow(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof AccessTarget.MethodCallTarget called)) {
            return false;
        }
        String owner = called.getOwner().getName();
        return (owner.startsWith("java.time.")
                        && called.getName().equals("now")
                        && called.getRawParameterTypes().isEmpty())
                || (owner.equals("java.time.Clock") && called.getName().startsWith("system"));
    }

    private static ArchCondition<JavaClass> calls(
            String description, java.util.function.Predicate<JavaAccess<?>> which) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getAccessesFromSelf().stream()
                        .filter(which)
                        .forEach(access -> events.add(SimpleConditionEvent.satisfied(type, access.getDescription())));
            }
        };
    }

    private static DescribedPredicate<JavaClass> type(
            String description, java.util.function.Predicate<JavaClass> test) {
        return DescribedPredicate.describe(description, test);
    }
}
