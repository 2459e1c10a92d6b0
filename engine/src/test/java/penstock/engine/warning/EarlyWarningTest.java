package penstock.engine.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.distro.ReleaseLine;
import penstock.engine.notify.Letters;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.notify.NotifySettings;
import penstock.engine.port.Forge;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.LineCheck;
import penstock.engine.require.ProvidedPackages;
import penstock.engine.require.TreeReader;
import penstock.engine.testkit.FakeForge;
import penstock.engine.testkit.FakeMirror;
import penstock.engine.testkit.ManualClock;
import penstock.engine.testkit.MemoryWarningBook;
import penstock.follow.FallBack;
import penstock.require.answer.Packaged;
import penstock.require.answer.Repository;
import penstock.require.answer.RpmDependency;
import penstock.version.Evr;
import penstock.warning.PackageWarnings;

/** Commits and proposed changes of one package, from their trees to the letters (E of part 3). */
class EarlyWarningTest {
    private static final String UP = "https://git.example.org/mill";
    private static final String DIST = "https://git.example.org/mill-distgit";
    private static final Package PKG = new Package(
            "mill",
            "python-mill",
            "",
            new Package.Source(UP, "master", false),
            new Package.Source(DIST, "rpm-master", false),
            List.of("miller@example.org"));
    private static final ReleaseLine LINE = new ReleaseLine("spring", "spring", "development", List.of(), List.of(PKG));
    private static final String SPEC = """
            %{?python_disable_dependency_generator}
            Name:           python-mill
            Version:        XXX
            Release:        XXX
            Summary:        Grinds
            License:        ASL 2.0

            %description
            Grinds.

            %package -n python3-mill
            Summary:        Grinds
            BuildRequires:  python3-devel
            Requires:       python3-water >= 1.0

            %description -n python3-mill
            Grinds.

            %files -n python3-mill
            %{python3_sitelib}/mill
            """;
    private static final String SETUP = "import setuptools\nsetuptools.setup(pbr=True)\n";

    private final FakeMirror mirror = new FakeMirror();
    private final MemoryWarningBook book = new MemoryWarningBook();
    private final FakeForge forge = new FakeForge();
    private final ManualClock clock = new ManualClock(Instant.parse("2026-11-25T10:00:00Z"));
    private final List<Packaged> provided = new ArrayList<>();
    private ReleaseLine line = LINE;
    private boolean unreadable;
    private int wakes;
    private int checks;
    private final Judge judge = judge();
    private final WarningDesk desk = desk();
    private final EarlyWarning warning = desk.branches(judge);
    private Commit spec = commit(DIST, "rpm-master", "A spec", Map.of("python-mill.spec", SPEC));

    @BeforeEach
    void waterIsProvided() throws Exception {
        provided.add(library("water", "1.2"));
        upstream("Begin", "water>=1.0\n");
    }

    @Test
    void aNewRequirementIsToldWithItsPatchBeforeAnythingIsBuilt() throws Exception {
        provided.add(library("stone", "2.1"));
        upstream("Grind with stone", "water>=1.0\nstone>=2\n");
        Letter letter = book.letters().getFirst();
        assertThat(letter.recipient()).isEqualTo("miller@example.org");
        assertThat(letter.subject()).isEqualTo("[spring] python-mill now requires stone>=2: the spec must change");
        assertThat(letter.text())
                .contains("python-mill in spring requires stone>=2 (runtime) now. Nothing has failed yet.")
                .contains("Grind with stone, by ")
                .contains("runtime: added stone>=2")
                .contains("requirements.txt:2: stone>=2")
                .contains("provided by current: 2.1 (python3-stone)")
                .contains("+Requires:       python3-stone >= 2")
                .contains("penstock build mill --line spring --with-patch")
                .contains("https://factory.example.org/spring/mill");
        assertThat(wakes).isEqualTo(1);
    }

    @Test
    void whatIsTooOldNamesTheLabelThatLacksIt() throws Exception {
        upstream("Need more water", "water>=3\n");
        assertThat(subjects())
                .containsExactly("[spring] python-mill now requires water>=3: what is provided is too old");
        assertThat(book.letters().getFirst().text())
                .contains("not met with the label current")
                .contains("runtime: raised >=1.0 -> >=3");
    }

