package penstock.follow;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import penstock.distro.Package.Source;

/**
 * The ref of a repository that stands for what a package follows, and where it is now.
 *
 * @param ref full name, or the commit id itself for a pin to one
 * @param id of the commit (or of an annotated tag that the far side did not peel)
 * @param note to be shown: another branch than the configured one is followed
 */
public record Tracked(String ref, String id, Optional<String> note) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{40}");

    /** Every ref that may be followed, the preferred one first; empty for a pin to a commit id, which nothing can move. */
    public static List<String> wanted(FallBack.Kind kind, Source source, FallBack fallBack) {
        if (source.pinned() && ID.matcher(source.ref()).matches()) {
            return List.of();
        }
        List<String> refs = new ArrayList<>();
        if (source.ref().startsWith("refs/")) {
            refs.add(source.ref());
        } else {
            if (source.pinned()) {
                refs.add("refs/tags/" + source.ref());
            }
            refs.add("refs/heads/" + source.ref());
        }
        if (!source.pinned()) {
            refs.addAll(fallBack.candidates(kind, source.ref()));
        }
        return refs;
    }

    /**
     * @param refs full name to id, as the far side has them; at least the wanted ones that are there
     * @return empty when none of the wanted refs is there
     */
    public static Optional<Tracked> among(
            Map<String, String> refs, FallBack.Kind kind, Source source, FallBack fallBack) {
        List<String> wanted = wanted(kind, source, fallBack);
        if (wanted.isEmpty()) {
            return Optional.of(new Tracked(source.ref(), source.ref(), Optional.empty()));
        }
        int own = source.pinned() && !source.ref().startsWith("refs/") ? 2 : 1;
        for (int i = 0; i < wanted.size(); i++) {
            String id = refs.get(wanted.get(i));
            if (id != null) {
                Optional<String> note = i < own ? Optional.empty() : Optional.of(fallBackNote(source, wanted.get(i)));
                return Optional.of(new Tracked(wanted.get(i), id, note));
            }
        }
        return Optional.empty();
    }

    private static String fallBackNote(Source source, String ref) {
        return "branch " + source.ref() + " is not there: "
                + ref.replaceFirst("^refs/heads/", "branch ").replaceFirst("^refs/tags/", "tag ")
                + " is followed in its place, as configured";
    }

    /** Whether this is a tag or commit id that a package is pinned to: it is not followed when it moves. */
    public boolean fixed(Source source) {
        return source.pinned() && !ref.startsWith("refs/heads/");
    }
}
