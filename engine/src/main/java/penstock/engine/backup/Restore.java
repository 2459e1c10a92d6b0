package penstock.engine.backup;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Publisher;
import penstock.repo.RepoLayout;

/**
 * Makes a factory of a backup: its files first, then the labels, each pointed anew to where the state says that it is, and the state last,
 * so that a restore that was interrupted has left a factory that knows nothing.
 */
public final class Restore {
    private final StateFilling state;
    private final FileCopies files;
    private final Publisher publisher;

    public Restore(StateFilling state, FileCopies files, Publisher publisher) {
        this.state = state;
        this.files = files;
        this.publisher = publisher;
    }

    /**
     * @param copy of the state; it is changed
     * @param kept what the copy names
     * @return what it names and the backup does not have, and labels that therefore lead nowhere
     */
    public List<String> run(Path copy, Kept kept, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        state.mustBeEmpty();
        List<String> missing = new ArrayList<>(files.copy(kept, progress));
        int pointed = 0;
        for (Kept.Label label : kept.labels()) {
            if (files.has(new Kept.Snapshot(label.line(), label.directory()))) {
                publisher.point(label.line(), label.component(), label.name(), label.directory());
                pointed++;
            } else {
                missing.add("label " + RepoLayout.label(label.component(), label.name()) + " of " + label.line()
                        + ", whose snapshot " + label.directory() + " is not there");
            }
        }
        progress.accept("labels: " + pointed + " of " + kept.labels().size());
        state.fillFrom(copy);
        progress.accept("the state is restored");
        return missing;
    }
}