    @Test
    void onlyCommitsThatChangeARequirementAreChecked() throws Exception {
        int before = checks;
        upstream("Say water>=1.0 otherwise", "# all\nwater >= 1.0\n");
        assertThat(checks).isEqualTo(before);
        assertThat(known().judged().orElseThrow().source()).isEqualTo(head(UP));
    }

    @Test
    void aBranchThatWentBackIsLookedAtAsItIsNow() throws Exception {
        Commit old = head(UP);
        upstream("Need stone", "water>=1.0\nstone\n");
        warning.commits("spring", PKG, old, spec);
        assertThat(known().judged().orElseThrow().source()).isEqualTo(old);
        assertThat(subjects().getLast()).isEqualTo("[spring] python-mill no longer requires stone");
        warning.commits("spring", PKG, old, spec);
        assertThat(subjects()).hasSize(2);
    }

    @Test
    void whatIsNotFollowedAnyMoreIsForgotten() throws Exception {
        upstream("Need stone", "water>=1.0\nstone\n");
        line = new ReleaseLine("spring", "spring", "development", List.of(), List.of());
        warning.again("spring");
        assertThat(book.find("spring", "mill")).isEmpty();
        assertThat(book.letters()).hasSize(1);
    }

    @Test
    void severalCommitsAtOnceAreToldWithThoseThatChangedIt() throws Exception {
        commit(UP, "master", "Add stone", files("water>=1.0\nstone>=1\n"));
        commit(UP, "master", "Only talk", files("water>=1.0\nstone>=1\n"));
        upstream("Need a better stone", "water>=1.0\nstone>=2\n");
        assertThat(book.letters()).hasSize(1);
        assertThat(book.letters().getFirst().text())
                .contains("Add stone", "Need a better stone")
                .doesNotContain("Only talk");
    }

    @Test
    void whatIsTakenBackIsWithdrawnInTheSameThread() throws Exception {
        upstream("Need stone", "water>=1.0\nstone\n");
        upstream("Revert \"Need stone\"", "water>=1.0\n");
        assertThat(subjects())
                .containsExactly(
                        "[spring] python-mill now requires stone: not packaged",
                        "[spring] python-mill no longer requires stone");
        assertThat(book.letters().get(1).thread())
                .isEqualTo(book.letters().get(0).thread())
                .isNotEmpty();
        assertThat(known().warnings()).isEmpty();
    }

    @Test
    void whatIsDroppedAndStillStatedIsAHintAndNoPatch() throws Exception {
        upstream("Need no water", "");
        assertThat(subjects())
                .containsExactly("[spring] python-mill no longer requires water: the spec may state it without need");
        assertThat(book.letters().getFirst().text())
                .contains("python-mill in spring does not require water any more. Nothing has to be done.")
                .contains("hint: line 14: upstream no longer asks for water (runtime): this line may be unneeded")
                .doesNotContain("The patch of the spec", "penstock build");
        warning.again("spring");
        assertThat(book.letters()).hasSize(1);
        assertThat(known().warnings()).hasSize(1);
        spec = commit(
                DIST,
                "rpm-master",
                "Follow",
                Map.of("python-mill.spec", SPEC.replace("Requires:       python3-water >= 1.0\n", "")));
        warning.commits("spring", PKG, head(UP), spec);
        assertThat(known().warnings()).isEmpty();
        assertThat(book.letters()).hasSize(1);
    }

    @Test
    void whoReviewsAProposedChangeIsNotToldOfLinesOfTheSpec() throws Exception {
        desk.proposals(judge, forge).proposed("spring", PKG, propose("Need no water", ""));
        assertThat(forge.comments()).isEmpty();
        assertThat(book.letters()).isEmpty();
    }

    @Test
    void whatCouldNotBeJudgedIsShownAndJudgedLater() throws Exception {
        unreadable = true;
        upstream("Need stone", "water>=1.0\nstone\n");
        assertThat(book.letters()).isEmpty();
        assertThat(known().problem()).isEqualTo("the labels can't be read");
        warning.unjudged("spring");
        assertThat(book.letters()).isEmpty();
        unreadable = false;
        warning.unjudged("spring");
        assertThat(subjects()).containsExactly("[spring] python-mill now requires stone: not packaged");
        assertThat(known().problem()).isEmpty();
    }

