package penstock.line;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.follow.Finding;
import penstock.repo.SnapshotEntry;

/** The rules of a line, each as a short story (B3, C5, D1). */
class LineStepTest {
    @Test
    void theFirstTimeOnlyTheNewestCommitThenEachInOrderOneAtATime() {
        Story story = Story.line("a").commits("a", "1", "2", "3");
        assertThat(story.building()).containsExactly("a");
        story.commits("a", "4", "5", "6").allSucceed();
        assertThat(story.built()).containsExactly("a:3", "a:4", "a:5", "a:6");
        assertThat(story.state.atRest()).isTrue();
    }

    @Test
    void aNewPackagingCommitRebuildsAndTheSamePairIsNotBuiltAgain() {
        Story story = Story.line("a").commits("a", "1").allSucceed();
        story.commits("a", "1").packaging("a", "e", "1").allSucceed();
        story.packaging("a", "d", "1").packaging("a", "e", "1").allSucceed();
        assertThat(story.built()).containsExactly("a:1", "a:1");
        assertThat(story.published).extracting(order -> order.ref().directory()).doesNotHaveDuplicates();
    }

    @Test
    void aFailedPairIsOnlyBuiltAgainWhenAPersonAsks() {
        Story story = Story.line("a").commits("a", "1").fails("a").commits("a", "1");
        assertThat(story.building()).isEmpty();
        story.ask("a", "1").allSucceed();
        assertThat(story.built()).containsExactly("a:1", "a:1");
        assertThat(story.at("consistent")).isEqualTo("a:1");
    }

    @Test
    void laterSuccessesOfOnePairGetAnExtendedHashAndSoAFolderOfTheirOwn() {
        Story story = Story.line("a").commits("a", "1").allSucceed();
        story.ask("a", "1").allSucceed().ask("a", "1").allSucceed();
        List<String> directories =
                story.published.stream().map(order -> order.ref().directory()).toList();
        assertThat(directories).hasSize(3).doesNotHaveDuplicates();
        assertThat(directories.get(0)).matches("11/11/1{40}_d{8}");
        assertThat(directories.get(1)).matches("11/11/1{40}_d{8}_[0-9a-f]{8}");
    }

    @Test
    void aPackageWaitsForWhatItNeedsAndSaysSo() {
        Story story = Story.line("c needs b", "b needs a", "a", "other").commitToAll("1");
        assertThat(story.building()).containsExactlyInAnyOrder("a", "other");
        assertThat(story.waits("b")).isEqualTo("DEPENDENCY a");
        assertThat(story.waits("c")).isEqualTo("DEPENDENCY b");
        story.succeeds("a");
        assertThat(story.building()).containsExactlyInAnyOrder("other", "b");
        assertThat(story.waits("b")).isEmpty();
    }

    @Test
    void itWaitsUntilWhatItNeedsIsPublished() {
        Story story = Story.line("b needs a", "a").slowly().commitToAll("1").succeeds("a");
        assertThat(story.waits("b")).isEqualTo("DEPENDENCY a");
        assertThat(story.publish("a").building()).containsExactly("b");
    }

    @Test
    void whatNeedsAFailedPackageIsTriedAllTheSame() {
        Story story = Story.line("b needs a", "a").commitToAll("1").fails("a");
        assertThat(story.building()).containsExactly("b");
    }

    @Test
    void whatFailedForWantOfAPackageIsBuiltAgainWhenThatIsPublished() {
        Story story = Story.line("b needs a", "a", "other").commitToAll("1").fails("a");
        story.lacks("b", "a >= 2").succeeds("other");
        assertThat(story.building()).isEmpty();
        story.commits("other", "2").succeeds("other");
        assertThat(story.building()).as("other is not what it lacks").isEmpty();
        story.commits("a", "2").succeeds("a");
        assertThat(story.building()).containsExactly("b");
    }

