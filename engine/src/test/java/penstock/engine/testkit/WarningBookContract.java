package penstock.engine.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.notify.NoticeBook.Letter;
import penstock.engine.notify.NoticeBook.Times;
import penstock.engine.warning.WarningBook;
import penstock.problem.SourcePosition;
import penstock.require.Ecosystem;
import penstock.warning.PackageWarnings;
import penstock.warning.Shift;
import penstock.warning.Subject;
import penstock.warning.Unmet;
import penstock.warning.Warning;

/** What every {@link WarningBook} does (E of part 3). */
public abstract class WarningBookContract {
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Commit COMMIT =
            new Commit("a".repeat(40), "b".repeat(40), Instant.EPOCH, "A <a@example.org>", "Work");

    /** One of a factory in which nothing happened yet. */
    protected abstract WarningBook open() throws Exception;

    /** All letters that are to be sent. */
    protected abstract List<Letter> letters() throws Exception;

    @Test
    void whatWasTakenIsKnown() throws Exception {
        WarningBook book = open();
        assertThat(book.find("flamingo", "mill")).isEmpty();
        PackageWarnings mill = warned("mill");
        Letter letter = new Letter("01", "m@example.org", "subject", "text", "thread", new Times(NOW, NOW), 0);
        book.take(mill, List.of(letter));
        assertThat(book.find("flamingo", "mill")).contains(mill);
        assertThat(book.find("epoxy", "mill")).isEmpty();
        assertThat(letters()).containsExactly(letter);
        PackageWarnings fine = new PackageWarnings("flamingo", mill.pkg(), mill.judged(), mill.latest(), "", List.of());
        book.take(fine, List.of());
        assertThat(book.find("flamingo", "mill")).contains(fine);
        assertThat(letters()).hasSize(1);
        book.forget("flamingo", "mill");
        book.forget("flamingo", "mill");
        assertThat(book.find("flamingo", "mill")).isEmpty();
    }

    @Test
    void thoseWithWarningsOrAProblemComeInParts() throws Exception {
        WarningBook book = open();
        book.take(warned("mill"), List.of());
        book.take(warned("brook"), List.of());
        book.take(PackageWarnings.none("flamingo", pkg("weir"), commits()), List.of());
        book.take(
                PackageWarnings.none("flamingo", pkg("dam"), commits()).unjudged(pkg("dam"), commits(), "no spec"),
                List.of());
        assertThat(projects(book.open("flamingo", "", 2))).containsExactly("brook", "dam");
        assertThat(projects(book.open("flamingo", "dam", 2))).containsExactly("mill");
        assertThat(book.open("epoxy", "", 2)).isEmpty();
    }

    private static List<String> projects(List<PackageWarnings> all) {
        return all.stream().map(one -> one.pkg().project()).toList();
    }

    private static PackageWarnings warned(String project) {
        Subject subject = new Subject(Ecosystem.PYTHON, "wrapt");
        SourcePosition at = new SourcePosition("requirements.txt", 3, 0, "wrapt>=2");
        Unmet unmet = new Unmet(
                subject,
                Unmet.Meaning.TOO_OLD,
                List.of("wrapt>=2 (runtime)"),
                List.of(at),
                List.of("it is too old"),
                new Unmet.Remedy("--- a/x\n+++ b/x\n", ""),
                new Unmet.Reach(
                        List.of("current: 1"), List.of("current"), List.of("x needs y"), List.of(), List.of("hint")));
        Shift shift = new Shift(subject, List.of(COMMIT), List.of("runtime: raised >=1 -> >=2"), List.of(at), false);
        Warning warning = new Warning(unmet, "", List.of(shift), true, NOW, NOW, "thread");
        return new PackageWarnings("flamingo", pkg(project), Optional.of(commits()), commits(), "", List.of(warning));
    }

    private static PackageWarnings.Commits commits() {
        return new PackageWarnings.Commits(COMMIT, COMMIT);
    }

    private static Package pkg(String project) {
        Package.Source source = new Package.Source("https://git.example.org/" + project, "master", false);
        return new Package(project, "python-" + project, "", source, source, List.of("m@example.org"));
    }
}
