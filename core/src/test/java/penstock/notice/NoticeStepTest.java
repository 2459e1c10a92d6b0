package penstock.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import penstock.build.BuildOptions;
import penstock.build.BuildRequest;
import penstock.build.Cause;
import penstock.build.Step;
import penstock.build.Verdict;
import penstock.change.Commit;
import penstock.distro.Package;

/** Whom a build that ended concerns, and in which words (B4 of part 2). */
class NoticeStepTest {
    private static final Cause OLD_WRAPT =
            new Cause.DependencyVersion("python3dist(wrapt) >= 2.1", "debtcollector", List.of("1.15"));

    private OpenCauses open = OpenCauses.none("flamingo", "debtcollector");

    @Test
    void aCauseIsToldOnceHoweverManyCommitsFailForIt() {
        assertThat(fails(Step.BUILD_REQUIRES, OLD_WRAPT)).containsExactly("NEW_CAUSE MAINTAINERS");
        assertThat(fails(Step.BUILD_REQUIRES, OLD_WRAPT)).isEmpty();
    }

    @Test
    void causesThatTakeTurnsAreToldOnceEach() {
        Cause broken = new Cause.CommandFailed("error: command '/usr/bin/gcc' failed with exit code 1");
        assertThat(fails(Step.BUILD_REQUIRES, OLD_WRAPT)).hasSize(1);
        assertThat(fails(Step.BUILD, broken)).containsExactly("NEW_CAUSE MAINTAINERS");
        assertThat(fails(Step.BUILD_REQUIRES, OLD_WRAPT)).isEmpty();
    }

    @Test
    void theRecoveryIsToldToWhomTheFailureWas() {
        fails(Step.BUILD_REQUIRES, OLD_WRAPT);
        assertThat(succeeds()).containsExactly("RECOVERED MAINTAINERS");
        assertThat(succeeds()).isEmpty();
        assertThat(fails(Step.BUILD_REQUIRES, OLD_WRAPT)).containsExactly("NEW_CAUSE MAINTAINERS");
    }

    @Test
    void whatNoPackagerCanMendGoesToTheOperators() {
        assertThat(fails(Step.SRPM, new Cause.Infrastructure("the disk is full")))
                .containsExactly("NEW_CAUSE OPERATORS");
        fails(Step.BUILD_REQUIRES, OLD_WRAPT);
        assertThat(succeeds()).containsExactly("RECOVERED MAINTAINERS", "RECOVERED OPERATORS");
    }

    @Test
    void whatIsTriedAgainIsNotTold() {
        assertThat(step(new BuildEnd(request(), failure(Step.BUILD, OLD_WRAPT), "RETRY")))
                .isEmpty();
    }

    @Test
    void numbersAndHashesMakeNoNewCause() {
        assertThat(fails(Step.PREP, new Cause.CommandFailed("x-3.1.dev4 of 57da8d3 is bad")))
                .hasSize(1);
        assertThat(fails(Step.PREP, new Cause.CommandFailed("x-3.1.dev5 of 2efc66a is bad")))
                .isEmpty();
        assertThat(fails(Step.CHECK, new Cause.TestFailures(List.of("a", "b")))).hasSize(1);
        assertThat(fails(Step.CHECK, new Cause.TestFailures(List.of("c")))).isEmpty();
        assertThat(fails(Step.FILES, new Cause.UnpackagedFiles(List.of("/usr/bin/a"))))
                .hasSize(1);
        assertThat(fails(Step.FILES, new Cause.UnpackagedFiles(List.of("/usr/bin/b"))))
                .hasSize(1);
    }

    @Test
    void theLetterSaysWhatAPackagerAsksFirst() {
        Verdict verdict = Verdict.failed(
                Step.BUILD_REQUIRES,
                OLD_WRAPT,
                List.of(new Verdict.LogLine(812, "nothing provides wrapt >= 2.1\u001b[0m")));
        Notice notice = new Notice(
                Notice.Kind.NEW_CAUSE,
                Notice.Audience.MAINTAINERS,
                new BuildEnd(request(), verdict, "FAILED"),
                List.of("k"));
        assertThat(NoticeText.subject(notice))
                .isEqualTo(
                        "[flamingo] python-debtcollector fails: python3dist(wrapt) >= 2.1 is wanted by debtcollector,"
                                + " but on offer is only 1.15");
        assertThat(NoticeText.body(notice, "https://trunk.example.org/builds/b1"))
                .isEqualTo("""
                python3dist(wrapt) >= 2.1 is wanted by debtcollector, but on offer is only 1.15

                Step        build requires

                The log says, with its line numbers:
                    812  nothing provides wrapt >= 2.1 [0m

                Upstream    aaaaaaa  Want wrapt 2.1, by A <a@example.org>
                            https://opendev.org/openstack/debtcollector
                Packaging   ddddddd  Bump, by P <p@example.org>
                            https://github.com/rdo-packages/debtcollector-distgit
                Build       https://trunk.example.org/builds/b1

                To see it again:
                    penstock build debtcollector@aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa --line flamingo

                You are told of this cause once, and again when the package builds.
                """);
    }

    @Test
    void hostileTextStaysOnItsLine() {
        Verdict verdict = Verdict.failed(
                Step.BUILD, new Cause.CommandFailed("x\r\nBcc: all@example.org\u202e" + "y".repeat(5000)), List.of());
        Notice notice = new Notice(
                Notice.Kind.NEW_CAUSE,
                Notice.Audience.MAINTAINERS,
                new BuildEnd(request(), verdict, "FAILED"),
                List.of("k"));
        assertThat(NoticeText.subject(notice)).hasSizeLessThanOrEqualTo(150).doesNotContainPattern("[\\r\\n\\u202e]");
        assertThat(NoticeText.body(notice, "").lines())
                .allSatisfy(line -> assertThat(line).hasSizeLessThan(500).doesNotStartWith("Bcc"));
    }

    private List<String> fails(Step step, Cause cause) {
        return step(new BuildEnd(request(), failure(step, cause), "FAILED"));
    }

    private List<String> succeeds() {
        return step(new BuildEnd(request(), Verdict.SUCCESS, "SUCCESS"));
    }

    private List<String> step(BuildEnd end) {
        NoticeStep.Told told = NoticeStep.step(open, end);
        open = told.next();
        return told.notices().stream()
                .map(notice -> notice.kind() + " " + notice.audience())
                .toList();
    }

    private static Verdict failure(Step step, Cause cause) {
        return Verdict.failed(step, cause, List.of());
    }

    private static BuildRequest request() {
        Package pkg = new Package(
                "debtcollector",
                "python-debtcollector",
                "",
                new Package.Source("https://opendev.org/openstack/debtcollector", "master", false),
                new Package.Source("https://github.com/rdo-packages/debtcollector-distgit", "rpm-master", false),
                List.of("maintainer@example.org"));
        Commit source =
                new Commit("a".repeat(40), "b".repeat(40), Instant.EPOCH, "A <a@example.org>", "Want wrapt 2.1");
        Commit distgit = new Commit("d".repeat(40), "e".repeat(40), Instant.EPOCH, "P <p@example.org>", "Bump");
        return new BuildRequest("b1", "flamingo", pkg, source, distgit, Instant.EPOCH, BuildOptions.PLAIN);
    }
}
