package penstock.engine.require;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import penstock.change.Commit;
import penstock.engine.port.OutsideFailure;
import penstock.engine.require.RequirementRange.Changed;
import penstock.engine.require.SourceHistory.Step;
import penstock.require.Declarations;
import penstock.require.Declared;
import penstock.require.Difference;
import penstock.require.Ecosystem;
import penstock.require.RequirementChange;
import penstock.require.Use;
import penstock.require.file.FileSource;
import penstock.require.file.RequirementFiles;

/** What a project requires from commit to commit, and who changed it. For one thread. */
public final class RequirementHistory implements AutoCloseable {
    private final SourceHistory history;
    private final CommitDeclarations declarations;

    /** @param history is closed with this */
    public RequirementHistory(SourceHistory history) {
        this.history = history;
        this.declarations = new CommitDeclarations((commit, path) -> history.file(commit, path, FileSource.ENOUGH));
    }

    /** See {@link SourceHistory#resolve}. */
    public Optional<Commit> resolve(String name) throws OutsideFailure {
        return history.resolve(name);
    }

    /** See {@link SourceHistory#names}. */
    public List<String> names() throws OutsideFailure {
        return history.names();
    }

    /** What a commit declares. */
    public Declarations at(Commit commit) throws OutsideFailure {
        return declarations.of(commit.id()).declarations();
    }

    /** What changed between two commits, which need not be each other's ancestors. */
    public RequirementRange between(Commit old, Commit latest) throws OutsideFailure {
        RequirementFiles.Reading before = declarations.of(old.id());
        RequirementFiles.Reading after = declarations.of(latest.id());
        SortedSet<String> files = new TreeSet<>(before.files());
        files.addAll(after.files());
        List<RequirementChange> changes = Difference.between(before.declarations(), after.declarations());
        List<Share> shares = changes.isEmpty() ? List.of() : shares(old, latest, files);
        return new RequirementRange(
                before.declarations(),
                after.declarations(),
                history.count(old.id(), latest.id()),
                files,
                changes.stream()
                        .map(change -> new Changed(change, by(change, shares)))
                        .toList());
    }

    /** What a commit is looked up by that changed it. */
    private record Subject(Ecosystem ecosystem, String name, Use use) {
        static Set<Subject> of(RequirementChange change) {
            return Stream.of(change.before(), change.after())
                    .flatMap(Optional::stream)
                    .map(Subject::of)
                    .collect(Collectors.toSet());
        }

        private static Subject of(Declared one) {
            return new Subject(one.ecosystem(), one.name(), one.use());
        }
    }

    /** What one commit changed. */
    private record Share(Commit commit, Set<Subject> subjects) {}

    private List<Share> shares(Commit old, Commit latest, SortedSet<String> files) throws OutsideFailure {
        Set<String> watched = new TreeSet<>(RequirementFiles.roots());
        watched.addAll(files);
        List<Share> shares = new ArrayList<>();
        for (Step step : history.changing(old.id(), latest.id(), watched)) {
            shares.add(new Share(step.commit(), changed(step)));
        }
        return shares;
    }

    /** What a commit has as none of its parents has it: what a merge only brought in is not its own. */
    private Set<Subject> changed(Step step) throws OutsideFailure {
        Declarations now = at(step.commit());
        if (step.before().isEmpty()) {
            return subjects(Declarations.NONE, now);
        }
        Set<Subject> changed = new HashSet<>();
        for (int i = 0; i < step.before().size(); i++) {
            Declarations before = declarations.of(step.before().get(i)).declarations();
            Set<Subject> since = subjects(before, now);
            if (i == 0) {
                changed.addAll(since);
            } else {
                changed.retainAll(since);
            }
        }
        return changed;
    }

    private static Set<Subject> subjects(Declarations before, Declarations after) {
        return Difference.between(before, after).stream()
                .flatMap(change -> Subject.of(change).stream())
                .collect(Collectors.toSet());
    }

    private static List<Commit> by(RequirementChange change, List<Share> shares) {
        Set<Subject> subjects = Subject.of(change);
        return shares.stream()
                .filter(share -> !Collections.disjoint(share.subjects(), subjects))
                .map(Share::commit)
                .toList();
    }

    @Override
    public void close() {
        history.close();
    }
}