    @Test
    void aBranchThatIsSetBackFromWhatCouldNotBeJudgedHasNoProblemAnyMore() throws Exception {
        Commit before = head(UP);
        unreadable = true;
        upstream("Need stone", "water>=1.0\nstone\n");
        unreadable = false;
        warning.commits("spring", PKG, before, spec);
        assertThat(known().problem()).isEmpty();
        assertThat(known().latest().source()).isEqualTo(before);
        assertThat(book.letters()).isEmpty();
    }

    @Test
    void whatIsProvidedNowIsOverWithoutAWord() throws Exception {
        upstream("Need more water", "water>=3\n");
        provided.add(library("water", "3.0"));
        warning.again("spring");
        assertThat(known().warnings().getFirst().unmet().meaning().words()).isEqualTo("the spec must change");
        spec = commit(DIST, "rpm-master", "Follow", Map.of("python-mill.spec", SPEC.replace(">= 1.0", ">= 3")));
        warning.commits("spring", PKG, head(UP), spec);
        assertThat(known().warnings()).isEmpty();
        assertThat(book.letters()).hasSize(1);
    }

    @Test
    void whichSpecIsMeantIsAProblemAndNoWarning() throws Exception {
        spec = commit(DIST, "rpm-master", "Add another", Map.of("python-other.spec", SPEC));
        upstream("Need stone", "water>=1.0\nstone\n");
        assertThat(known().problem()).contains("the packaging tree has 2 specs");
        assertThat(book.letters()).isEmpty();
    }

    @Test
    void whatCannotBeKeptIsTakenUpWithTheNextCommit() throws Exception {
        book.broken(true);
        upstream("Need stone", "water>=1.0\nstone\n");
        book.broken(false);
        upstream("Only talk", "water>=1.0\nstone\n");
        assertThat(book.letters()).hasSize(1);
        assertThat(book.letters().getFirst().text()).contains("Need stone").doesNotContain("Only talk, by");
    }

    @Test
    void aProposedChangeIsCommentedAndItsLandingIsNoSecondWarning() throws Exception {
        ProposalWarning proposals = desk.proposals(judge, forge);
        Proposal first = propose("Need stone", "water>=1.0\nstone\n");
        forge.away(true);
        assertThatThrownBy(() -> proposals.proposed("spring", PKG, first)).isInstanceOf(OutsideFailure.class);
        assertThat(book.letters()).as("it is said once it can be said").isEmpty();
        forge.away(false);
        proposals.proposed("spring", PKG, first);
        proposals.proposed("spring", PKG, first);
        assertThat(forge.sent()).isEqualTo(1);
        assertThat(forge.comments()).containsOnlyKeys("https://review.example.org/7 spring mill python stone");
        Forge.Comment comment = forge.comments().firstEntry().getValue();
        assertThat(comment.file()).isEqualTo("requirements.txt");
        assertThat(comment.line()).isEqualTo(2);
        assertThat(comment.text()).contains("A proposed change makes python-mill in spring require stone");
        assertThat(subjects()).containsExactly("[spring] python-mill may soon require stone: not packaged");
        upstream("Need stone", "water>=1.0\nstone\n");
        assertThat(subjects().getLast()).isEqualTo("[spring] python-mill requires stone (updated): not packaged");
        assertThat(known().warnings()).hasSize(1);
    }

    @Test
    void aProjectAndAModuleOfOneNameHaveACommentEach() throws Exception {
        Map<String, String> files = new HashMap<>(files("water>=1.0\nacme-stone\n"));
        files.put(
                "metadata.json",
                "{\"name\": \"acme-mill\", \"version\": \"1.0.0\", \"dependencies\":"
                        + " [{\"name\": \"acme/stone\", \"version_requirement\": \">= 2.0.0\"}]}");
        desk.proposals(judge, forge).proposed("spring", PKG, propose("Need both", files));
        assertThat(forge.comments())
                .containsOnlyKeys(
                        "https://review.example.org/7 spring mill puppet acme-stone",
                        "https://review.example.org/7 spring mill python acme-stone");
        assertThat(forge.comments().values())
                .extracting(Forge.Comment::file)
                .containsExactly("metadata.json", "requirements.txt");
    }

