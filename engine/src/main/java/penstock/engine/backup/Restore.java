package penstock.engine.backup;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import penstock.engine.port.OutsideFailure;
import penstock.engine.publish.Publisher;

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
     * @return what it names and the backup does not have
     */
    public List<String> run(Path copy, Kept kept, Consumer<String> progress)
            throws OutsideFailure, InterruptedException {
        state.mustBeEmpty();
        List<String> missing = files.copy(kept, progress);
        for (Kept.Label label : kept.labels()) {
            publisher.point(label.line(), label.component(), label.name(), label.directory());
        }
        progress.accept("labels: " + kept.labels().size());
        state.fillFrom(copy);
        progress.accept("the state is restored");
        return missing;
    }
}
