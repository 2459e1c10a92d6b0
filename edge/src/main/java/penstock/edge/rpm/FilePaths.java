package penstock.edge.rpm;

import java.util.ArrayList;
import java.util.List;

/** Paths of a package's files, which a header has as folders, and names with the number of their folder. */
final class FilePaths {
    /** Of all of them together: a forged header can have one long folder, and a million names in it. */
    private static final long MOST_CHARACTERS = 32 << 20;

    private FilePaths() {}

    /** Throws {@link IllegalArgumentException}, {@link IndexOutOfBoundsException} or {@link ArithmeticException} when they can't be. */
    static List<String> of(List<String> folders, long[] indexes, List<String> names) {
        var paths = new ArrayList<String>();
        long characters = 0;
        for (int i = 0; i < names.size(); i++) {
            var folder = folders.get(Math.toIntExact(indexes[i]));
            characters += folder.length() + names.get(i).length();
            if (characters > MOST_CHARACTERS) {
                throw new IllegalArgumentException("paths of more than " + MOST_CHARACTERS + " characters");
            }
            paths.add(folder + names.get(i));
        }
        return paths;
    }
}
