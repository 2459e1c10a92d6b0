package penstock.edge.puppet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import penstock.engine.port.OutsideFailure;
import penstock.engine.scenario.TestMachine;

/**
 * What a deployment left in a folder of its machine. It may have made anything of it: what is too large or no file is noted and not copied,
 * since a manifest could otherwise undo the record of its own run.
 */
final class Leavings {
    private final TestMachine machine;
    private final String inside;
    private final Path to;
    private final List<String> unkept = new ArrayList<>();

    /** @param to the folder that gets copies */
    Leavings(TestMachine machine, String inside, Path to) {
        this.machine = machine;
        this.inside = inside;
        this.to = to;
    }

    /**
     * Copies those of the files that are there.
     *
     * @param most bytes of each
     * @throws OutsideFailure when the machine itself is gone, and trying again may help
     */
    void keep(List<String> names, long most) throws OutsideFailure, IOException {
        List<String> left = files();
        for (String name : names) {
            if (left.contains(name)) {
                keep(name, most);
            }
        }
    }

    private List<String> files() throws OutsideFailure {
        try {
            return machine.files(inside);
        } catch (OutsideFailure unreadable) {
            note(unreadable);
            return List.of();
        }
    }

    private void keep(String name, long most) throws OutsideFailure, IOException {
        try {
            machine.copyOut(inside + "/" + name, copy(name), most);
        } catch (OutsideFailure unusable) {
            note(unusable);
            Files.deleteIfExists(copy(name));
        }
    }

    private void note(OutsideFailure failure) throws OutsideFailure {
        if (failure.retryable()) {
            throw failure;
        }
        String why = String.valueOf(failure.getMessage());
        if (!unkept.contains(why)) {
            unkept.add(why);
        }
    }

    /** Where the copy of a file is, when it was there and could be kept. */
    Path copy(String name) {
        return to.resolve(name);
    }

    /** Why something could not be kept, in words. */
    List<String> unkept() {
        return List.copyOf(unkept);
    }
}
