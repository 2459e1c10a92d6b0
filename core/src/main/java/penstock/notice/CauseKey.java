package penstock.notice;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import penstock.build.Cause;
import penstock.build.Verdict;

/**
 * What makes two failures of a package the same: the step, the kind of cause, and the names in it, without what differs from commit to
 * commit (numbers, hashes, places in a file). Failing tests are one cause whichever they are, or an unsteady suite would write a
 * mail for each commit.
 */
final class CauseKey {
    private static final int LONGEST = 300;
    /** Put before what only an operator can mend. */
    private static final String OPERATORS = "operators ";

    private CauseKey() {}

    static String of(Verdict verdict) {
        String step = verdict.step().map(Enum::name).orElse("").toLowerCase(Locale.ROOT);
        String key = verdict.cause().map(CauseKey::of).orElse("unknown");
        String all = (forOperators(verdict) ? OPERATORS : "") + step + " " + key;
        return all.length() > LONGEST ? all.substring(0, LONGEST) : all;
    }

    /** Whether the failure is the factory's and not the package's. */
    static boolean forOperators(Verdict verdict) {
        return verdict.cause().filter(Cause.Infrastructure.class::isInstance).isPresent();
    }

    static boolean forOperators(String key) {
        return key.startsWith(OPERATORS);
    }

    private static String of(Cause cause) {
        return switch (cause) {
            case Cause.MissingDependency c -> "missing " + c.requirement();
            case Cause.DependencyVersion c -> "version " + c.requirement();
            case Cause.PatchDoesNotApply c -> "patch " + steady(c.patch()) + " " + c.file();
            case Cause.UnpackagedFiles c -> "unpackaged " + joined(c.files());
            case Cause.MissingFiles c -> "files " + joined(c.files());
            case Cause.TestFailures _ -> "tests";
            case Cause.SpecSyntax c -> "spec " + steady(c.message());
            case Cause.Download c -> "download " + c.url();
            case Cause.LimitHit c -> "limit " + c.limit();
            case Cause.CommandFailed c -> "command " + steady(c.message());
            case Cause.Conflict c -> "conflict " + steady(c.message());
            case Cause.BadSource c -> "source " + steady(c.message());
            case Cause.Infrastructure c -> "infrastructure " + steady(c.message());
        };
    }

    private static String joined(List<String> names) {
        return names.stream().map(CauseKey::steady).sorted().collect(Collectors.joining(" "));
    }

    /** Without hashes and numbers, which are other ones in the next build. */
    private static String steady(String text) {
        return text.replaceAll("\\b[0-9a-f]{7,64}\\b", "#").replaceAll("[0-9]+", "#");
    }
}