    @Test
    void whatIsLackingMayBeNamedAsPythonDoes() {
        Story story =
                Story.line("python3-x", "b needs python3-x").commitToAll("1").fails("python3-x");
        story.lacks("b", "python3dist(X) >= 2")
                .restarted()
                .commits("python3-x", "2")
                .succeeds("python3-x");
        assertThat(story.building()).containsExactly("b");
        story.succeeds("b").commits("python3-x", "3").allSucceed();
        assertThat(story.built()).containsExactly("python3-x:1", "b:1", "python3-x:2", "b:1", "python3-x:3");
    }

    @Test
    void whatWasPublishedWhileItWasBuiltMayBeWhatItLacked() {
        Story story = Story.line("b", "a").commitToAll("1").succeeds("a");
        story.lacks("b", "a");
        assertThat(story.building()).containsExactly("b");
        story.passes(Duration.ofSeconds(30)).lacks("b", "a");
        assertThat(story.building()).as("nothing came since it began").isEmpty();
    }

    @Test
    void aPackageThatNoSpecNeedsMayBeLackingToo() {
        Story story =
                Story.line("b", "other").commitToAll("1").lacks("b", "new").succeeds("other");
        story.configured("b", "other", "new").commits("new", "1").succeeds("new");
        assertThat(story.building()).containsExactly("b");
    }

    @Test
    void whatIsToBeBuiltAnywayIsNotBuiltOnceMoreForWhatItLacked() {
        Story story = Story.line("b", "a")
                .commitToAll("1")
                .lacks("b", "a")
                .commits("b", "2")
                .succeeds("a");
        story.allSucceed();
        assertThat(story.built()).containsExactlyInAnyOrder("b:1", "a:1", "b:2");
    }

    @Test
    void whatIsStillLackingIsTriedOncePerPublishedPackage() {
        Story story = Story.line("b", "a").commitToAll("1").lacks("b", "a >= 2").succeeds("a");
        story.lacks("b", "a >= 2");
        assertThat(story.building()).isEmpty();
        assertThat(story.state.atRest()).isTrue();
    }

    @Test
    void namesOfPythonPackagesMeetHoweverTheyAreWritten() {
        Story story = Story.line("python3-oslo-config", "b needs python3dist(oslo.config)")
                .commitToAll("1");
        assertThat(story.waits("b")).isEqualTo("DEPENDENCY python3-oslo-config");
    }

    @Test
    void aCycleIsOpenedByBootstrapAndClosedAtTheEnd() {
        Story story = Story.line("config! needs log", "log needs config", "nova needs config log")
                .commitToAll("1");
        assertThat(story.building()).containsExactly("config");
        assertThat(story.waits("log")).isEqualTo("CYCLE config");
        story.allSucceed();
        assertThat(story.built()).containsExactly("config:1!", "log:1", "config:1", "nova:1");
        assertThat(story.state.atRest()).isTrue();
    }

    @Test
    void aCycleOfPackagesThatWereBuiltBeforeNeedsNoBootstrap() {
        Story story = Story.line("config! needs log", "log needs config")
                .commitToAll("1")
                .allSucceed();
        story.commitToAll("2").allSucceed();
        assertThat(story.built().subList(3, 5)).containsExactly("config:2", "log:2");
        assertThat(story.state.atRest()).isTrue();
    }

    @Test
    void aCycleThatNobodyCanOpenIsTriedAndTriedOnceMore() {
        Story story = Story.line("a needs b", "b needs a").commitToAll("1").fails("a");
        assertThat(story.building()).containsExactly("b");
        story.succeeds("b");
        assertThat(story.building()).containsExactly("a");
        story.fails("a");
        assertThat(story.state.atRest()).isTrue();
        assertThat(story.built()).containsExactly("a:1", "b:1", "a:1");
    }

