package penstock.engine.follow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import penstock.change.Commit;
import penstock.distro.Package;
import penstock.engine.port.Mirror;
import penstock.engine.port.OutsideFailure;
import penstock.follow.Choice;
import penstock.follow.FallBack;
import penstock.follow.FallBack.Kind;
import penstock.follow.Finding;
import penstock.follow.Position;
import penstock.follow.Tracked;

/** Turns the refs of a package's two repositories into a finding; touches the local copies only when something is new. */
final class PackageLook {
    private final Mirror mirror;
    private final Fetches fetches;
    private final FollowSettings settings;

    PackageLook(Mirror mirror, Fetches fetches, FollowSettings settings) {
        this.mirror = mirror;
        this.fetches = fetches;
        this.settings = settings;
    }

    /** Brings a local copy up to date; a round of looks needs each only once. */
    interface Fetches {
        void fetch(String url) throws OutsideFailure, InterruptedException;
    }

    /** The refs that decide over a package, and what they were when it was last looked at. */
    record Seen(Answer source, Answer distgit, Optional<String> pinBefore) {}

    Finding look(Package pkg, Position position, Seen seen) throws InterruptedException {
        try {
            return decide(pkg, position, seen);
        } catch (OutsideFailure e) {
            return new Finding.Broken(pkg.project(), String.valueOf(e.getMessage()), e.retryable());
        }
    }

    private Finding decide(Package pkg, Position position, Seen seen) throws OutsideFailure, InterruptedException {
        Tracked source = tracked(seen.source, Kind.SOURCE, pkg.source());
        Tracked distgit = tracked(seen.distgit, Kind.DISTGIT, pkg.distgit());
        boolean fixed = source.fixed(pkg.source());
        if (fixed) {
            mustNotHaveMoved(pkg.source(), source, position, seen.pinBefore);
        }
        if (Choice.question(position, source.id(), distgit.id(), fixed) == Choice.Question.NOTHING) {
            return new Finding.Unchanged(pkg.project());
        }
        fetches.fetch(pkg.source().url());
        fetches.fetch(pkg.distgit().url());
        Choice.Heads heads = new Choice.Heads(
                commit(pkg.source().url(), source), commit(pkg.distgit().url(), distgit));
        List<String> notes = new ArrayList<>(
                Stream.concat(source.note().stream(), distgit.note().stream()).toList());
        packagingRewritten(pkg, position, heads.distgit()).ifPresent(notes::add);
        return switch (Choice.question(
                position, heads.source().id(), heads.distgit().id(), fixed)) {
            case NOTHING -> new Finding.Unchanged(pkg.project());
            case HEADS -> Choice.head(position, heads.source(), heads.distgit(), notes);
            case LINE -> line(pkg, position, heads, notes);
        };
    }

    private Tracked tracked(Answer answer, Kind kind, Package.Source source) throws OutsideFailure {
        return switch (answer) {
            case Answer.Failed(OutsideFailure failure) -> throw failure;
            case Answer.Refs(var refs) ->
                Tracked.among(refs, kind, source, settings.fallBack()).orElseThrow(() -> missing(kind, source));
        };
    }

    private OutsideFailure missing(Kind kind, Package.Source source) {
        FallBack fallBack = source.pinned() ? FallBack.NEVER : settings.fallBack();
        List<String> others = fallBack.candidates(kind, source.ref());
        String tried = others.isEmpty() ? "" : " (nor what it may fall back to: " + String.join(", ", others) + ")";
        return new OutsideFailure(
                mirror.shown(source.url()) + " has no " + (source.pinned() ? "tag or branch " : "branch ")
                        + source.ref() + tried + "; correct it in the distribution's file, or configure a fall back",
                false);
    }

    /** A tag that a build was made from and that was moved afterwards is not followed: whoever moved it may not have had the right to. */
    private void mustNotHaveMoved(Package.Source pin, Tracked now, Position position, Optional<String> before)
            throws OutsideFailure {
        if (before.isPresent()
                && !before.get().equals(now.id())
                && position.source().equals(before)) {
            throw new OutsideFailure(
                    "the tag " + pin.ref() + " of " + mirror.shown(pin.url()) + " was moved from " + before.get()
                            + " to " + now.id() + ": a pin does not follow; pin the commit id that is meant",
                    false);
        }
    }

    private Commit commit(String url, Tracked tracked) throws OutsideFailure {
        return mirror.resolve(url, tracked.id())
                .orElseThrow(() -> new OutsideFailure(
                        mirror.shown(url) + " has no commit " + tracked.id() + " on any branch or tag now"
                                + (tracked.ref().startsWith("refs/")
                                        ? "; " + tracked.ref() + " pointed to it a moment ago"
                                        : ""),
                        tracked.ref().startsWith("refs/")));
    }

    private Optional<String> packagingRewritten(Package pkg, Position position, Commit head) throws OutsideFailure {
        Optional<String> old = position.distgit().filter(id -> !id.equals(head.id()));
        if (old.isEmpty() || mirror.isAncestor(pkg.distgit().url(), old.get(), head.id())) {
            return Optional.empty();
        }
        return Optional.of(
                "the packaging's history was rewritten: " + old.get() + ", taken up last, is no longer part of it");
    }

    private Finding line(Package pkg, Position position, Choice.Heads heads, List<String> notes) throws OutsideFailure {
        String url = pkg.source().url();
        String processed = position.source().orElseThrow();
        String tip = heads.source().id();
        boolean reachable = mirror.isAncestor(url, processed, tip);
        List<Commit> line = reachable ? mirror.firstParentLine(url, tip, processed, settings.commits() + 1) : List.of();
        return Choice.line(position, heads, line, reachable, settings.commits(), notes);
    }
}
