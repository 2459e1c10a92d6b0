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