    @Test
    void aPatchSetThatAsksForItNoMoreResolvesTheComment() throws Exception {
        ProposalWarning proposals = desk.proposals(judge, forge);
        proposals.proposed("spring", PKG, propose("Need stone", "water>=1.0\nstone\n"));
        Proposal without = propose("Need nothing", "water>=1.0\n");
        proposals.proposed("spring", PKG, without);
        assertThat(forge.comments().values()).hasSize(1).allMatch(Forge.Comment::resolved);
        proposals.proposed("spring", PKG, propose("Need stone after all", "water>=1.0\nstone\n"));
        proposals.givenUp("spring", PKG, without);
        assertThat(forge.comments().values()).hasSize(1).allMatch(Forge.Comment::resolved);
        assertThat(known().warnings()).isEmpty();
        assertThat(subjects()).hasSize(4);
    }

    private WarningDesk desk() {
        NotifySettings settings = new NotifySettings(List.of(), Optional.empty(), build -> build);
        WarningLetters letters = new WarningLetters(
                new Letters(settings, clock),
                (line, project) -> "https://factory.example.org/" + line + "/" + project,
                () -> wakes++);
        return new WarningDesk(book, Optional.of(letters), clock);
    }

    private Judge judge() {
        ProvidedPackages packages = new ProvidedPackages() {
            @Override
            public List<Repository> of(String line, Set<String> asked) throws OutsideFailure {
                checks++;
                if (unreadable) {
                    throw new OutsideFailure("the labels can't be read", true);
                }
                return List.of(Repository.of("current", true, provided));
            }

            @Override
            public String python() {
                return "3.12";
            }

            @Override
            public String machine() {
                return "x86_64";
            }
        };
        TreeReader trees = new TreeReader(mirror, mirror, FallBack.NEVER);
        return new Judge(mirror, trees, new LineCheck(trees, packages, Map.of()), _ -> Optional.of(line));
    }

    /** A commit on the branch, that is looked at. */
    private void upstream(String message, String requirements) throws Exception {
        Commit commit = commit(UP, "master", message, files(requirements));
        warning.commits("spring", PKG, commit, spec);
    }

    /** A patch set on the branch's head. */
    private Proposal propose(String message, String requirements) throws OutsideFailure {
        return propose(message, files(requirements));
    }

    private Proposal propose(String message, Map<String, String> files) throws OutsideFailure {
        Commit base = head(UP);
        Commit commit = mirror.repository(UP).add(List.of(base.id()), message, files, clock.instant());
        mirror.repository(UP).branch("changes-7", commit.id());
        mirror.fetch(UP);
        return new Proposal("https://review.example.org/7", base, commit);
    }

    private Commit commit(String url, String branch, String message, Map<String, String> files) {
        Commit commit = mirror.repository(url).commit(branch, message, files);
        try {
            mirror.fetch(url);
        } catch (OutsideFailure e) {
            throw new AssertionError(e);
        }
        return commit;
    }

    private static Map<String, String> files(String requirements) {
        return Map.of("requirements.txt", requirements, "setup.py", SETUP);
    }

    private Commit head(String url) throws OutsideFailure {
        return mirror.resolve(url, url.equals(UP) ? "master" : "rpm-master").orElseThrow();
    }

    private PackageWarnings known() {
        return book.find("spring", "mill").orElseThrow();
    }

    private List<String> subjects() {
        return book.letters().stream().map(Letter::subject).toList();
    }

    private static Packaged library(String project, String version) {
        String name = "python3-" + project;
        return new Packaged(
                name,
                new Evr("0", version, "1"),
                "python-" + project,
                List.of(
                        RpmDependency.parse(name + " = " + version),
                        RpmDependency.parse("python3dist(" + project + ") = " + version)),
                List.of(),
                List.of());
    }
}
