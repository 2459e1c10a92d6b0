package penstock.build;

import java.util.List;

/** A cause as one sentence for people, without a full stop. */
public final class CauseText {
    private static final int SHOWN = 5;

    private CauseText() {}

    /** The sentence; it names what was wanted, by whom, and what there was instead. */
    public static String of(Cause cause) {
        return switch (cause) {
            case Cause.MissingDependency c ->
                c.requirement() + " is wanted by " + c.wantedBy() + ", and nothing provides it";
            case Cause.DependencyVersion c ->
                c.requirement() + " is wanted by " + c.wantedBy() + ", but on offer is only " + list(c.onOffer());
            case Cause.PatchDoesNotApply c -> patch(c);
            case Cause.UnpackagedFiles c -> "installed, but in no %files: " + list(c.files());
            case Cause.MissingFiles c -> "in %files, but not installed: " + list(c.files());
            case Cause.TestFailures c ->
                c.tests().size() + (c.tests().size() == 1 ? " test" : " tests") + " failed: " + list(c.tests());
            case Cause.SpecSyntax c ->
                "the spec can't be read" + (c.line() > 0 ? ", line " + c.line() : "") + ": " + c.message();
            case Cause.Download c -> "can't download " + c.url() + ": " + c.message();
            case Cause.LimitHit c ->
                "over the limit on " + c.limit() + (c.value().isEmpty() ? "" : ": " + c.value());
            case Cause.CommandFailed c -> c.message();
            case Cause.Conflict c -> c.message();
            case Cause.BadSource c -> c.message();
            case Cause.Infrastructure c -> c.message();
        };
    }

    /**
     * What failures of one cause have in common, as a heading: the requirement that many packages miss is one, while a patch that
     * does not apply is each package's own.
     */
    public static String title(Cause cause) {
        return switch (cause) {
            case Cause.MissingDependency c -> "Nothing provides " + c.requirement();
            case Cause.DependencyVersion c -> "No provider has the version of " + c.requirement();
            case Cause.PatchDoesNotApply _ -> "A patch does not apply";
            case Cause.UnpackagedFiles _ -> "Files are installed, but in no %files";
            case Cause.MissingFiles _ -> "Files are in %files, but not installed";
            case Cause.TestFailures _ -> "Tests failed";
            case Cause.SpecSyntax _ -> "The spec can't be read";
            case Cause.Download _ -> "A download failed";
            case Cause.LimitHit c -> "Over the limit on " + c.limit();
            case Cause.CommandFailed _ -> "A command of the build failed";
            case Cause.Conflict _ -> "Packages conflict";
            case Cause.BadSource _ -> "The repository can't be used as it is";
            case Cause.Infrastructure _ -> "Something around the build failed";
        };
    }

    private static String patch(Cause.PatchDoesNotApply c) {
        String what = c.patch().isEmpty() ? "a patch" : "the patch " + c.patch();
        if (c.file().isEmpty()) {
            return what + " does not apply" + (c.hunk().isEmpty() ? "" : ": " + c.hunk());
        }
        return what + " does not apply to " + c.file()
                + (c.line() > 0 ? ", line " + c.line() : c.hunk().isEmpty() ? ", which is not there" : "")
                + (c.hunk().isEmpty()
                        ? ""
                        : c.hunk().contains(" out of ") ? " (" + c.hunk() + " hunks)" : " (hunk " + c.hunk() + ")");
    }

    private static String list(List<String> items) {
        String shown = String.join(", ", items.subList(0, Math.min(SHOWN, items.size())));
        return items.size() > SHOWN ? shown + " and " + (items.size() - SHOWN) + " more" : shown;
    }
}