    @Test
    void atMostSoManyBuildsAsThereAreWorkers() {
        Story story = Story.line(2, "a", "b", "c").commitToAll("1");
        assertThat(story.building()).containsExactly("a", "b");
        assertThat(story.waits("c")).isEqualTo("WORKERS");
        assertThat(story.fails("b").building()).containsExactly("a", "c");
    }

    @Test
    void whileTheDiskIsNearlyFullNoBuildBeginsAndThoseThatRunGoOn() {
        Story story = Story.line(1, "a", "b").commitToAll("1");
        story.happened(new LineEvent.Held(Optional.of("1 GB free")));
        assertThat(story.waits("b")).startsWith("DISK");
        story.succeeds("a").commits("a", "2");
        assertThat(story.building()).isEmpty();
        assertThat(story.published).hasSize(1);
        assertThat(story.state.excuse("a").orElseThrow().what()).isEqualTo("1 GB free");
        story.happened(new LineEvent.TimePassed());
        assertThat(story.building()).isEmpty();
        story.happened(new LineEvent.Held(Optional.empty())).allSucceed();
        assertThat(story.built()).containsExactlyInAnyOrder("a:1", "a:2", "b:1");
        assertThat(story.state.atRest()).isTrue();
    }

    @Test
    void theTimeInTheReleaseRisesWhateverTheClockDoes() {
        Story story = Story.line("a").commits("a", "1").allSucceed();
        story.now = story.now.minusSeconds(3600);
        story.commits("a", "2", "3").allSucceed();
        assertThat(story.builds)
                .extracting(build -> build.request().created())
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(story.builds.getFirst().request().created()).isEqualTo(Instant.parse("2026-03-01T12:00:00Z"));
    }

    @Test
    void aPassingFailureIsTriedAgainAfterLongerAndLongerWaitsButNotForEver() {
        Story story = Story.line("a", "b needs a").commitToAll("1").failsForNow("a");
        assertThat(story.waits("a")).isEqualTo("RETRY");
        assertThat(story.waits("b")).isEqualTo("DEPENDENCY a");
        assertThat(story.passes(Duration.ofSeconds(9)).building()).isEmpty();
        assertThat(story.state.nextWake()).contains(story.now.plusSeconds(1));
        story.passes(Duration.ofSeconds(1)).failsForNow("a");
        assertThat(story.passes(Duration.ofSeconds(19)).building()).isEmpty();
        story.passes(Duration.ofSeconds(1)).failsForNow("a");
        assertThat(story.built()).containsExactly("a:1", "a:1", "a:1", "b:1");
        assertThat(story.state.find("a").orElseThrow().entry().orElseThrow().status())
                .isEqualTo(SnapshotEntry.FAILED);
    }

    @Test
    void aWaitThatARestartFallsIntoEndsAtItsTime() {
        Story story = Story.line("a").commits("a", "1").failsForNow("a").restarted();
        assertThat(story.waits("a")).isEqualTo("RETRY");
        assertThat(story.state.nextWake()).contains(story.now.plusSeconds(10));
        story.passes(Duration.ofSeconds(10)).succeeds("a");
        assertThat(story.built()).containsExactly("a:1", "a:1");
    }

    @Test
    void aWaitThatWasBegunBeforeTheClockWasSetBackIsOver() {
        Story story = Story.line("a", "b")
                .slowly()
                .commitToAll("1")
                .failsForNow("a")
                .succeeds("b")
                .notPublished("b", true);
        story.now = story.now.minusSeconds(3600);
        assertThat(story.passes(Duration.ofSeconds(1)).building()).containsExactly("a");
        story.publish("b");
        assertThat(story.built()).containsExactly("a:1", "b:1", "a:1");
    }

