package penstock.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.line.Excuse;
import penstock.promote.Candidate;
import penstock.promote.Choice;
import penstock.promote.Evidence;
import penstock.promote.Inputs;
import penstock.promote.Rule;
import penstock.require.Ecosystem;
import penstock.warning.PackageWarnings;
import penstock.warning.Subject;
import penstock.warning.Unmet;
import penstock.warning.Warning;

/** Who waits for whom (part 4, C5). */
class WaitsTest {
    private static final Instant NOW = Instant.parse("2026-11-30T06:00:00Z");

    private static Instant ago(int hours) {
        return NOW.minus(Duration.ofHours(hours));
    }

    private static Inputs candidate(String component, int hours, String... results) {
        Rule rule = new Rule(
                "tested",
                List.of(),
                new Rule.Source("consistent", Rule.Scope.COMPONENT),
                List.of(new Rule.Criterion(List.of(Rule.Job.once("ci")))),
                Rule.Timing.NONE,
                List.of(),
                List.of());
        Candidate candidate = Candidate.of(new Candidate.Part(component, "ab/" + hours), ago(hours));
        List<Evidence> evidence = List.of(results).stream()
                .map(result -> new Evidence(
                        "e",
                        candidate.subject(),
                        "ci",
                        Evidence.Result.valueOf(result),
                        ago(1),
                        new Evidence.Source(Evidence.Origin.CI, "zuul", ""),
                        Evidence.Remarks.NONE))
                .toList();
        return new Inputs(rule, candidate, evidence, NOW);
    }

    private static Waits of(
            List<Choice> labels, SequencedMap<String, Excuse> packages, List<PackageWarnings> warnings) {
        return Waits.of(NOW, labels, packages, warnings);
    }

    @Test
    void a_label_waits_for_what_keeps_its_newest_candidate_unless_another_goes() {
        Choice waits = Choice.of(List.of(candidate("compute", 5), candidate("compute", 9)));
        Choice refused = Choice.of(List.of(candidate("network", 8, "FAILURE")));
        Choice goes = Choice.of(List.of(candidate("storage", 2), candidate("storage", 3, "SUCCESS")));
        assertThat(of(List.of(waits, refused, goes, Choice.of(List.of())), new LinkedHashMap<>(), List.of())
                        .all())
                .containsExactly(
                        new Waits.Wait(
                                "tested (compute)",
                                List.of("ci"),
                                ago(5),
                                "nothing is known of ci; what helps: a result of ci"),
                        new Waits.Wait(
                                "tested (network)",
                                List.of("ci"),
                                ago(1),
                                "ci failed 2026-11-30 05:00; what helps: a later success of ci, a waiver in the rule, or another candidate"));
    }

    @Test
    void packages_wait_for_those_who_were_told_of_requirements_and_for_one_another() {
        SequencedMap<String, Excuse> packages = new LinkedHashMap<>();
        packages.put("glance", new Excuse(Excuse.Reason.DEPENDENCY, "needs it", List.of("nova"), ago(3), "that build"));
        packages.put("heat", new Excuse(Excuse.Reason.PAUSED, "paused by ada", List.of(), ago(30), ""));
        packages.put("new", new Excuse(Excuse.Reason.SPEC, "its spec is read", List.of(), ago(0), ""));
        PackageWarnings warnings = warnings(
                warning("wrapt", Unmet.Meaning.NOT_PACKAGED, "", true),
                warning("six", Unmet.Meaning.MAY_GO, "", true),
                warning("yaml", Unmet.Meaning.TOO_OLD, "", false),
                warning("pbr", Unmet.Meaning.TOO_OLD, "https://review/7", true));
        assertThat(of(List.of(), packages, List.of(warnings)).all())
                .containsExactly(
                        new Waits.Wait(
                                "python-nova",
                                List.of("ada@example.org"),
                                ago(4),
                                "requires wrapt>=2 (runtime): not packaged"),
                        new Waits.Wait(
                                "python-nova",
                                List.of("ada@example.org"),
                                ago(4),
                                "requires pbr>=2 (runtime): what is provided is too old, once this is merged:"
                                        + " https://review/7"),
                        new Waits.Wait("heat", List.of(), ago(30), "paused by ada"),
                        new Waits.Wait("glance", List.of("nova"), ago(3), "needs it; what helps: that build"));
    }

    private static PackageWarnings warnings(Warning... warnings) {
        Package.Source source = new Package.Source("file:///nova", "master", false);
        Package pkg = new Package("nova", "python-nova", "", source, source, List.of("ada@example.org"));
        Commit commit = new Commit("a".repeat(40), "b".repeat(40), NOW, "A <a@example.org>", "Work");
        PackageWarnings.Commits commits = new PackageWarnings.Commits(commit, commit);
        return new PackageWarnings("flamingo", pkg, Optional.empty(), commits, "", List.of(warnings));
    }

    private static Warning warning(String name, Unmet.Meaning meaning, String change, boolean told) {
        Unmet unmet = new Unmet(
                new Subject(Ecosystem.PYTHON, name),
                meaning,
                List.of(name + ">=2 (runtime)"),
                List.of(),
                List.of(),
                Unmet.Remedy.NONE,
                Unmet.Reach.NONE);
        return new Warning(unmet, change, List.of(), told, ago(4), ago(4), "t");
    }
}