    @Test
    void consistentFollowsOnlyWhenNothingFailsAndNothingWasNeverBuilt() {
        Story story = Story.line("a", "b").commits("a", "1").succeeds("a");
        assertThat(story.at("current")).isEqualTo("a:1");
        assertThat(story.at("consistent")).isEmpty();
        story.commits("b", "2").fails("b").commits("a", "3").succeeds("a");
        assertThat(story.at("current")).isEqualTo("a:3");
        assertThat(story.at("consistent")).isEmpty();
        story.commits("b", "4").succeeds("b");
        assertThat(story.at("consistent")).isEqualTo("b:4");
        story.commits("a", "5").fails("a");
        assertThat(story.at("consistent")).isEqualTo("b:4");
    }

    @Test
    void componentsHaveTheirOwnSnapshotsAndLabels() {
        Story story = Story.line("a in x", "b in x", "c in y").commitToAll("1").succeeds("c");
        assertThat(story.at("y/consistent")).isEqualTo("c:1");
        assertThat(story.at("x/current")).isEmpty();
        story.fails("a").succeeds("b");
        assertThat(story.at("x/current")).isEqualTo("b:1");
        assertThat(story.at("x/consistent")).isEmpty();
        assertThat(story.published.getLast().snapshot().entries())
                .extracting(entry -> entry.build().pkg().project() + " " + entry.status())
                .containsExactly("a FAILED", "b SUCCESS");
    }

    @Test
    void labelsNeverGoBackToAnOlderSnapshotAndMoveOneStepAtATime() {
        Story story =
                Story.line("a", "b").slowly().commitToAll("1").succeeds("a").succeeds("b");
        story.publish("b").publish("a");
        assertThat(story.open.values()).hasSize(2).allMatch(order -> order instanceof Order.Point);
        story.point("current").point("consistent");
        assertThat(story.at("current")).isEqualTo("b:1");
        assertThat(story.at("consistent")).isEqualTo("b:1");
        story.commits("a", "2")
                .succeeds("a")
                .publish("a")
                .commits("a", "3")
                .succeeds("a")
                .publish("a");
        assertThat(story.open.values())
                .extracting(order -> ((Order.Point) order).label())
                .containsExactly("current", "consistent");
        story.point("current").point("current");
        assertThat(story.at("current")).isEqualTo("a:3");
    }

    @Test
    void aBuildIsNotBegunBeforeCurrentShowsWhatItNeeds() {
        Story story = Story.line("other", "library", "program needs library")
                .slowly()
                .commitToAll("1")
                .succeeds("other")
                .succeeds("library");
        story.publish("other").publish("library");
        assertThat(story.building()).isEmpty();
        assertThat(story.waits("program")).isEqualTo("WORKERS");
        story.point("current");
        assertThat(story.at("current")).isEqualTo("other:1");
        assertThat(story.open.values())
                .as("who carries out orders has a build wait for the moves that were given before it")
                .extracting(order -> order.getClass().getSimpleName())
                .containsExactly("Point", "Build");
        assertThat(story.building()).containsExactly("program");
    }

    @Test
    void publishingIsTriedAgainForAsLongAsTheDiskIsFull() {
        Story story = Story.line("a").slowly().commits("a", "1").succeeds("a");
        for (int attempt = 1; attempt < 20; attempt++) {
            story.notPublished("a", true);
            assertThat(story.waits("a")).isEqualTo("RETRY");
            assertThat(story.state.excuse("a").orElseThrow().help()).contains("once that is mended");
            story.passes(Duration.ofSeconds(320));
        }
        story.publish("a").point("current").point("consistent");
        assertThat(story.at("consistent")).isEqualTo("a:1");
        assertThat(story.built()).containsExactly("a:1");
    }

    @Test
    void aLabelIsMovedForAsLongAsItTakesAndGoesOnWhenItCanNot() {
        Story story =
                Story.line("a", "b").slowly().commits("a", "1").succeeds("a").publish("a");
        for (int attempt = 1; attempt < 20; attempt++) {
            story.notPointed("current", true).passes(Duration.ofSeconds(320));
        }
        story.commits("b", "1").succeeds("b").publish("b").notPointed("current", false);
        story.point("current");
        assertThat(story.at("current")).as("what it was to show next").isEqualTo("b:1");
    }

    @Test
    void publishingThatCanNotSucceedCountsAsAFailure() {
        Story story = Story.line("a").slowly().commits("a", "1").succeeds("a").notPublished("a", true);
        assertThat(story.waits("a")).isEqualTo("RETRY");
        story.passes(Duration.ofSeconds(10)).publish("a").point("current").point("consistent");
        assertThat(story.at("consistent")).isEqualTo("a:1");
        story.commits("a", "2").succeeds("a").notPublished("a", false);
        assertThat(story.state.atRest()).isTrue();
        assertThat(story.state.find("a").orElseThrow().passing()).isFalse();
        assertThat(story.at("current")).isEqualTo("a:1");
    }

    @Test
    void nothingIsBuiltBeforeEverythingWasLookedAtOnce() {
        Story story = Story.line("a", "b needs a").happened(new LineEvent.Looking(List.of("a", "b")));
        story.commits("b", "1");
        assertThat(story.waits("b")).isEqualTo("FIRST_LOOK");
        story.commits("a", "1");
        assertThat(story.building()).containsExactly("a");
        assertThat(story.waits("b")).isEqualTo("DEPENDENCY a");
    }

    @Test
    void aBrokenRepositoryIsToldAndStopsNobodyElse() {
        Story story = Story.line("a", "b").happened(new LineEvent.Looking(List.of("a", "b")));
        story.commits("b", "1").happened(new LineEvent.Found(new Finding.Broken("a", "no such repository", false)));
        assertThat(story.waits("a")).isEqualTo("REPOSITORY");
        assertThat(story.building()).containsExactly("b");
        story.commits("a", "1");
        assertThat(story.building()).containsExactly("b", "a");
        assertThat(story.waits("a")).isEmpty();
    }

    @Test
    void aSpecThatCannotBeReadDoesNotHoldThePackageBack() {
        Story story = Story.line("a");
        Order.ReadSpec read = new Order.ReadSpec("x", Story.pkg("a", ""), Story.commit("1"), Story.commit("d"));
        story.happened(new LineEvent.Failed(read, "an order of nobody", false));
        LineState asked = LineStep.step(
                        story.state,
                        new Stamp("00000000-0000-7000-8000-000000000000", story.now),
                        new LineEvent.Found(
                                new Finding.Moved("a", List.of(Story.commit("1")), Story.commit("d"), List.of())))
                .next();
        Order.ReadSpec mine = new Order.ReadSpec(
                asked.find("a").orElseThrow().reading().orElseThrow().order().orElseThrow(),
                Story.pkg("a", ""),
                Story.commit("1"),
                Story.commit("d"));
        Stepped failed = LineStep.step(
                asked,
                new Stamp("00000000-0000-7000-8000-000000010000", story.now),
                new LineEvent.Failed(mine, "no", false));
        assertThat(failed.orders()).singleElement().isInstanceOf(Order.Build.class);
    }

    @Test
    void aPackageThatIsDroppedAndComesBackIsBuiltAnewUnderAnotherFolder() {
        Story story = Story.line("a", "b").commits("a", "1").commits("b", "3").allSucceed();
        story.configured("b").commits("b", "2").allSucceed();
        assertThat(story.published.getLast().snapshot().entries()).hasSize(1);
        story.configured("a", "b").commits("a", "1").allSucceed();
        assertThat(story.published.getLast().snapshot().entries()).hasSize(2);
        assertThat(story.published).extracting(order -> order.ref().directory()).doesNotHaveDuplicates();
    }

    @Test
    void theEndOfABuildThatNobodyWaitsForChangesNoPackage() {
        Story story = Story.line("a", "b").commits("a", "1");
        Order.Build build = story.build("a");
        story.configured("b").happened(new LineEvent.Built(build, Story.success(build)));
        assertThat(story.state.atRest()).isTrue();
        assertThat(story.published).isEmpty();
    }
}
